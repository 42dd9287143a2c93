import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { Clash } from "./clashes";

interface Props {
  clash: Clash | undefined;
  onChoose: (text: string) => void;
}

/** Both texts side by side; one press takes either into the field, where it may still be edited. */
export function ClashChoice({ clash, onChoose }: Props) {
  const { t } = useTranslation("records");
  if (!clash) return null;
  return (
    <div className="clash">
      {(["mine", "theirs"] as const).map((side) => (
        <section key={side}>
          <header>
            <strong>{t(`amend.${side}`)}</strong>
            <Button size="small" onClick={() => onChoose(clash[side])}>
              {t(`amend.take_${side}`)}
            </Button>
          </header>
          <p>{clash[side]}</p>
        </section>
      ))}
    </div>
  );
}
