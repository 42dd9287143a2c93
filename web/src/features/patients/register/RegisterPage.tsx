import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useDraft } from "../../../api/draft";
import { DraftLine } from "../../../shared/form/DraftLine";
import { EmptyState } from "../../../shared/ui/EmptyState";
import { PageShell } from "../../../shared/ui/PageShell";
import { SkeletonRows } from "../../../shared/ui/SkeletonRows";
import { useMay } from "../../signin";
import "../patients.css";
import { REGISTRATION } from "./draftName";
import { RegisterForm } from "./RegisterForm";

const FIELDS = 6;

/** A new patient, or the next visit of one whom another store knows. */
export function RegisterPage() {
  const { t } = useTranslation("patients");
  const may = useMay();
  const navigate = useNavigate();
  const draft = useDraft(REGISTRATION);

  if (!may("patient:register")) return <EmptyState title={t("register.not_allowed")} />;
  return (
    <PageShell title={t("register.title")} aside={<DraftLine draft={draft} />}>
      {draft.found === undefined ? (
        <SkeletonRows rows={FIELDS} height={64} />
      ) : (
        <RegisterForm
          key={draft.found ? "kept" : "fresh"}
          draft={draft}
          onRegistered={(patientId) => void navigate({ to: "/patients/$patientId", params: { patientId } })}
        />
      )}
    </PageShell>
  );
}
