import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { timeText } from "../../../shared/time/format";
import { Age } from "../../../shared/ui/Age";
import { type Column, DataTable } from "../../../shared/ui/DataTable";
import { firstWriting } from "../../records";
import { useMay } from "../../signin";
import type { Hit } from "../usePatients";
import { LifeLine } from "./LifeLine";

interface Props {
  label: string;
  hits: readonly Hit[] | undefined;
  empty: ReactNode;
}

/** Patients in rows: who, how to recognise them, when they came, and the one next action. */
export function PatientTable({ label, hits, empty }: Props) {
  const { t } = useTranslation("patients");
  const navigate = useNavigate();
  const writing = firstWriting(useMay());
  const open = (hit: Hit, write?: string) =>
    void navigate({ to: "/patients/$patientId", params: { patientId: hit.id }, search: write ? { write } : {} });
  const next = (hit: Hit) => (
    <Button
      size="small"
      tabIndex={-1}
      onClick={(event) => {
        event.stopPropagation();
        open(hit, writing);
      }}
    >
      {t(writing ? `write.${writing}` : "open")}
    </Button>
  );
  const cameAt = (hit: Hit) =>
    hit.last_visit_at ? (
      <>
        <span className="numeric">{timeText(hit.last_visit_at)}</span>{" "}
        <span className="muted">
          <Age at={hit.last_visit_at} />
        </span>
      </>
    ) : (
      <span className="muted">{t("no_visit")}</span>
    );

  const columns: Column<Hit>[] = [
    {
      key: "name",
      title: t("name"),
      cell: (hit) => (
        <strong className="clip name-cell" title={hit.name_masked}>
          {hit.name_masked}
        </strong>
      ),
    },
    { key: "life", title: t("sex_age"), width: 96, cell: (hit) => <LifeLine person={hit} /> },
    {
      key: "document",
      title: t("document"),
      width: 190,
      cell: ({ document_masked }) => <span className="numeric">{document_masked}</span>,
    },
    {
      key: "phone",
      title: t("phone"),
      width: 130,
      cell: ({ phone_masked }) => <span className="numeric">{phone_masked}</span>,
    },
    { key: "visit", title: t("last_visit"), width: 232, cell: cameAt },
    { key: "next", title: t("next_action"), width: 112, cell: next },
  ];

  return (
    <DataTable
      label={label}
      rows={hits}
      rowKey={({ id }) => id}
      onOpen={open}
      columns={columns}
      empty={empty}
      card={(hit) => (
        <div className="patient-card">
          <strong className="clip">{hit.name_masked}</strong>
          <LifeLine person={hit} />
          <span className="card-time">{cameAt(hit)}</span>
          {next(hit)}
        </div>
      )}
    />
  );
}
