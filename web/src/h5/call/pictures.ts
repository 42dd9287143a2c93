/** Whose picture it is and which comes first. Pure. */
import type { Track } from "livekit-client";

export interface Picture {
  /** The seat at the media server, without the device. */
  holder: string;
  track: Track | undefined;
  isMuted: boolean;
}

const DEVICE = /:[^:]*$/;

export function holderOf(identity: string): string {
  return identity.replace(DEVICE, "");
}

/** Whoever speaks, or spoke last, comes first; among the silent the order stays. */
export function ordered(pictures: readonly Picture[], speaker: string | undefined): Picture[] {
  const first = pictures.filter(({ holder }) => holder === speaker);
  return [...first, ...pictures.filter(({ holder }) => holder !== speaker)];
}
