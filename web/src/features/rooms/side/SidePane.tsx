import { WarningFilled } from "@ant-design/icons";
import { Tabs, type TabsProps } from "antd";
import { useTranslation } from "react-i18next";
import { CaseAsked, ConclusionPane, OpinionPane } from "../../consultations";
import { RecordTimeline } from "../../records";
import { PeoplePane } from "../people/PeoplePane";
import { waitingOf } from "../people/standing";
import type { RoomState, Session } from "../useRoom";
import "./side.css";

export type SideTab = "people" | "request" | "timeline" | "opinion" | "conclusion";

/** Five tabs in the narrowest column. */
const GUTTER_PX = 14;

interface Props {
  room: RoomState;
  session: Session | undefined;
  tab: SideTab;
  onTab: (tab: SideTab) => void;
}

/** The record beside the talk. Allergies never scroll away; a tab that was open keeps what was typed in it. */
export function SidePane({ room, session, tab, onTab }: Props) {
  const { t } = useTranslation("rooms");
  const waiting = waitingOf(room.people).length;
  const items: TabsProps["items"] = [
    {
      key: "people",
      label: t("side.people", { count: room.people.length }) + (waiting > 0 ? " •" : ""),
      children: <PeoplePane room={room} session={session} />,
    },
    { key: "request", label: t("side.request"), children: <CaseAsked consultationId={room.id} /> },
    { key: "timeline", label: t("side.timeline"), children: <RecordTimeline patientId={room.patient.id} /> },
    { key: "opinion", label: t("side.opinion"), children: <OpinionPane caseId={room.id} /> },
    {
      key: "conclusion",
      label: t("side.conclusion"),
      children: <ConclusionPane caseId={room.id} onOpinions={() => onTab("opinion")} onRoom={toChecklist} />,
    },
  ];
  return (
    <aside className="room-side" aria-label={t("side.title")}>
      <Allergies allergies={room.patient.allergies} />
      <Tabs size="small" tabBarGutter={GUTTER_PX} activeKey={tab} items={items} onChange={(key) => onTab(key as SideTab)} />
    </aside>
  );
}

/** The stage's list is on this very page. */
function toChecklist(): void {
  document.querySelector<HTMLElement>("[data-testid='checklist'] button, [data-testid='stages'] button")?.focus();
}

function Allergies({ allergies }: { allergies: readonly string[] }) {
  const { t } = useTranslation("rooms");
  if (allergies.length === 0) return <p className="room-allergies muted">{t("side.allergies_unknown")}</p>;
  return (
    <p className="room-allergies">
      <WarningFilled aria-hidden /> <strong>{t("side.allergies")}</strong> {allergies.join(t("and"))}
    </p>
  );
}
