import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Notice } from "../Notice";
import { RoomProblem } from "../RoomProblem";
import type { RoomState } from "../useRoom";
import { useAnswerDevice } from "../useRoomActs";
import { neighboursOf } from "./wording";

/** Grants cannot part two people before one device: before a stage without the patient the attending says what is so. */
export function SharedDevice({ room, mayAnswer, mayLead }: { room: RoomState; mayAnswer: boolean; mayLead: boolean }) {
  const { t } = useTranslation("rooms");
  const answer = useAnswerDevice(room.id);
  const { next } = neighboursOf(room);
  const isOutNext = room.stages.find(({ stage }) => stage === next)?.patient_is_out === true;
  if (room.patient_seat?.shared_device !== "unanswered" || next === null || !isOutNext) return null;
  if (!mayAnswer) {
    if (!mayLead) return null;
    return (
      <Notice tone="calm" testId="shared-device-waiting">
        <p>{t("shared_device.wait", { stage: t(`stage.${next}`) })}</p>
      </Notice>
    );
  }
  return (
    <Notice tone="warning" testId="shared-device">
      <p>{t("shared_device.ask", { stage: t(`stage.${next}`) })}</p>
      <div className="notice-acts">
        <Button loading={answer.busy} onClick={() => answer.send("has_left")}>
          {t("shared_device.has_left")}
        </Button>
        <Button disabled={answer.busy} onClick={() => answer.send("may_stay")}>
          {t("shared_device.may_stay")}
        </Button>
      </div>
      <RoomProblem problem={answer.problem} />
    </Notice>
  );
}
