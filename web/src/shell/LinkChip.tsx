import { useTranslation } from "react-i18next";
import { liveness } from "../api/liveness";
import { useStore } from "../shared/store";
import { clockOf } from "../shared/time/age";
import { useNow } from "../shared/time/useNow";
import { Age } from "../shared/ui/Age";

/** Browser to server: connected and when last heard, or how long it has been away. */
export function LinkChip() {
  const { t } = useTranslation("shell");
  const { heardAt, lostAt } = useStore(liveness);
  const now = useNow();
  if (lostAt !== null) {
    return (
      <span className="chip chip-amber">
        {t("link.lost")} <span className="numeric">{clockOf(lostAt, now)}</span>
      </span>
    );
  }
  if (heardAt === null) return null;
  return (
    <span className="chip">
      {t("link.connected")} <Age at={heardAt} />
    </span>
  );
}

/** Stands only while the work changes, and says what still works. */
export function LinkBanner({ onRetry }: { onRetry: () => void }) {
  const { t } = useTranslation("shell");
  const { lostAt } = useStore(liveness);
  return (
    <div role="status" aria-live="polite">
      {lostAt !== null && (
        <div className="banner">
          <span>{t("link.banner")}</span>
          <button type="button" onClick={onRetry}>
            {t("shared:retry")}
          </button>
        </div>
      )}
    </div>
  );
}
