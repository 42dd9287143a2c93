import { AudioMutedOutlined, AudioOutlined, MoreOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import { clockOf } from "../../../shared/time/age";
import { useNow } from "../../../shared/time/useNow";
import type { Person } from "../useRoom";
import type { SeatMove } from "../useRoomActs";
import { personWord } from "./standing";

interface Props {
  person: Person;
  isBeside: boolean;
  /** He is to be out, and the server has not proven it. */
  proving: "leaving" | "maybe_here" | null;
  isBegun: boolean;
  may: { admit: boolean; lead: boolean; mute: boolean };
  isBusy: boolean;
  onMove: (seatId: string, move: SeatMove) => void;
  onMute: (seatId: string, isMuted: boolean) => void;
}

export function PersonRow({ person, isBeside, proving, isBegun, may, isBusy, onMove, onMute }: Props) {
  const { t } = useTranslation("rooms");
  const { seat_id: seatId, name, title, org_name, role, is_me, is_muted } = person;
  const word = personWord(person);
  const isIn = word === "in" || word === "offline";
  const items = [
    ...(isIn || word === "parked" ? [{ key: "send-back" as const, label: t("people.send_back") }] : []),
    ...(word === "not_yet" || word === "removed" ? [] : [{ key: "remove" as const, label: t("people.remove"), danger: true }]),
  ];
  return (
    <li className="person" data-testid={`person-${person.user_id ?? "patient"}`} data-word={word}>
      <div className="person-who">
        <strong className="clip" title={name}>
          {name}
          {is_me && <small> {t("tile.me")}</small>}
        </strong>
        <span className="muted clip" title={[title, org_name].filter(Boolean).join(" · ")}>
          {[t(`role.${role}`, { defaultValue: "" }), title, org_name].filter(Boolean).join(" · ")}
        </span>
      </div>
      <span className={`person-word person-${isBeside && isIn ? "in" : (proving ?? word)}`}>
        {isBeside && isIn ? t("people.beside") : proving ? t(`people.word.${proving}`) : <Word person={person} />}
      </span>
      {seatId !== null && (
        <span className="person-acts">
          {may.admit && isBegun && word === "waiting" && (
            <Button size="small" disabled={isBusy} onClick={() => onMove(seatId, "admit")}>
              {t("people.admit")}
            </Button>
          )}
          {may.mute && isIn && !is_me && !isBeside && (
            <Button
              size="small"
              type="text"
              disabled={isBusy}
              aria-label={t(is_muted ? "people.unmute" : "people.mute", { name })}
              title={t(is_muted ? "people.unmute" : "people.mute", { name })}
              icon={is_muted ? <AudioMutedOutlined aria-hidden /> : <AudioOutlined aria-hidden />}
              onClick={() => onMute(seatId, !is_muted)}
            />
          )}
          {may.lead && !is_me && items.length > 0 && (
            <Dropdown trigger={["click"]} menu={{ items, onClick: ({ key }) => onMove(seatId, key as SeatMove) }}>
              <Button size="small" type="text" aria-label={t("people.more", { name })} icon={<MoreOutlined aria-hidden />} />
            </Dropdown>
          )}
        </span>
      )}
    </li>
  );
}

function Word({ person }: { person: Person }) {
  const { t } = useTranslation("rooms");
  const now = useNow();
  const word = personWord(person);
  if (word !== "offline" || person.gone_since === null) return t(`people.word.${word}`);
  return (
    <>
      {t("people.word.offline")} <span className="numeric">{clockOf(Date.parse(person.gone_since), now)}</span>
    </>
  );
}
