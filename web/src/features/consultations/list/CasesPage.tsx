import { useTranslation } from "react-i18next";
import { LinkButton } from "../../../shared/ui/LinkButton";
import { PageShell } from "../../../shared/ui/PageShell";
import { useMay } from "../../signin";
import { isOnlyAsked, OpenCases } from "./OpenCases";

/** Experts find what they were asked and when they are due; a store finds its open cases. */
export function CasesPage() {
  const { t } = useTranslation("consultations");
  const may = useMay();
  return (
    <PageShell
      title={t(isOnlyAsked(may) ? "mine" : "title")}
      actions={
        may("consultation:create") && (
          <LinkButton to="/consultations/new" tone="primary">
            {t("request.title")}
          </LinkButton>
        )
      }
    >
      <OpenCases />
    </PageShell>
  );
}
