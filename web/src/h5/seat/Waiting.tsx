import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { choices, choose } from "../../features/rooms/devices/choices";
import { useSource } from "../../features/rooms/devices/usePreview";
import { useStore } from "../../shared/store";
import { timeText } from "../../shared/time/format";
import { DeviceWords } from "../DeviceWords";
import type { GuestRoom, SeatState } from "./seat";

/** Nothing of the call is here: the phone is not connected while it waits, or while the physicians talk among themselves. */
export function Waiting({ seat, room }: { seat: SeatState; room: GuestRoom }) {
  const { t } = useTranslation("h5");
  const isParked = seat.state === "parked";
  const words = room.is_finished ? "finished" : isParked ? "parked" : seat.is_media_up ? "waiting" : "no_media";
  return (
    <>
      <section className={`h5-card h5-wait h5-wait-${words}`} role="status" aria-live="polite" data-testid={`seat-${words}`}>
        <h2>{t(`seat.${words}.title`)}</h2>
        <p>{t(`seat.${words}.help`)}</p>
        {words === "waiting" && !room.is_open && room.planned_at !== null && (
          <p className="h5-place">{t("seat.planned", { time: timeText(room.planned_at) })}</p>
        )}
        {words === "waiting" && seat.position !== null && seat.position > 1 && (
          <p className="h5-place">{t("seat.place", { count: seat.position - 1 })}</p>
        )}
        {words !== "finished" && <Physicians room={room} />}
      </section>
      {words !== "finished" && <Preview />}
    </>
  );
}

function Physicians({ room }: { room: GuestRoom }) {
  const { t } = useTranslation("h5");
  if (room.people.length === 0) return null;
  return (
    <ul className="h5-physicians" aria-label={t("seat.physicians")}>
      {room.people.map(({ identity, name, title }) => (
        <li key={identity}>
          {name} <small>{title}</small>
        </li>
      ))}
    </ul>
  );
}

/** One's own picture, so that somebody knows before it begins that he will be seen. */
function Preview() {
  const { t } = useTranslation("h5");
  const { isCameraOn, isMicrophoneOn } = useStore(choices);
  const camera = useSource("camera", isCameraOn);
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = camera.stream;
  }, [camera.stream]);
  return (
    <section className="h5-preview" aria-label={t("device.own")}>
      {camera.stream ? (
        <video ref={video} className="mirrored" autoPlay playsInline muted aria-label={t("device.own")} data-testid="preview" />
      ) : (
        <p className="h5-dark">{t(camera.isAsking ? "device.asking" : "device.camera_off")}</p>
      )}
      {camera.fault && <DeviceWords device="camera" fault={camera.fault} onRetry={camera.retry} />}
      <div className="h5-switches">
        <button type="button" aria-pressed={isCameraOn} onClick={() => choose({ isCameraOn: !isCameraOn })}>
          {t(isCameraOn ? "device.camera_is_on" : "device.camera_is_off")}
        </button>
        <button type="button" aria-pressed={isMicrophoneOn} onClick={() => choose({ isMicrophoneOn: !isMicrophoneOn })}>
          {t(isMicrophoneOn ? "device.microphone_is_on" : "device.microphone_is_off")}
        </button>
      </div>
    </section>
  );
}
