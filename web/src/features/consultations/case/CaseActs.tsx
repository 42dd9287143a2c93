import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { LinkButton } from "../../../shared/ui/LinkButton";
import { AnswerButtons } from "../acts/AnswerButtons";
import { CancelDialog } from "../acts/CancelDialog";
import { InviteDialog } from "../acts/InviteDialog";
import { ScheduleDialog } from "../acts/ScheduleDialog";
import { hasRoom } from "../list/nextAct";
import type { Case } from "../useCases";

/** Until the chair has signed, the room is where the case goes on. */
const LEADS_ON = new Set(["scheduled", "ready", "in_session", "opinion_drafted"]);

type Asked = "invite" | "schedule" | "cancel";

/** What the reader may do now, the step that brings the case forward first. */
export function CaseActs({ found, onDeclined }: { found: Case; onDeclined: () => void }) {
  const { t } = useTranslation("consultations");
  const [open, setOpen] = useState<Asked>();
  const { id, allowed, next, patient } = found;
  const close = () => setOpen(undefined);
  const look = (command: Asked) => (next?.command === command && next.blocked_by.length === 0 ? "primary" : "default");
  return (
    <>
      {allowed.includes("accept") && <AnswerButtons consultationId={id} onDeclined={onDeclined} />}
      {allowed.includes("submit") && patient && (
        <LinkButton to="/consultations/new" search={{ patient: patient.id, case: id }} tone="primary">
          {t("next_act.request")}
        </LinkButton>
      )}
      {allowed.includes("schedule") && next?.command === "schedule" && (
        <Button type={look("schedule")} disabled={next.blocked_by.length > 0} onClick={() => setOpen("schedule")}>
          {t("command.schedule")}
        </Button>
      )}
      {allowed.includes("invite") && (
        <Button type={look("invite")} onClick={() => setOpen("invite")}>
          {t("command.invite")}
        </Button>
      )}
      {patient && hasRoom(found.state) && (
        <LinkButton
          to="/consultations/$consultationId/room"
          params={{ consultationId: id }}
          {...(LEADS_ON.has(found.state) ? { tone: "primary" as const } : {})}
        >
          {t("next_act.enter")}
        </LinkButton>
      )}
      {patient && !allowed.includes("accept") && (
        <LinkButton to="/patients/$patientId" params={{ patientId: patient.id }} search={{}}>
          {t("open_record")}
        </LinkButton>
      )}
      {allowed.includes("cancel") && (
        <Button type="text" danger onClick={() => setOpen("cancel")}>
          {t("command.cancel")}
        </Button>
      )}
      {open === "invite" && <InviteDialog case={found} onClose={close} />}
      {open === "schedule" && <ScheduleDialog consultationId={id} proposed={(found.request ?? found.summary)?.proposed_times ?? []} onClose={close} />}
      {open === "cancel" && <CancelDialog consultationId={id} onClose={close} />}
    </>
  );
}
