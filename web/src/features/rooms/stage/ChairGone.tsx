import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clockOf } from "../../../shared/time/age";
import { useNow } from "../../../shared/time/useNow";
import { lazily } from "../../../shared/ui/lazily";
import { Notice } from "../Notice";
import type { RoomState } from "../useRoom";

const TakeChair = lazily(async () => (await import("./TakeChair")).TakeChair);

/** The chair's line is down: for how long, and from the third minute on who may lead in his place. */
export function ChairGone({ room }: { room: RoomState }) {
  const { t } = useTranslation("rooms");
  const now = useNow();
  const [isTaking, setTaking] = useState(false);
  const { chair_gone_since: since, chair_may_be_taken_at: from, allowed, people } = room;
  const chair = people.find(({ leads }) => leads);
  if (since === null || chair?.is_me) return null;
  const offers = from !== null && allowed.includes("take_chair");
  const isTime = from !== null && Date.parse(from) <= now;
  return (
    <Notice tone="warning" testId="chair-gone">
      <p>
        {t("chair.gone", { name: chair?.name ?? "" })} <strong className="numeric">{clockOf(Date.parse(since), now)}</strong>
        {offers && !isTime && <span className="muted"> {t("chair.soon", { clock: clockOf(now, Date.parse(from)) })}</span>}
      </p>
      {offers && isTime && (
        <div className="notice-acts">
          <Button onClick={() => setTaking(true)}>{t("chair.take")}</Button>
        </div>
      )}
      {isTaking && <TakeChair consultationId={room.id} onClose={() => setTaking(false)} />}
    </Notice>
  );
}
