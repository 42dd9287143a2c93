import {
  AppstoreOutlined,
  AudioMutedOutlined,
  AudioOutlined,
  DesktopOutlined,
  LayoutOutlined,
  LogoutOutlined,
  QuestionCircleOutlined,
  VideoCameraAddOutlined,
  VideoCameraOutlined,
} from "@ant-design/icons";
import { Tooltip } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Output, Outputs } from "../devices/useOutputs";
import type { Layout } from "../tiles/layout";
import { keysOf, type RoomKey } from "./keys";

interface Props {
  outputs: Outputs;
  isConnected: boolean;
  layout: Layout;
  onLayout: (layout: Layout) => void;
  onHelp: () => void;
  onLeave: () => void;
  children: ReactNode;
}

const LAYOUTS: readonly { name: Layout; icon: ReactNode }[] = [
  { name: "grid", icon: <AppstoreOutlined aria-hidden /> },
  { name: "speaker", icon: <LayoutOutlined aria-hidden /> },
];

/** Microphone, camera, share on the left; in the middle what the chair does next; help and the way out on the right. */
export function MediaBar({ outputs: { microphone, camera, share }, isConnected, layout, onLayout, onHelp, onLeave, children }: Props) {
  const { t } = useTranslation("rooms");
  return (
    <footer className="room-bar" aria-label={t("bar.title")}>
      <Switch act="microphone" output={microphone} isConnected={isConnected} on={<AudioOutlined aria-hidden />} off={<AudioMutedOutlined aria-hidden />} />
      <Switch act="camera" output={camera} isConnected={isConnected} on={<VideoCameraOutlined aria-hidden />} off={<VideoCameraAddOutlined aria-hidden />} />
      <Switch act="share" output={share} isConnected={isConnected} on={<DesktopOutlined aria-hidden />} off={<DesktopOutlined aria-hidden />} />
      <div className="bar-middle">{children}</div>
      <fieldset className="bar-layouts">
        <legend className="visually-hidden">{t("bar.layout")}</legend>
        {LAYOUTS.map(({ name, icon }) => (
          <Hint key={name} act={name}>
            <button
              type="button"
              className="bar-button"
              aria-pressed={layout === name}
              aria-label={t(`key.${name}`)}
              data-testid={`layout-${name}`}
              onClick={() => onLayout(name)}
            >
              {icon}
            </button>
          </Hint>
        ))}
      </fieldset>
      <Hint act="help">
        <button type="button" className="bar-button" aria-label={t("key.help")} onClick={onHelp}>
          <QuestionCircleOutlined aria-hidden />
        </button>
      </Hint>
      <button type="button" className="bar-button bar-leave" aria-label={t("bar.leave")} onClick={onLeave} data-testid="leave">
        <LogoutOutlined aria-hidden />
        <span>{t("bar.leave")}</span>
      </button>
    </footer>
  );
}

interface SwitchProps {
  act: "microphone" | "camera" | "share";
  output: Output;
  isConnected: boolean;
  on: ReactNode;
  off: ReactNode;
}

function Switch({ act, output, isConnected, on, off }: SwitchProps) {
  const { t } = useTranslation("rooms");
  const { isOn, isAllowed, fault, toggle } = output;
  const word = t(`bar.${act}_${isOn ? "on" : "off"}`);
  const why = isAllowed ? (fault === null ? "" : t(`fault.short.${fault}`)) : t("bar.not_allowed");
  return (
    <Hint act={act} note={why}>
      <button
        type="button"
        className={`bar-button${isOn ? "" : " bar-off"}${fault === null ? "" : " bar-fault"}`}
        aria-pressed={isOn}
        aria-label={[t(`bar.${act}`), word, why].filter(Boolean).join(", ")}
        disabled={!isAllowed || !isConnected}
        data-testid={`bar-${act}`}
        onClick={toggle}
      >
        {isOn ? on : off}
        <span aria-hidden>{word}</span>
      </button>
    </Hint>
  );
}

function Hint({ act, note, children }: { act: RoomKey; note?: string; children: ReactNode }) {
  const { t } = useTranslation("rooms");
  const title = (
    <>
      {note || t(`key.${act}`)}{" "}
      {keysOf(act).map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </>
  );
  return (
    <Tooltip title={title} mouseEnterDelay={0.4}>
      {children}
    </Tooltip>
  );
}
