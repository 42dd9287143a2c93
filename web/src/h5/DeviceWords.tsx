import { useTranslation } from "react-i18next";
import { browserOf, type Device, type Fault } from "../features/rooms/devices/faults";

interface Props {
  device: Device;
  fault: Fault;
  onRetry: () => void;
}

/** Why the others cannot see or hear one, what to press, and that the rest works. */
export function DeviceWords({ device, fault, onRetry }: Props) {
  const { t } = useTranslation("h5");
  const help = fault === "denied" ? `device.where.${browserOf(navigator.userAgent)}` : `device.help.${fault}`;
  return (
    <div className="h5-problem" role="alert" data-testid={`fault-${device}`} data-fault={fault}>
      <p>
        <strong>{t(`device.fault.${device}.${fault}`)}</strong>
      </p>
      <p>{t(help)}</p>
      <button type="button" className="h5-small" onClick={onRetry}>
        {t("again")}
      </button>
    </div>
  );
}
