import { Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import { clockText } from "../../../shared/time/format";
import { RoomProblem } from "../RoomProblem";
import type { Item, RoomState } from "../useRoom";
import { useWish } from "../useWish";
import { useTick } from "../useRoomActs";
import { progressOf } from "./wording";

/** What belongs to this stage. A line is a press; one that asks how offers its answers; some tick themselves. */
export function Checklist({ room, mayTick }: { room: RoomState; mayTick: boolean }) {
  const { t } = useTranslation("rooms");
  const stage = room.stages.find((each) => each.stage === room.standing?.stage);
  if (stage === undefined || stage.checklist.length === 0 || room.opened_at === null) return null;
  const { done, all } = progressOf(stage);
  const isFixed = !mayTick || !(room.state === "in_session" || room.state === "opinion_drafted");
  return (
    <section className="checklist-strip" aria-label={t("check.title", { stage: t(`stage.${stage.stage}`) })} data-testid="checklist">
      <strong>
        {t("check.title", { stage: t(`stage.${stage.stage}`) })}{" "}
        <span className="numeric muted">
          {done}/{all}
        </span>
      </strong>
      <ul>
        {stage.checklist.map((item) => (
          <li key={item.code}>
            <Line consultationId={room.id} item={item} isFixed={isFixed} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Line({ consultationId, item, isFixed }: { consultationId: string; item: Item; isFixed: boolean }) {
  const { t } = useTranslation("rooms");
  const { code, by_system, values, value, ticked_at, ticked_by_name, mandatory } = item;
  // A line sends by itself: the next one may be pressed before this one is answered.
  const tick = useTick(consultationId);
  const [isDone, wish] = useWish(ticked_at !== null, tick.problem !== null);
  const press = (ticked: boolean, chosen: string | null) => {
    // One at a time; a button that were disabled meanwhile would lose the keyboard's place.
    if (tick.busy) return;
    wish(ticked);
    tick.send({ item: code, ticked, value: chosen });
  };
  const by = by_system ? t("check.by_system") : ticked_by_name;
  const told = ticked_at !== null ? [by, clockText(ticked_at)].filter(Boolean).join(" ") : t(mandatory ? "check.mandatory" : "check.optional");
  const asksHow = values.length > 0 && !isDone && !isFixed;
  const button = (
    <button
      type="button"
      role="checkbox"
      aria-checked={isDone}
      className="tick"
      disabled={isFixed || by_system}
      title={told}
      data-testid={`check-${code}`}
      onClick={asksHow ? undefined : () => press(!isDone, null)}
    >
      <span className="tick-box" aria-hidden>
        {isDone ? "✓" : ""}
      </span>
      {t(`check.${code}`)}
      {isDone && value !== null && <span className="tick-value">{t(`check_value.${value}`)}</span>}
      {by_system && <small>{t("check.auto")}</small>}
      {!mandatory && !isDone && <small>{t("check.optional")}</small>}
      {asksHow && <span aria-hidden>▾</span>}
    </button>
  );
  const items = values.map((each) => ({ key: each, label: t(`check_value.${each}`), onClick: () => press(true, each) }));
  return (
    <>
      {values.length > 0 ? (
        <Dropdown trigger={asksHow ? ["click"] : []} menu={{ items }}>
          {button}
        </Dropdown>
      ) : (
        button
      )}
      <RoomProblem problem={tick.problem} />
    </>
  );
}
