import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { queries } from "../../api/query";
import { speak } from "../../shared/i18n";
import { LANGUAGES, language } from "../../shared/i18n/language";
import { useStore } from "../../shared/store";
import { DemoPeople } from "./demo/DemoPeople";
import { SignInForm } from "./SignInForm";
import { ownPlace } from "./ownPlace";
import { personOfHost } from "./demo/personOfHost";
import { type DemoPerson, useDemoPeople } from "./demo/useDemo";

/** Sign-in: password and one-time code, both may be pasted; no puzzle. */
export function SignInPage() {
  const navigate = useNavigate();
  const { next } = useSearch({ from: "/signin" });
  const { t } = useTranslation("signin");
  const { people } = useDemoPeople();
  const [picked, setPicked] = useState<DemoPerson>();
  const person = picked ?? personOfHost(people, location.host);
  const spoken = useStore(language);

  const choose = (somebody: DemoPerson) => {
    if (new URL(somebody.url).host === location.host) setPicked(somebody);
    else location.assign(somebody.url);
  };

  return (
    <main className="signin" id="main">
      <div className="signin-panel">
        <header>
          <img src="/icon.svg" width={40} height={40} alt="" />
          <div>
            <h1>{t("product")}</h1>
            <p className="muted">{t("claim")}</p>
          </div>
          <div className="signin-languages">
            {LANGUAGES.filter((each) => each !== spoken).map((each) => (
              <Button key={each} type="text" size="small" lang={each} onClick={() => void speak(each)}>
                {t(`shared:language.${each}`)}
              </Button>
            ))}
          </div>
        </header>
        <SignInForm
          key={person?.login ?? ""}
          person={person}
          onDone={() => {
            queries.clear();
            void navigate({ href: ownPlace(next), replace: true });
          }}
        />
      </div>
      {people.length > 0 && <DemoPeople people={people} chosen={person} onChoose={choose} />}
    </main>
  );
}
