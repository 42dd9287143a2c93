import { Select, Switch } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../../../shared/store";
import { choices, choose } from "./choices";
import { DeviceFault } from "./DeviceFault";
import { Level } from "./Level";
import { SoundTest } from "./SoundTest";
import { type Source, useDevices, useSource } from "./usePreview";

/** Oneself as the others will see and hear one, with the choice of devices. */
export function Preview() {
  const { t } = useTranslation("rooms");
  const { isCameraOn, isMicrophoneOn, cameraId, microphoneId } = useStore(choices);
  const camera = useSource("camera", isCameraOn);
  const microphone = useSource("microphone", isMicrophoneOn);
  const devices = useDevices(camera.stream !== null || microphone.stream !== null);
  return (
    <section className="preview" aria-label={t("device.title")}>
      <div className={`preview-picture${camera.stream ? "" : " preview-empty"}`}>
        {camera.stream ? (
          <Picture stream={camera.stream} />
        ) : (
          <span className="muted">{t(wordFor(camera, isCameraOn))}</span>
        )}
      </div>
      <div className="preview-devices">
        <Row
          name={t("device.camera")}
          isOn={isCameraOn}
          onSwitch={(isOn) => choose({ isCameraOn: isOn })}
          options={optionsOf(devices, "videoinput")}
          value={usedBy(camera, cameraId)}
          onChoose={(id) => choose({ cameraId: id })}
        />
        <Row
          name={t("device.microphone")}
          isOn={isMicrophoneOn}
          onSwitch={(isOn) => choose({ isMicrophoneOn: isOn })}
          options={optionsOf(devices, "audioinput")}
          value={usedBy(microphone, microphoneId)}
          onChoose={(id) => choose({ microphoneId: id })}
        />
        <div className="device-row">
          <span className="device-name">{t("device.hears")}</span>
          {microphone.stream ? <Level stream={microphone.stream} /> : <span className="muted">{t("device.silent")}</span>}
          <SoundTest />
        </div>
      </div>
      {camera.fault && <DeviceFault device="camera" fault={camera.fault} onRetry={camera.retry} />}
      {microphone.fault && <DeviceFault device="microphone" fault={microphone.fault} onRetry={microphone.retry} />}
    </section>
  );
}

function Picture({ stream }: { stream: MediaStream }) {
  const { t } = useTranslation("rooms");
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  return <video ref={video} className="mirrored" autoPlay playsInline muted aria-label={t("device.self")} data-testid="preview" />;
}

interface RowProps {
  name: string;
  isOn: boolean;
  onSwitch: (isOn: boolean) => void;
  options: { value: string; label: string }[];
  value: string | undefined;
  onChoose: (id: string) => void;
}

function Row({ name, isOn, onSwitch, options, value, onChoose }: RowProps) {
  const { t } = useTranslation("rooms");
  return (
    <div className="device-row">
      <span className="device-name">{name}</span>
      <Select
        aria-label={name}
        value={value}
        options={options}
        placeholder={t("device.default")}
        disabled={!isOn || options.length === 0}
        onChange={onChoose}
      />
      <Switch aria-label={t("device.switch", { name })} checked={isOn} onChange={onSwitch} />
    </div>
  );
}

function optionsOf(devices: readonly MediaDeviceInfo[], kind: MediaDeviceKind) {
  return devices.filter((each) => each.kind === kind).map(({ deviceId, label }) => ({ value: deviceId, label }));
}

function wordFor({ fault, isAsking }: Source, isOn: boolean): string {
  if (isOn && fault !== null) return `fault.camera.${fault}`;
  return isOn && isAsking ? "device.asking" : "tile.camera_off";
}

/** The device that gives the picture now, which may be another than the remembered one. */
function usedBy({ stream }: Source, remembered: string | undefined): string | undefined {
  return stream?.getTracks()[0]?.getSettings().deviceId ?? remembered;
}
