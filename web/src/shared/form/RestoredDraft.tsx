import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { Draft } from "../../api/draft";
import { Age } from "../ui/Age";

/** What was typed last time is back; one press clears it: the form is keyed by `draft.found` and starts anew. */
export function RestoredDraft({ draft }: { draft: Draft }) {
  const { t } = useTranslation("shared");
  if (!draft.found) return null;
  return (
    <div className="draft-found" role="status">
      {t("draft.restored")} <Age at={draft.found.savedAt} />
      <Button type="text" size="small" onClick={draft.discard}>
        {t("draft.discard")}
      </Button>
    </div>
  );
}
