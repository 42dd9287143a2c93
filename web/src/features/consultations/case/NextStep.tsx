import { useTranslation } from "react-i18next";
import { timeText } from "../../../shared/time/format";
import { useRoleName } from "../../org";
import type { Case } from "../useCases";

/** What brings the case forward, whose turn it is, and what still stands against it. */
export function NextStep({ found }: { found: Case }) {
  const { t } = useTranslation("consultations");
  const roleName = useRoleName();
  const { next, consents_missing, cancelled_at, cancel_reason, cancel_note } = found;
  if (cancelled_at !== null) {
    return (
      <section className="panel next-step">
        <h2>{t("cancelled")}</h2>
        <p>
          <span className="numeric">{timeText(cancelled_at)}</span> {cancel_reason && t(`reason.${cancel_reason}`)}
        </p>
        {cancel_note && <p className="wrapped">{cancel_note}</p>}
      </section>
    );
  }
  if (next === null && consents_missing.length === 0) return null;
  return (
    <section className="panel next-step">
      {next && (
        <>
          <h2>
            {t("next_step")}
            {t(`coming.${next.command}`, { defaultValue: t(`command.${next.command}`, { defaultValue: "" }) })}
          </h2>
          <p className="muted">
            {next.mine ? t("your_turn") : t("turn_of", { roles: next.roles.map(roleName).join(t("and")) })}
          </p>
          {next.blocked_by.map((code) => (
            <p key={code} className="stands-against">
              {t(`blocked.${code.replaceAll("-", "_")}`, { defaultValue: t("blocked.other") })}
            </p>
          ))}
        </>
      )}
      {consents_missing.length > 0 && (
        <p className="stands-against">
          {t("consents_missing", { missing: consents_missing.map((each) => t(`consent.${each}`)).join(t("and")) })}
        </p>
      )}
    </section>
  );
}
