import { useTranslation } from "react-i18next";
import type { Blocker } from "./blockers";

const LIST = "consultations:and";

/** Each blocker in the reader's words. */
export function useBlockerWords(): (blocker: Blocker) => string {
  const { t } = useTranslation("conclusion");
  return (blocker) => {
    switch (blocker.code) {
      case "opinion_missing":
        return t("blocker.opinion_missing", { name: blocker.name });
      case "unanswered":
        return t("blocker.unanswered", { number: blocker.number });
      case "uncoded":
        return t("blocker.uncoded", { name: blocker.display });
      case "stage_skipped":
        return t("blocker.stage_skipped", { stage: t(`rooms:stage.${blocker.stage}`) });
      case "item_open":
        return t("blocker.item_open", { item: t(`rooms:check.${blocker.item}`, { defaultValue: blocker.item }) });
      case "refused": {
        const { code, facts } = blocker.refusal;
        const missing = Array.isArray(facts.missing) ? facts.missing : [];
        const names = missing.map((each) => t(`consultations:consent.${String(each)}`, { defaultValue: String(each) }));
        return t(`refusal.${code.replaceAll("-", "_")}`, { names: names.join(t(LIST)), defaultValue: t("refusal.other", { code }) });
      }
      default:
        return t(`blocker.${blocker.code}`);
    }
  };
}
