/**
 * Keys of the room as one table: the bar's hints, the help and the listener read it. Single keys and Ctrl+arrows are
 * silent while somebody types. Source: ux.md §5.9; WCAG 2.1.4.
 */

export type RoomKey = "microphone" | "camera" | "share" | "people" | "grid" | "speaker" | "next" | "before" | "help";

export interface KeyHint {
  act: RoomKey;
  keys: readonly string[];
}

export const ROOM_KEYS: readonly KeyHint[] = [
  { act: "microphone", keys: ["M"] },
  { act: "camera", keys: ["V"] },
  { act: "share", keys: ["D"] },
  { act: "people", keys: ["I"] },
  { act: "grid", keys: ["Alt", "1"] },
  { act: "speaker", keys: ["Alt", "2"] },
  { act: "next", keys: ["Ctrl", "→"] },
  { act: "before", keys: ["Ctrl", "←"] },
  { act: "help", keys: ["?"] },
];

export interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  typing: boolean;
}

const SINGLE: Readonly<Record<string, RoomKey>> = { m: "microphone", v: "camera", d: "share", i: "people", "?": "help" };
const WITH_ALT: Readonly<Record<string, RoomKey>> = { "1": "grid", "2": "speaker" };
const WITH_CTRL: Readonly<Record<string, RoomKey>> = { arrowright: "next", arrowleft: "before" };

export function roomKeyOf({ key, ctrlKey, metaKey, altKey, typing }: Pressed, single: boolean): RoomKey | null {
  if (typing) return null;
  const name = key.toLowerCase();
  if (altKey) return ctrlKey || metaKey ? null : (WITH_ALT[name] ?? null);
  if (ctrlKey || metaKey) return WITH_CTRL[name] ?? null;
  return single ? (SINGLE[name] ?? null) : null;
}

export function keysOf(act: RoomKey): readonly string[] {
  return ROOM_KEYS.find((each) => each.act === act)?.keys ?? [];
}
