import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Notice } from "../Notice";
import { useStageWay } from "../useRoomActs";
import type { RoomState } from "../useRoom";
import { RoomProblem } from "../RoomProblem";

/** Nobody talks on in the belief that the stage was entered: to all it says that it was not, to the chair what he can do. */
export function Unproven({ room, mayLead }: { room: RoomState; mayLead: boolean }) {
  const { t } = useTranslation("rooms");
  const way = useStageWay(room.id);
  const { standing } = room;
  if (standing === null || standing.stage_state !== "unproven") return null;
  const epoch = standing.stage_epoch;
  const isOut = room.stages.find(({ stage }) => stage === standing.stage_wanted)?.patient_is_out === true;
  return (
    <Notice tone="warning" testId="unproven">
      <p>
        {t(isOut ? "unproven.patient" : "unproven.people", {
          stage: t(`stage.${standing.stage_wanted}`),
          now: t(`stage.${standing.stage}`),
        })}
      </p>
      {mayLead && (
        <div className="notice-acts">
          <Button type="primary" loading={way.busy} onClick={() => way.send({ way: "retry", epoch })}>
            {t("shared:retry")}
          </Button>
          {isOut && (
            <Button disabled={way.busy} onClick={() => way.send({ way: "move-room", epoch })}>
              {t("unproven.move")}
            </Button>
          )}
          <Button disabled={way.busy} onClick={() => way.send({ way: "cancel", epoch })}>
            {t("unproven.cancel")}
          </Button>
        </div>
      )}
      <RoomProblem problem={way.problem} />
    </Notice>
  );
}
