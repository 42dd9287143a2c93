import { Button, Checkbox } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { StepUp, useMay } from "../../signin";
import { RoomProblem } from "../RoomProblem";
import { mySeat, offers } from "../place";
import type { RoomState } from "../useRoom";
import { useChairAct, useJoin } from "../useRoomActs";

/** The one thing to do before the call: prove who one is, begin, come back, or wait, with what one waits for. */
export function JoinAct({ room }: { room: RoomState }) {
  const { t } = useTranslation("rooms");
  const { join: isJoiner } = offers(room.roles);
  const open = useChairAct(room.id);
  const seat = mySeat(room)?.seat_state ?? null;
  const mayOpen = room.allowed.includes("open");
  if (!isJoiner) return <p className="join-line muted">{t("join.helper")}</p>;
  if (!room.has_joined) return <Join room={room} />;
  if (seat === null || seat === "left") return <Return room={room} />;
  return (
    <div className="join" data-testid="join">
      {mayOpen ? (
        <Button type="primary" size="large" loading={open.busy} data-testid="open" onClick={() => open.send("open")}>
          {t("join.open")}
        </Button>
      ) : (
        <p className="join-line" role="status">
          {t(room.opened_at === null ? "join.wait_open" : "join.wait_admit")}
        </p>
      )}
      {mayOpen && room.blocked_by.length > 0 && (
        <ul className="join-blocked">
          {room.blocked_by.map((code) => (
            <li key={code}>{t(`blocked.${code.replaceAll("-", "_")}`, { defaultValue: t("blocked.other") })}</li>
          ))}
        </ul>
      )}
      <RoomProblem problem={open.problem} />
    </div>
  );
}

function Join({ room }: { room: RoomState }) {
  const { t } = useTranslation("rooms");
  const may = useMay();
  const [isProving, setProving] = useState(false);
  const [isBeside, setBeside] = useState(room.patient_seat?.is_beside === true);
  const join = useJoin(room.id, () => setProving(false));
  const { answerDevice } = offers(room.roles);
  const mayJoin = may("consultation:join");
  return (
    <div className="join" data-testid="join">
      {answerDevice && (
        <Checkbox checked={isBeside} onChange={({ target }) => setBeside(target.checked)}>
          {t("guest.beside")}
        </Checkbox>
      )}
      <Button type="primary" size="large" disabled={!mayJoin} onClick={() => setProving(true)}>
        {t("join.join")}
      </Button>
      <p className="muted">{t("join.hint")}</p>
      {isProving && (
        <StepUp
          title={t("join.prove")}
          submitLabel={t("join.join")}
          busy={join.busy}
          problem={join.problem}
          onProof={(proof) => join.send({ proof, beside: isBeside })}
          onClose={() => {
            setProving(false);
            join.reset();
          }}
        />
      )}
    </div>
  );
}

/** He has proven himself in this call already. */
function Return({ room }: { room: RoomState }) {
  const { t } = useTranslation("rooms");
  const join = useJoin(room.id, () => undefined);
  return (
    <div className="join" data-testid="join">
      <Button type="primary" size="large" loading={join.busy} onClick={() => join.send({ proof: null, beside: false })}>
        {t("join.return")}
      </Button>
      <RoomProblem problem={join.problem} />
    </div>
  );
}
