import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Notice } from "../Notice";
import { RoomProblem } from "../RoomProblem";
import type { RoomState } from "../useRoom";
import { useSeatMove } from "../useRoomActs";
import { waitingOf } from "./standing";

/** Whoever waits, with the one press that lets him in. */
export function AtTheDoor({ room }: { room: RoomState }) {
  const { t } = useTranslation("rooms");
  const move = useSeatMove(room.id);
  const waiting = waitingOf(room.people);
  if (waiting.length === 0 || room.opened_at === null) return null;
  return (
    <Notice tone="calm" testId="at-the-door">
      {waiting.map(({ seat_id, name, role }) => (
        <p key={seat_id} className="notice-row">
          <span>{t("people.waits", { name, role: t(`role.${role}`, { defaultValue: "" }) })}</span>
          <Button size="small" disabled={move.busy} onClick={() => move.send({ seatId: seat_id, move: "admit" })}>
            {t("people.admit")}
          </Button>
        </p>
      ))}
      <RoomProblem problem={move.problem} />
    </Notice>
  );
}
