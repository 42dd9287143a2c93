import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { speak } from "../shared/i18n";
import { LANGUAGES, language } from "../shared/i18n/language";
import { useStore } from "../shared/store";
import { textSize, turnTextSize } from "./textSize";

interface Props {
  title: string;
  /** Whom to ask: at the same place on every page. */
  help: string;
  children: ReactNode;
}

/** Every page of this entry: the name of the thing, the size of its letters, the language, and who helps. */
export function Frame({ title, help, children }: Props) {
  const { t } = useTranslation("h5");
  const size = useStore(textSize);
  const spoken = useStore(language);
  return (
    <div className="h5">
      <header className="h5-head">
        <h1>{title}</h1>
        <div className="h5-tools">
          <button type="button" className="h5-small" onClick={turnTextSize}>
            {t(size === "large" ? "text.normal" : "text.large")}
          </button>
          {LANGUAGES.filter((each) => each !== spoken).map((each) => (
            <button key={each} type="button" className="h5-small" lang={each} onClick={() => void speak(each)}>
              {t(`shared:language.${each}`)}
            </button>
          ))}
        </div>
      </header>
      <main className="h5-main">{children}</main>
      <footer className="h5-foot">{help}</footer>
    </div>
  );
}
