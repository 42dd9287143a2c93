import { useTranslation } from "react-i18next";
import type { RoomState } from "../useRoom";
import { type Mark, stepsOf } from "./wording";

const SIGNS: Readonly<Record<Mark, string>> = { done: "✓", current: "●", entering: "…", unproven: "!", open: "○" };

/** The stages in their order. Each says in words how it stands; the sign and the colour only repeat it. */
export function StageSteps({ room }: { room: RoomState }) {
  const { t } = useTranslation("rooms");
  return (
    <ol className="steps" aria-label={t("stage.title")} data-testid="stages">
      {stepsOf(room).map(({ stage, mark }, at) => (
        <li
          key={stage}
          className={`step step-${mark}`}
          aria-current={mark === "current" ? "step" : undefined}
          data-testid={`stage-${stage}`}
          data-mark={mark}
          title={t(`mark.${mark}`)}
        >
          <span className="numeric" aria-hidden>
            {at + 1}
          </span>
          {t(`stage.${stage}`)}
          <span className="step-sign" aria-hidden>
            {SIGNS[mark]}
          </span>
          {mark === "entering" && <span className="step-word">{t("mark.entering")}</span>}
          {mark !== "entering" && <span className="visually-hidden">{t(`mark.${mark}`)}</span>}
        </li>
      ))}
    </ol>
  );
}
