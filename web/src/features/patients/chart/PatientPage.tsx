import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "../../../api/problem";
import { EmptyState } from "../../../shared/ui/EmptyState";
import { LinkButton } from "../../../shared/ui/LinkButton";
import { ProblemLine } from "../../../shared/ui/ProblemLine";
import { SkeletonRows } from "../../../shared/ui/SkeletonRows";
import { isWriting, RecordTimeline, WritingDrawer, writingsFor } from "../../records";
import { useMay } from "../../signin";
import "../patients.css";
import { usePatient } from "../usePatients";
import { ConsentList } from "./ConsentList";
import { PatientHeader } from "./PatientHeader";
import { VisitDrawer } from "./VisitDrawer";
import { VisitList } from "./VisitList";

const SUMMARY_ROWS = 3;

/** One patient: allergies always in sight, the record newest first, writing beside reading. */
export function PatientPage() {
  const { t } = useTranslation("patients");
  const { patientId } = useParams({ from: "/staff/patients/$patientId" });
  const { write } = useSearch({ from: "/staff/patients/$patientId" });
  const navigate = useNavigate();
  const may = useMay();
  const asked = usePatient(patientId);
  const [visiting, setVisiting] = useState(false);
  const patient = asked.data;
  const writings = writingsFor(may);

  const turn = (next: string | undefined) =>
    void navigate({
      to: "/patients/$patientId",
      params: { patientId },
      search: next ? { write: next } : {},
      replace: true,
    });

  if (asked.isPending) return <SkeletonRows rows={SUMMARY_ROWS} />;
  if (!patient) {
    if (asProblem(asked.error).status === 404) return <EmptyState title={t("not_found")} />;
    return <ProblemLine problem={asked.error} retry={asked.refetch} />;
  }
  return (
    <article className="page chart" key={patientId}>
      <PatientHeader patient={patient}>
        {writings.map((each, index) => (
          <Button key={each} type={index === 0 ? "primary" : "default"} onClick={() => turn(each)}>
            {t(`write.${each}`)}
          </Button>
        ))}
        {may("patient:register") && (
          <Button type={writings.length > 0 ? "default" : "primary"} onClick={() => setVisiting(true)}>
            {t("visit.add")}
          </Button>
        )}
        {may("consultation:create") && (
          <LinkButton to="/consultations/new" search={{ patient: patientId }}>
            {t("ask_consultation")}
          </LinkButton>
        )}
      </PatientHeader>
      {asked.isError && <ProblemLine problem={asked.error} retry={asked.refetch} />}
      <div className="with-rail">
        <RecordTimeline patientId={patientId} />
        <aside className="rail">
          <ConsentList patient={patient} />
          <VisitList patient={patient} />
        </aside>
      </div>
      {isWriting(write) && writings.includes(write) && (
        <WritingDrawer patientId={patientId} writing={write} onClose={() => turn(undefined)} />
      )}
      {visiting && <VisitDrawer patientId={patientId} onClose={() => setVisiting(false)} />}
    </article>
  );
}
