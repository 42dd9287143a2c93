import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNow } from "../../../shared/time/useNow";
import { Notice } from "../Notice";
import { DeviceFault } from "../devices/DeviceFault";
import type { Device, Fault } from "../devices/faults";
import type { Line } from "./line";
import type { Outputs } from "../devices/useOutputs";

interface Props {
  line: Line;
  outputs: Outputs;
  isMutedByHost: boolean;
  onAgain: () => void;
}

const DEVICES: readonly Device[] = ["camera", "microphone"];

/** What is wrong with picture and sound, and that the record and the opinions are not touched by it. */
export function CallAlerts({ line, outputs, isMutedByHost, onAgain }: Props) {
  const { t } = useTranslation("rooms");
  const { camera, microphone } = outputs;
  const [seen, setSeen] = useState<Partial<Record<Device, Fault>>>({});
  return (
    <>
      <LineNotice line={line} onAgain={onAgain} />
      {DEVICES.map((device) => {
        const { fault, toggle } = device === "camera" ? camera : microphone;
        if (fault === null || seen[device] === fault) return null;
        return (
          <DeviceFault
            key={device}
            device={device}
            fault={fault}
            onRetry={toggle}
            onSeen={() => setSeen((others) => ({ ...others, [device]: fault }))}
          />
        );
      })}
      {isMutedByHost && (
        <Notice tone="calm" testId="muted-by-host">
          <p>{t("bar.muted_by_host")}</p>
        </Notice>
      )}
    </>
  );
}

function LineNotice({ line, onAgain }: { line: Line; onAgain: () => void }) {
  const { t } = useTranslation("rooms");
  const again = (
    <Button size="small" onClick={onAgain}>
      {t(line.at === "elsewhere" ? "lost.here" : "lost.again")}
    </Button>
  );
  const why = line.isAbsent ? "absent" : line.at;
  if (why === "absent" || why === "elsewhere" || why === "refused") {
    return (
      <Notice tone="warning" testId={`line-${why}`}>
        <p className="notice-row">
          <span>{t(`lost.${why}`)}</span>
          {again}
        </p>
      </Notice>
    );
  }
  if (line.downMs === null) return null;
  return (
    <Notice tone="warning" testId="line-lost">
      <p className="notice-row">
        <span>
          <Seconds sinceMs={line.downMs} />
          {t("lost.unharmed")}
        </span>
        {line.at === "lost" && again}
      </p>
    </Notice>
  );
}

function Seconds({ sinceMs }: { sinceMs: number }) {
  const { t } = useTranslation("rooms");
  const seconds = Math.max(0, Math.floor((useNow() - sinceMs) / 1_000));
  return <span className="numeric">{t("lost.counting", { count: seconds })}</span>;
}
