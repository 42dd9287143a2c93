/** The call of this page: its line lives as long as the page and is wanted while the seat is admitted. */
import { useEffect, useState } from "react";
import { client, told } from "../../../api/client";
import { useStore } from "../../../shared/store";
import { refreshRoom, type Session } from "../useRoom";
import { CallLine } from "./CallLine";

async function askTicket(sessionId: string): Promise<string> {
  try {
    const asked = client.POST("/api/sessions/{session_id}/tickets", { params: { path: { session_id: sessionId } } });
    return (await told(asked)).token;
  } catch (thrown) {
    // Why there is none is told by the state of the room.
    refreshRoom();
    throw thrown;
  }
}

export function useCall(session: Session) {
  const sessionId = session.id;
  const [call] = useState(() => new CallLine(() => askTicket(sessionId)));
  const line = useStore(call.line);
  const key = `${sessionId} ${session.room_epoch}`;
  useEffect(() => call.want(key), [call, key]);
  useEffect(() => () => call.want(null), [call]);
  return { call, line };
}
