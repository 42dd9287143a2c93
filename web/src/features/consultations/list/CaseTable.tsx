import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { timeText } from "../../../shared/time/format";
import { type Column, DataTable } from "../../../shared/ui/DataTable";
import { EmptyState } from "../../../shared/ui/EmptyState";
import { LinkButton } from "../../../shared/ui/LinkButton";
import { useMay } from "../../signin";
import { StateChips } from "../case/Chips";
import type { Line } from "../useCases";
import { nextAct } from "./nextAct";
import { useSpecialtyName } from "../useSpecialties";
import { WhoLine } from "./WhoLine";

/** Open cases, each with its state and the one next action. */
export function CaseTable({ lines }: { lines: readonly Line[] | undefined }) {
  const { t } = useTranslation("consultations");
  const navigate = useNavigate();
  const may = useMay();
  const specialtyName = useSpecialtyName();
  const open = ({ id }: Line) =>
    void navigate({ to: "/consultations/$consultationId", params: { consultationId: id }, search: {} });
  const act = (line: Line) => {
    if (nextAct(line) === "enter") {
      return void navigate({ to: "/consultations/$consultationId/room", params: { consultationId: line.id } });
    }
    if (nextAct(line) !== "request" || line.patient === null) return open(line);
    void navigate({ to: "/consultations/new", search: { patient: line.patient.id, case: line.id } });
  };
  const next = (line: Line) => (
    <Button
      size="small"
      tabIndex={-1}
      onClick={(event) => {
        event.stopPropagation();
        act(line);
      }}
    >
      {t(`next_act.${nextAct(line)}`)}
    </Button>
  );
  const when = ({ planned_at }: Line) =>
    planned_at === null ? (
      <span className="muted">{t("no_time")}</span>
    ) : (
      <span className="numeric">{timeText(planned_at)}</span>
    );

  const columns: Column<Line>[] = [
    { key: "number", title: t("number"), width: 176, cell: ({ number }) => <span className="numeric">{number}</span> },
    { key: "patient", title: t("patient"), width: 144, cell: ({ patient }) => <WhoLine patient={patient} /> },
    {
      key: "specialty",
      title: t("field.specialty"),
      cell: ({ specialty }) => <span className="clip specialty-cell">{specialtyName(specialty)}</span>,
    },
    {
      key: "attending",
      title: t("attending"),
      cell: ({ attending, store_name }) => (
        <span className="clip attending-cell" title={`${attending.name} ${store_name}`}>
          {attending.name} <span className="muted">{store_name}</span>
        </span>
      ),
    },
    { key: "when", title: t("planned_at"), width: 144, cell: when },
    { key: "state", title: t("state_title"), width: 176, cell: (line) => <StateChips {...line} /> },
    { key: "next", title: t("next_action"), width: 120, cell: next },
  ];

  return (
    <DataTable
      label={t("title")}
      rows={lines}
      rowKey={({ id }) => id}
      onOpen={open}
      columns={columns}
      empty={
        <EmptyState title={t("none_open")}>
          {may("consultation:create") && (
            <LinkButton to="/consultations/new">
              {t("request.title")}
            </LinkButton>
          )}
          <LinkButton to="/patients">{t("find_patient")}</LinkButton>
        </EmptyState>
      }
      card={(line) => (
        <div className="case-row">
          <WhoLine patient={line.patient} />
          <StateChips {...line} />
          <span className="muted clip">
            {line.attending.name} {specialtyName(line.specialty)}
          </span>
          {when(line)}
          {next(line)}
        </div>
      )}
    />
  );
}
