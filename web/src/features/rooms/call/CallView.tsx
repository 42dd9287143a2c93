import { useBlocker, useNavigate } from "@tanstack/react-router";
import { useCallback, useEffect, useState } from "react";
import { lazily } from "../../../shared/ui/lazily";
import { isTyping, singleKeys } from "../../../shell/shortcuts";
import { LinkChip } from "../../../shell/LinkChip";
import { ChairActs } from "../bar/ChairActs";
import { type RoomKey, roomKeyOf } from "../bar/keys";
import { MediaBar } from "../bar/MediaBar";
import { useOutputs } from "../devices/useOutputs";
import { AtTheDoor } from "../people/AtTheDoor";
import { offers } from "../place";
import { ChairGone } from "../stage/ChairGone";
import { Checklist } from "../stage/Checklist";
import { Finished } from "../stage/Finished";
import { RoomHeader } from "../stage/RoomHeader";
import { SharedDevice } from "../stage/SharedDevice";
import { Unproven } from "../stage/Unproven";
import { neighboursOf } from "../stage/wording";
import { layout, setLayout } from "../tiles/remembered";
import { Tiles } from "../tiles/Tiles";
import { useSpoke, useTiles } from "../tiles/useTiles";
import { useStore } from "../../../shared/store";
import { useMedia } from "../../../shared/useMedia";
import type { RoomState, Session } from "../useRoom";
import { leaveSeat, useAdvance } from "../useRoomActs";
import { CallAlerts } from "./CallAlerts";
import { MediaChip } from "./MediaChip";
import { Sound } from "./Sound";
import { useCall } from "./useCall";

const RoomKeys = lazily(async () => (await import("../bar/RoomKeys")).RoomKeys);
const LeaveDialog = lazily(async () => (await import("../bar/LeaveDialog")).LeaveDialog);

const ONE_COLUMN = "(max-width: 900px)";

interface Props {
  room: RoomState;
  session: Session;
  onPeople: () => void;
}

/** The call of an admitted seat. */
export function CallView({ room, session, onPeople }: Props) {
  const { call, line } = useCall(session);
  const isConnected = line.at === "connected";
  const mine = session.seats.find(({ id }) => id === session.my_seat_id);
  const outputs = useOutputs(call.room, isConnected, mine?.rights ?? []);
  const tiles = useTiles(call.room, room);
  const spoke = useSpoke(call.room, tiles);
  // On a phone there is room for one large tile and a strip.
  const chosen = useStore(layout);
  const shown = useMedia(ONE_COLUMN) ? "speaker" : chosen;
  const [pinned, setPinned] = useState<string | null>(null);
  const [isHelp, setHelp] = useState(false);
  const advance = useAdvance(room.id);
  const may = offers(room.roles);
  const leaving = useLeaving(room.id, session.id, () => call.want(null));

  const press = useCallback(
    (act: RoomKey) => {
      const { next, before } = neighboursOf(room);
      const go = (to: typeof next) => {
        const { standing } = room;
        if (to === null || standing?.stage_state !== "entered" || !may.lead || advance.busy) return;
        advance.send({ to, stage_epoch: standing.stage_epoch });
      };
      const acts: Record<RoomKey, () => void> = {
        microphone: () => outputs.microphone.isAllowed && outputs.microphone.toggle(),
        camera: () => outputs.camera.isAllowed && outputs.camera.toggle(),
        share: () => outputs.share.isAllowed && isConnected && outputs.share.toggle(),
        people: onPeople,
        grid: () => setLayout("grid"),
        speaker: () => setLayout("speaker"),
        next: () => go(next),
        before: () => go(before),
        help: () => setHelp(true),
      };
      acts[act]();
    },
    [room, may.lead, advance, outputs, isConnected, onPeople],
  );
  useRoomKeys(press);

  return (
    <>
      <RoomHeader room={room}>
        <MediaChip room={call.room} line={line} />
        <LinkChip />
      </RoomHeader>
      <main className="room-left" id="room-main" data-testid="call">
        <div className="room-notices">
          <Unproven room={room} mayLead={may.lead} />
          <ChairGone room={room} />
          <SharedDevice room={room} mayAnswer={may.answerDevice} mayLead={may.lead} />
          {may.admit && <AtTheDoor room={room} />}
          <CallAlerts line={line} outputs={outputs} isMutedByHost={mine?.is_muted === true} onAgain={() => call.again()} />
          <Finished room={room} />
          <Checklist room={room} mayTick={may.tick} />
        </div>
        <div className="room-stage" data-line={line.at}>
          <Tiles tiles={tiles} spoke={spoke} layout={shown} pinned={pinned} onPinned={setPinned} />
          <Sound room={call.room} isConnected={isConnected} />
        </div>
      </main>
      <MediaBar
        outputs={outputs}
        isConnected={isConnected}
        layout={shown}
        onLayout={setLayout}
        onHelp={() => setHelp(true)}
        onLeave={leaving.ask}
      >
        {may.lead && <ChairActs room={room} advance={advance} />}
      </MediaBar>
      {isHelp && <RoomKeys onClose={() => setHelp(false)} />}
      {leaving.isAsked && (
        <LeaveDialog isChair={may.lead} isBusy={leaving.isBusy} onLeave={() => void leaving.leave()} onStay={leaving.stay} />
      )}
    </>
  );
}

function useRoomKeys(press: (act: RoomKey) => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, target } = event;
      const act = roomKeyOf({ key, ctrlKey, metaKey, altKey, typing: isTyping(target) }, singleKeys.get());
      if (act === null) return;
      event.preventDefault();
      press(act);
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, [press]);
}

/** Any way off the page asks once; a reload asks nothing and keeps the seat. */
function useLeaving(consultationId: string, sessionId: string, hangUp: () => void) {
  const navigate = useNavigate();
  const [isBusy, setBusy] = useState(false);
  const blocked = useBlocker({
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname,
    enableBeforeUnload: false,
    withResolver: true,
  });
  const leave = async () => {
    setBusy(true);
    hangUp();
    try {
      await leaveSeat(sessionId);
    } catch {
      // The line is gone with the page; the seat is offered again when he comes back.
    }
    setBusy(false);
    if (blocked.status === "blocked") blocked.proceed();
  };
  return {
    isAsked: blocked.status === "blocked",
    isBusy,
    leave,
    ask: () => void navigate({ to: "/consultations/$consultationId", params: { consultationId }, search: {} }),
    stay: () => blocked.status === "blocked" && blocked.reset(),
  };
}
