import { useTranslation } from "react-i18next";
import type { Act } from "../useConclusion";
import { faceOf } from "./pages";

/** What the paper cannot print as it was typed: whoever signs is told. */
export function Replaced({ act }: { act: Act }) {
  const { t } = useTranslation("conclusion");
  const named = (points: readonly string[]) => points.map((point) => `${faceOf(point)} ${point}`.trim()).join(t("consultations:and"));
  if (act.uncovered.length === 0 && act.omitted.length === 0) return null;
  return (
    <div className="replaced" role="status">
      {act.uncovered.length > 0 && <p>{t("uncovered", { count: act.uncovered.length, points: named(act.uncovered) })}</p>}
      {act.omitted.length > 0 && <p>{t("omitted", { count: act.omitted.length, points: named(act.omitted) })}</p>}
    </div>
  );
}
