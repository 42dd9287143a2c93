import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { browserOf, type Device, type Fault } from "./faults";

interface Props {
  device: Device;
  fault: Fault;
  onRetry: () => void;
  /** In the call it may be put away; the bar goes on showing it. */
  onSeen?: () => void;
}

/** What is wrong with a device, where to press in this browser, and that the call works without it. */
export function DeviceFault({ device, fault, onRetry, onSeen }: Props) {
  const { t } = useTranslation("rooms");
  return (
    <div className="device-fault" role="alert" data-testid={`fault-${device}`} data-fault={fault}>
      <div>
        <p>
          <strong>{t(`fault.${device}.${fault}`)}</strong>{" "}
          <span className="muted">{t(`fault.without.${device}`)}</span>
        </p>
        <p>{fault === "denied" ? t(`fault.where.${browserOf(navigator.userAgent)}`) : t(`fault.help.${fault}`)}</p>
      </div>
      <span className="fault-acts">
        <Button size="small" onClick={onRetry}>
          {t("fault.retry")}
        </Button>
        {onSeen && (
          <Button size="small" type="text" onClick={onSeen}>
            {t("fault.seen")}
          </Button>
        )}
      </span>
    </div>
  );
}
