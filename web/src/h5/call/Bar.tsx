import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../../shared/store";
import { choices, choose } from "../../features/rooms/devices/choices";
import { useDevices } from "../../features/rooms/devices/usePreview";
import type { Output, Outputs } from "../../features/rooms/devices/useOutputs";

interface Props {
  outputs: Outputs;
  isMutedByHost: boolean;
  onLeave: () => void;
}

/** Few, large, each with its word. Leaving asks once. */
export function Bar({ outputs: { camera, microphone }, isMutedByHost, onLeave }: Props) {
  const { t } = useTranslation("h5");
  const wanted = useStore(choices);
  const [asks, setAsks] = useState<"leave" | "hearing">();
  if (asks === "leave") {
    return (
      <div className="h5-bar" role="alertdialog" aria-label={t("bar.leave_asks")}>
        <p>{t("bar.leave_asks")}</p>
        <button type="button" className="h5-danger" onClick={onLeave}>
          {t("bar.leave_yes")}
        </button>
        <button type="button" autoFocus onClick={() => setAsks(undefined)}>
          {t("bar.leave_no")}
        </button>
      </div>
    );
  }
  return (
    <>
      {asks === "hearing" && (
        <div className="h5-hearing" role="status">
          <p>{t("bar.hearing_help")}</p>
          <button type="button" className="h5-small" onClick={() => setAsks(undefined)}>
            {t("bar.close")}
          </button>
        </div>
      )}
      <div className="h5-bar">
        <button
          type="button"
          className={microphone.isOn || starts(microphone, wanted.isMicrophoneOn) ? "" : "h5-off"}
          aria-pressed={!microphone.isOn}
          disabled={!microphone.isAllowed}
          onClick={microphone.toggle}
          data-testid="microphone"
        >
          {t(isMutedByHost ? "bar.muted_by_host" : `bar.microphone.${wordOf(microphone, wanted.isMicrophoneOn)}`)}
        </button>
        <button
          type="button"
          className={camera.isOn || starts(camera, wanted.isCameraOn) ? "" : "h5-off"}
          aria-pressed={!camera.isOn}
          disabled={!camera.isAllowed}
          onClick={camera.toggle}
          data-testid="camera"
        >
          {t(`bar.camera.${wordOf(camera, wanted.isCameraOn)}`)}
        </button>
        {camera.isOn && <Flip />}
        <button type="button" onClick={() => setAsks("hearing")}>
          {t("bar.hearing")}
        </button>
        <button type="button" className="h5-danger" onClick={() => setAsks("leave")} data-testid="leave">
          {t("bar.leave")}
        </button>
      </div>
    </>
  );
}

/** Wanted and not there yet: no mark of being off, which would call for a press that turns it off. */
function starts({ isOn, isAllowed, fault }: Output, isWanted: boolean): boolean {
  return isWanted && isAllowed && !isOn && fault === null;
}

function wordOf(output: Output, isWanted: boolean): "is_on" | "starts" | "is_off" {
  if (output.isOn) return "is_on";
  return starts(output, isWanted) ? "starts" : "is_off";
}

/** Front or back: only where there is more than one camera. */
function Flip() {
  const { t } = useTranslation("h5");
  const { cameraId } = useStore(choices);
  const cameras = useDevices(true).filter(({ kind }) => kind === "videoinput");
  if (cameras.length < 2) return null;
  const at = cameras.findIndex(({ deviceId }) => deviceId === cameraId);
  const next = cameras[(Math.max(0, at) + 1) % cameras.length];
  return (
    <button type="button" onClick={() => next && choose({ cameraId: next.deviceId })}>
      {t("bar.flip")}
    </button>
  );
}
