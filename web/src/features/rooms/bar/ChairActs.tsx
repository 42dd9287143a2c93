import { DownOutlined } from "@ant-design/icons";
import { Button, Dropdown, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { lazily } from "../../../shared/ui/lazily";
import { RoomProblem } from "../RoomProblem";
import { neighboursOf } from "../stage/wording";
import type { RoomState, Stage } from "../useRoom";
import { type ChairAct, useChairAct } from "../useRoomActs";
import type { Submission } from "../../../api/submission";

const HandOver = lazily(async () => (await import("./HandOver")).HandOver);

type Advance = Submission<{ to: Stage; stage_epoch: number }, unknown>;

/** What the chair does next, in one button; everything rarer is behind the other. */
export function ChairActs({ room, advance }: { room: RoomState; advance: Advance }) {
  const { t } = useTranslation("rooms");
  const act = useChairAct(room.id);
  const [isHanding, setHanding] = useState(false);
  const [isFinishing, setFinishing] = useState(false);
  const { standing, state, allowed } = room;
  const { next, before } = neighboursOf(room);
  if (standing === null) return null;
  const isSettled = standing.stage_state === "entered";
  const go = (to: Stage) => advance.send({ to, stage_epoch: standing.stage_epoch });
  // Answered meanwhile: the refusal is no longer true.
  const isAnswered = advance.problem?.code === "shared-device-unanswered" && room.patient_seat?.shared_device !== "unanswered";
  const mayFinish = allowed.includes("finish");
  const items = [
    ...(before === null ? [] : [{ key: "before", label: t("stage.back_to", { stage: t(`stage.${before}`) }), onClick: () => go(before) }]),
    ...(allowed.includes("hand_over_chair") ? [{ key: "hand", label: t("chair.hand_over"), onClick: () => setHanding(true) }] : []),
    ...(mayFinish && next !== null ? [{ key: "finish", label: t("end.finish"), onClick: () => setFinishing(true) }] : []),
    ...(state === "opinion_drafted" || allowed.includes("reopen") ? [chairItem("reopen")] : []),
    ...(room.finished_at !== null && state !== "in_session" ? [{ ...chairItem("close-call"), danger: true }] : []),
  ];
  function chairItem(name: ChairAct) {
    return { key: name as string, label: t(`end.${name}`), onClick: () => act.send(name) };
  }
  return (
    <>
      {next !== null && isSettled && (
        <Button type="primary" loading={advance.busy} onClick={() => go(next)} data-testid="next-stage">
          {t("stage.next", { stage: t(`stage.${next}`) })} <kbd>Ctrl →</kbd>
        </Button>
      )}
      {next !== null && standing.stage_state === "pending" && (
        <Button type="primary" loading>
          {t("stage.entering", { stage: t(`stage.${standing.stage_wanted}`) })}
        </Button>
      )}
      {next === null && isSettled && mayFinish && (
        <Button type="primary" loading={act.busy} onClick={() => setFinishing(true)} data-testid="finish">
          {t("end.finish")}
        </Button>
      )}
      {items.length > 0 && (
        <Dropdown trigger={["click"]} placement="top" menu={{ items }} disabled={!isSettled}>
          <Button loading={act.busy} data-testid="chair-menu">
            {t("chair.menu")} <DownOutlined aria-hidden />
          </Button>
        </Dropdown>
      )}
      <div className="bar-problem">
        <RoomProblem problem={(isAnswered ? null : advance.problem) ?? act.problem} />
      </div>
      {isHanding && <HandOver room={room} onClose={() => setHanding(false)} />}
      <Modal
        open={isFinishing}
        title={t("end.finish")}
        okText={t("end.finish")}
        cancelText={t("shared:cancel")}
        onOk={() => {
          setFinishing(false);
          act.send("finish");
        }}
        onCancel={() => setFinishing(false)}
        width={400}
      >
        <p>{t("end.finish_hint")}</p>
      </Modal>
    </>
  );
}
