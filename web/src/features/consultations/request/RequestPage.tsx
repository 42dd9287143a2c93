import { useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useDraft } from "../../../api/draft";
import { asProblem } from "../../../api/problem";
import { DraftLine } from "../../../shared/form/DraftLine";
import { EmptyState } from "../../../shared/ui/EmptyState";
import { LinkButton } from "../../../shared/ui/LinkButton";
import { PageShell } from "../../../shared/ui/PageShell";
import { ProblemLine } from "../../../shared/ui/ProblemLine";
import { SkeletonRows } from "../../../shared/ui/SkeletonRows";
import { PatientHeader, usePatient } from "../../patients";
import { useMay } from "../../signin";
import "../consultations.css";
import { ChoosePatient } from "./ChoosePatient";
import { DeskForm } from "./DeskForm";
import { RequestForm } from "./RequestForm";

const SKELETON_ROWS = 6;
/** The server forgets the draft of this form by itself when the request is filed. */
const FORM = "consultation_request";

/** A consultation is asked for: about whom, then everything else on one page. */
export function RequestPage() {
  const { t } = useTranslation("consultations");
  const may = useMay();
  const { patient, case: caseId } = useSearch({ from: "/staff/consultations/new" });
  if (!may("consultation:create")) return <EmptyState title={t("request.not_allowed")} />;
  if (patient === undefined) {
    return (
      <PageShell title={t("request.title")}>
        <ChoosePatient />
      </PageShell>
    );
  }
  return <About key={`${patient} ${caseId ?? ""}`} patientId={patient} caseId={caseId} />;
}

function About({ patientId, caseId }: { patientId: string; caseId: string | undefined }) {
  const { t } = useTranslation("consultations");
  const may = useMay();
  const asked = usePatient(patientId);
  const patient = asked.data;
  const draft = useDraft(FORM, patientId);
  const writes = may("consultation:submit");

  if (asked.isPending || draft.found === undefined) return <SkeletonRows rows={SKELETON_ROWS} height={64} />;
  if (!patient) {
    if (asProblem(asked.error).status !== 404) return <ProblemLine problem={asked.error} retry={asked.refetch} />;
    return (
      <EmptyState title={t("request.no_patient")}>
        <LinkButton to="/patients">{t("find_patient")}</LinkButton>
      </EmptyState>
    );
  }
  return (
    <article className="page">
      <PatientHeader patient={patient}>
        <LinkButton to="/patients/$patientId" params={{ patientId }} search={{}}>
          {t("open_record")}
        </LinkButton>
      </PatientHeader>
      <PageShell title={t("request.title")} aside={writes && <DraftLine draft={draft} />}>
        {writes ? (
          <RequestForm key={draft.found ? "kept" : "fresh"} patient={patient} draft={draft} caseId={caseId} />
        ) : (
          <DeskForm patient={patient} />
        )}
      </PageShell>
    </article>
  );
}
