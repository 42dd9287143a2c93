import { useParams } from "@tanstack/react-router";
import { ConfigProvider } from "antd";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "../../api/problem";
import { roomTheme } from "../../shared/theme/dark";
import { CALM, useMedia } from "../../shared/useMedia";
import { EmptyState } from "../../shared/ui/EmptyState";
import { LinkButton } from "../../shared/ui/LinkButton";
import { ProblemLine } from "../../shared/ui/ProblemLine";
import { SkeletonRows } from "../../shared/ui/SkeletonRows";
import { CallView } from "./call/CallView";
import { viewOf } from "./place";
import "./rooms.css";
import { SidePane, type SideTab } from "./side/SidePane";
import { useRoom, useSession } from "./useRoom";
import { WaitingView } from "./waiting/WaitingView";

const SKELETON_ROWS = 6;

/** The consultation room: dark, the talk on the left, the record on the right; who is not admitted waits here too. */
export function RoomPage() {
  const calm = useMedia(CALM);
  const { consultationId } = useParams({ from: "/staff/consultations/$consultationId/room" });
  return (
    <ConfigProvider theme={roomTheme(calm)}>
      <div className="room">
        <Room key={consultationId} consultationId={consultationId} />
      </div>
    </ConfigProvider>
  );
}

function Room({ consultationId }: { consultationId: string }) {
  const { t } = useTranslation("rooms");
  const asked = useRoom(consultationId);
  const room = asked.data;
  const view = room && viewOf(room);
  const session = useSession(room?.standing?.session_id, view === "call");
  const [tab, setTab] = useState<SideTab>("people");
  const showPeople = useCallback(() => setTab("people"), []);

  if (asked.isPending) return <SkeletonRows rows={SKELETON_ROWS} />;
  if (room === undefined || view === undefined || asProblem(asked.error).status === 404) {
    if (asProblem(asked.error).status !== 404) return <ProblemLine problem={asked.error} retry={asked.refetch} />;
    return (
      <EmptyState title={t("not_found")}>
        <LinkButton to="/consultations">{t("to_list")}</LinkButton>
      </EmptyState>
    );
  }
  return (
    <>
      {view === "call" && session.data !== undefined && session.data.id === room.standing?.session_id ? (
        <CallView key={session.data.id} room={room} session={session.data} onPeople={showPeople} />
      ) : view === "call" ? (
        <SkeletonRows rows={SKELETON_ROWS} />
      ) : (
        <WaitingView room={room} view={view} />
      )}
      <SidePane room={room} session={session.data} tab={tab} onTab={setTab} />
    </>
  );
}
