import { useTranslation } from "react-i18next";
import { timeText } from "../../../shared/time/format";
import { lazily } from "../../../shared/ui/lazily";
import { LinkButton } from "../../../shared/ui/LinkButton";
import { LinkChip } from "../../../shell/LinkChip";
import { AtTheDoor } from "../people/AtTheDoor";
import { offers, type View } from "../place";
import { Checklist } from "../stage/Checklist";
import { RoomHeader } from "../stage/RoomHeader";
import type { RoomState } from "../useRoom";
import { JoinAct } from "./JoinAct";
import "./waiting.css";

const Preview = lazily(async () => (await import("../devices/Preview")).Preview);

/** Before and beside the call: not connected to media at all, the record is there already. */
export function WaitingView({ room, view }: { room: RoomState; view: Exclude<View, "call"> }) {
  const { t } = useTranslation("rooms");
  const may = offers(room.roles);
  const isComing = view === "waiting";
  return (
    <>
      <RoomHeader room={room}>
        <LinkChip />
      </RoomHeader>
      <main className="room-left room-waiting" id="room-main" data-testid="waiting">
        {may.admit && <AtTheDoor room={room} />}
        {!may.join && isComing && <Checklist room={room} mayTick={may.tick} />}
        <div className="waiting">
          <div className="waiting-line">
            <h2>{t(isComing && !may.join ? "view.helper" : `view.${view}`)}</h2>
            {room.planned_at && isComing && room.opened_at === null && (
              <span className="muted numeric">{t("view.planned", { time: timeText(room.planned_at) })}</span>
            )}
          </div>
          {!isComing && <p className="muted">{t(`view_hint.${view}`)}</p>}
          {isComing && may.join && <Preview />}
          {isComing && <JoinAct room={room} />}
          {!isComing && view !== "parked" && (
            <LinkButton to="/consultations/$consultationId" params={{ consultationId: room.id }} search={{}}>
              {t("head.back")}
            </LinkButton>
          )}
        </div>
      </main>
    </>
  );
}
