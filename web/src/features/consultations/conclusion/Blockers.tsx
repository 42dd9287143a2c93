import { ExclamationCircleOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { LinkButton } from "../../../shared/ui/LinkButton";
import { type Blocker, fieldOf, keyOf } from "./blockers";
import { useBlockerWords } from "./useBlockerWords";

/** Where to go for what is not in this form; without it a link leads to the room. */
export interface Jumps {
  onOpinions?: (() => void) | undefined;
  onRoom?: (() => void) | undefined;
}

interface Props extends Jumps {
  caseId: string;
  blockers: readonly Blocker[];
  /** Only who writes the form can go to its fields. */
  hasForm: boolean;
}

/** What still stands against signing, in words, each with the way to where it is mended. */
export function Blockers({ caseId, blockers, hasForm, onOpinions, onRoom }: Props) {
  const { t } = useTranslation("conclusion");
  const words = useBlockerWords();
  return (
    <ul className="blockers">
      {blockers.map((blocker) => {
        const field = fieldOf(blocker);
        const text = words(blocker);
        return (
          <li key={keyOf(blocker)}>
            <ExclamationCircleOutlined aria-hidden />
            {hasForm && field !== undefined ? (
              <button type="button" className="jump" onClick={() => goTo(field)}>
                {text}
              </button>
            ) : blocker.code === "opinion_missing" && onOpinions ? (
              <button type="button" className="jump" onClick={onOpinions}>
                {text}
              </button>
            ) : isOfRoom(blocker) ? (
              <>
                <span>{text}</span>
                {onRoom ? (
                  <button type="button" className="jump" onClick={onRoom}>
                    {t("to_room")}
                  </button>
                ) : (
                  <LinkButton size="small" to="/consultations/$consultationId/room" params={{ consultationId: caseId }}>
                    {t("to_room")}
                  </LinkButton>
                )}
              </>
            ) : (
              <span>{text}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function isOfRoom({ code }: Blocker): boolean {
  return code === "stage_skipped" || code === "item_open" || code === "not_finished" || code === "not_begun";
}

function goTo(field: string): void {
  const found = document.querySelector<HTMLElement>(`#conclusion_${field}`);
  found?.scrollIntoView({ block: "center" });
  found?.focus({ preventScroll: true });
}
