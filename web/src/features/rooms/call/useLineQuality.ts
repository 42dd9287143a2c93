/** Round trip and the largest picture that is received, measured from the connection itself while it stands. */
import type { Room, Track } from "livekit-client";
import { useEffect, useState } from "react";

const EVERY_MS = 5_000;

export interface LineQuality {
  roundTripMs: number | null;
  heightPx: number | null;
}

export function qualityOf(stats: Iterable<Record<string, unknown>>): LineQuality {
  let roundTripMs: number | null = null;
  let heightPx: number | null = null;
  for (const each of stats) {
    if (each.type === "candidate-pair" && each.nominated === true && typeof each.currentRoundTripTime === "number") {
      // On the same machine it takes less than one.
      roundTripMs = Math.max(1, Math.round(each.currentRoundTripTime * 1_000));
    }
    if (each.type === "inbound-rtp" && typeof each.frameHeight === "number") {
      heightPx = Math.max(heightPx ?? 0, each.frameHeight);
    }
  }
  return { roundTripMs, heightPx };
}

function tracksOf(room: Room): Track[] {
  const remote = [...room.remoteParticipants.values()].flatMap((each) => [...each.trackPublications.values()]);
  const local = [...room.localParticipant.trackPublications.values()];
  return [...remote, ...local].flatMap(({ track }) => (track === undefined ? [] : [track]));
}

async function measure(room: Room): Promise<LineQuality> {
  const reports = await Promise.all(tracksOf(room).map((track) => track.getRTCStatsReport()));
  return qualityOf(reports.flatMap((report) => [...(report?.values() ?? [])] as Record<string, unknown>[]));
}

export function useLineQuality(room: Room, isConnected: boolean): LineQuality | null {
  const [quality, setQuality] = useState<LineQuality | null>(null);
  useEffect(() => {
    if (!isConnected) return undefined;
    let isHere = true;
    const look = async () => {
      const measured = await measure(room);
      if (isHere) setQuality(measured);
    };
    void look();
    const timer = setInterval(() => void look(), EVERY_MS);
    return () => {
      isHere = false;
      clearInterval(timer);
      setQuality(null);
    };
  }, [room, isConnected]);
  return quality;
}
