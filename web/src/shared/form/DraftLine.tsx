import { useTranslation } from "react-i18next";
import type { Draft } from "../../api/draft";
import { Age } from "../ui/Age";

/** 「已自动保存 12 秒前」, or in plain words that it is not kept yet. */
export function DraftLine({ draft }: { draft: Draft }) {
  const { t } = useTranslation("shared");
  if (draft.state === "failed") return <span className="draft-line failed">{t("draft.failed")}</span>;
  if (draft.savedAt === null) return null;
  return (
    <span className="draft-line">
      {t("draft.saved")} <Age at={draft.savedAt} />
    </span>
  );
}
