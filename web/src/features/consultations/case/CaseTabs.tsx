import { useNavigate, useSearch } from "@tanstack/react-router";
import { Tabs } from "antd";
import type { ReactNode } from "react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../signin";
import { ConclusionPane, OpinionPane } from "../index";
import { hasRoom } from "../list/nextAct";
import type { Case } from "../useCases";
import { Asked } from "./Asked";
import { type CaseTab, firstTab, tabOf, TABS } from "./tabs";

/** Request, opinions, conclusion: the same panes as in the room, so that everything can be done after it. */
export function CaseTabs({ found }: { found: Case }) {
  const { t } = useTranslation("consultations");
  const me = useMe();
  const { tab } = useSearch({ from: "/staff/consultations/$consultationId" });
  const navigate = useNavigate();
  // Decided once: a case that moves while somebody writes must not turn his page.
  const [first] = useState(() => firstTab(found, me.user_id));
  if (found.patient === null || !(hasRoom(found.state) || found.conclusion)) return <Asked found={found} />;

  const show = (next: CaseTab) =>
    void navigate({
      to: "/consultations/$consultationId",
      params: { consultationId: found.id },
      search: { tab: next },
      replace: true,
    });
  const panes: Readonly<Record<CaseTab, ReactNode>> = {
    request: <Asked found={found} />,
    opinion: <OpinionPane caseId={found.id} />,
    conclusion: <ConclusionPane caseId={found.id} onOpinions={() => show("opinion")} />,
  };
  return (
    <Tabs
      className="panel case-tabs"
      activeKey={tabOf(tab) ?? first}
      onChange={(key) => show(tabOf(key) ?? first)}
      items={TABS.map((key) => ({ key, label: t(`tab.${key}`), children: panes[key] }))}
    />
  );
}
