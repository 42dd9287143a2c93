import { Button, Checkbox, Modal, QRCode } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clockText } from "../../../shared/time/format";
import { Left } from "../../../shared/ui/Left";
import { RoomProblem } from "../RoomProblem";
import type { RoomState } from "../useRoom";
import { useWish } from "../useWish";
import { useBeside, useGuestLink } from "../useRoomActs";

const QR_PX = 200;

/** How the patient comes: before the attending's own device, or by a one-use link on a phone. */
export function GuestLink({ room, mayBeside }: { room: RoomState; mayBeside: boolean }) {
  const { t } = useTranslation("rooms");
  const beside = useBeside(room.id);
  const link = useGuestLink(room.id);
  const [made, setMade] = useState<{ token: string; expires_at: string }>();
  const [isBeside, wish] = useWish(room.patient_seat?.is_beside === true, beside.problem !== null);
  return (
    <div className="guest">
      {mayBeside && room.has_joined && (
        <Checkbox
          checked={isBeside}
          disabled={room.standing === null}
          onChange={({ target }) => {
            wish(target.checked);
            beside.send(target.checked);
          }}
        >
          {t("guest.beside")}
        </Checkbox>
      )}
      {!isBeside && (
        <Button loading={link.busy} onClick={() => link.send(undefined, setMade)}>
          {t("guest.make")}
        </Button>
      )}
      <RoomProblem problem={beside.problem ?? link.problem} />
      {made && <LinkDialog made={made} onClose={() => setMade(undefined)} />}
    </div>
  );
}

function LinkDialog({ made, onClose }: { made: { token: string; expires_at: string }; onClose: () => void }) {
  const { t } = useTranslation("rooms");
  const [isCopied, setCopied] = useState(false);
  const address = `${location.origin}/guest#${made.token}`;
  const copy = async () => {
    await navigator.clipboard.writeText(address);
    setCopied(true);
  };
  return (
    <Modal
      open
      title={t("guest.title")}
      okText={t(isCopied ? "guest.copied" : "guest.copy")}
      cancelText={t("shared:close")}
      onOk={() => void copy()}
      onCancel={onClose}
      width={440}
    >
      <p className="muted">{t("guest.hint")}</p>
      <div className="guest-link">
        <QRCode value={address} size={QR_PX} type="svg" color="#0A0F11" bgColor="#FFFFFF" aria-label={t("guest.code")} />
        <label className="guest-address">
          <span>{t("guest.address")}</span>
          <input readOnly value={address} data-testid="guest-address" onFocus={({ target }) => target.select()} />
        </label>
        <p>
          {t("guest.until", { clock: clockText(made.expires_at) })} <Left until={made.expires_at} />
        </p>
      </div>
    </Modal>
  );
}
