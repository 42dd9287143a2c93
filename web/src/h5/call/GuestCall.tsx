import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { client, told } from "../../api/client";
import { CallLine } from "../../features/rooms/call/CallLine";
import type { Line } from "../../features/rooms/call/line";
import { type Outputs, useOutputs } from "../../features/rooms/devices/useOutputs";
import { useStore } from "../../shared/store";
import { useNow } from "../../shared/time/useNow";
import { DeviceWords } from "../DeviceWords";
import type { GuestRoom, SeatState } from "../seat/seat";
import { Bar } from "./Bar";
import { Sound } from "./Sound";
import type { Picture } from "./pictures";
import { usePictures } from "./usePictures";
import { Video } from "./Video";

/** Signalling alone resumes within this time, and the talk goes on meanwhile: no word about it. */
const QUIET_S = 3;

interface Props {
  seat: SeatState;
  room: GuestRoom;
  refresh: () => void;
}

/** The call for the patient: whoever speaks fills the screen, the controls are few and large. */
export function GuestCall({ seat, room, refresh }: Props) {
  const { t } = useTranslation("h5");
  const [call] = useState(
    () =>
      new CallLine(async () => {
        try {
          return (await told(client.POST("/api/guest/tickets"))).token;
        } catch (thrown) {
          refresh();
          throw thrown;
        }
      }),
  );
  const line = useStore(call.line);
  const key = `${seat.session_id} ${seat.room_epoch}`;
  useEffect(() => call.want(key), [call, key]);
  useEffect(() => () => call.want(null), [call]);
  const outputs = useOutputs(call.room, line.at === "connected", seat.rights);
  const { others, own } = usePictures(call.room);
  const names = new Map(room.people.map(({ identity, name, title }) => [identity, [name, title].filter(Boolean).join(" ")]));
  const [large, ...small] = others;
  const leave = () => void told(client.POST("/api/guest/leave")).finally(refresh);
  return (
    <main className="h5-call" data-testid="guest-call" data-line={line.at}>
      <h1 className="visually-hidden">{t("title")}</h1>
      <LineWords line={line} onAgain={() => call.again()} />
      {room.is_finished && (
        <div className="h5-line" role="status" data-testid="finished-line">
          <p>{t("call.finished")}</p>
        </div>
      )}
      <Faults outputs={outputs} />
      <div className="h5-large">
        {large ? <Tile picture={large} name={names.get(large.holder) ?? ""} /> : <p className="h5-dark">{t("call.nobody")}</p>}
      </div>
      <div className="h5-strip">
        {small.map((picture) => (
          <Tile key={picture.holder} picture={picture} name={names.get(picture.holder) ?? ""} isSmall />
        ))}
        <Tile picture={own} name={t("call.me")} isSmall isMe />
      </div>
      <Sound room={call.room} isConnected={line.at === "connected"} />
      <Bar outputs={outputs} isMutedByHost={!seat.rights.includes("microphone")} onLeave={leave} />
    </main>
  );
}

function Tile({ picture, name, isSmall, isMe }: { picture: Picture; name: string; isSmall?: boolean; isMe?: boolean }) {
  const { t } = useTranslation("h5");
  return (
    <figure className={isSmall ? "h5-tile h5-tile-small" : "h5-tile"} data-testid={isMe ? "own-tile" : "tile"}>
      {picture.track ? (
        <Video track={picture.track} name={name} holder={picture.holder} isMirrored={isMe === true} />
      ) : (
        <p className="h5-dark">{t("device.camera_off")}</p>
      )}
      <figcaption>
        {name}
        {picture.isMuted && <small> {t("call.muted")}</small>}
      </figcaption>
    </figure>
  );
}

function Faults({ outputs: { camera, microphone } }: { outputs: Outputs }) {
  return (
    <>
      {camera.fault && <DeviceWords device="camera" fault={camera.fault} onRetry={camera.toggle} />}
      {microphone.fault && <DeviceWords device="microphone" fault={microphone.fault} onRetry={microphone.toggle} />}
    </>
  );
}

function LineWords({ line, onAgain }: { line: Line; onAgain: () => void }) {
  const { t } = useTranslation("h5");
  const seconds = Math.max(0, Math.floor((useNow() - (line.downMs ?? 0)) / 1_000));
  if (line.at === "connected" || (line.at === "resuming" && seconds < QUIET_S)) return null;
  const isFirst = line.downMs === null && (line.at === "asking" || line.at === "connecting");
  const words = isFirst || line.at === "off" ? t("call.connecting") : null;
  return (
    <div className="h5-line" role="status" data-testid={`line-${line.at}`}>
      <p>{words ?? (line.at === "elsewhere" || line.at === "absent" ? t(`call.${line.at}`) : t("call.again", { count: seconds }))}</p>
      {(line.at === "elsewhere" || line.at === "lost") && (
        <button type="button" className="h5-small" onClick={onAgain}>
          {t("again")}
        </button>
      )}
    </div>
  );
}
