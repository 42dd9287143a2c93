import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { clockText } from "../../../shared/time/format";
import { Age } from "../../../shared/ui/Age";
import { type Column, DataTable } from "../../../shared/ui/DataTable";
import { firstWriting } from "../../records";
import { useMay } from "../../signin";
import type { Arrival } from "../usePatients";
import { LifeLine } from "./LifeLine";

interface Props {
  arrivals: readonly Arrival[] | undefined;
  empty: ReactNode;
}

/** The day's visits, the latest first, each with the one next action. */
export function ArrivalTable({ arrivals, empty }: Props) {
  const { t } = useTranslation("patients");
  const navigate = useNavigate();
  const writing = firstWriting(useMay());
  const open = ({ patient_id }: Arrival, write?: string) =>
    void navigate({
      to: "/patients/$patientId",
      params: { patientId: patient_id },
      search: write ? { write } : {},
    });
  const next = (arrival: Arrival) => (
    <Button
      size="small"
      tabIndex={-1}
      onClick={(event) => {
        event.stopPropagation();
        open(arrival, writing);
      }}
    >
      {t(writing ? `write.${writing}` : "open")}
    </Button>
  );
  const state = (arrival: Arrival) => t(`visit.state.${arrival.state}`, { defaultValue: arrival.state });

  const columns: Column<Arrival>[] = [
    { key: "time", title: t("time"), width: 144, cell: came },
    {
      key: "name",
      title: t("patient"),
      width: 152,
      cell: ({ name }) => (
        <strong className="clip name-cell" title={name}>
          {name}
        </strong>
      ),
    },
    { key: "life", title: t("sex_age"), width: 88, cell: (arrival) => <LifeLine person={arrival} /> },
    {
      key: "reason",
      title: t("visit.reason"),
      cell: ({ reason }) => (
        <span className="clip reason-cell" title={reason}>
          {reason}
        </span>
      ),
    },
    { key: "state", title: t("visit.state_title"), width: 104, cell: state },
    { key: "next", title: t("next_action"), width: 120, cell: next },
  ];

  return (
    <DataTable
      label={t("today")}
      rows={arrivals}
      rowKey={({ visit_id }) => visit_id}
      onOpen={open}
      columns={columns}
      empty={empty}
      card={(arrival) => (
        <div className="patient-card">
          <strong className="clip">{arrival.name}</strong>
          <LifeLine person={arrival} />
          <span className="card-time">
            <span className="clip">{arrival.reason}</span>
            {came(arrival)}
          </span>
          {next(arrival)}
        </div>
      )}
    />
  );
}

function came({ started_at }: Arrival) {
  return (
    <>
      <span className="numeric">{clockText(started_at)}</span>{" "}
      <span className="muted">
        <Age at={started_at} />
      </span>
    </>
  );
}
