/**
 * Keys that work anywhere. Single keys are silent while somebody types and can be switched off (WCAG 2.1.4).
 * Invariant: a key is listed here or it does not exist; the help shows this table.
 */
import { createStore } from "../shared/store";

const REMEMBERED = "huizhen.single-keys";

export const singleKeys = createStore(localStorage.getItem(REMEMBERED) !== "off");

export function allowSingleKeys(allowed: boolean): void {
  localStorage.setItem(REMEMBERED, allowed ? "on" : "off");
  singleKeys.set(allowed);
}

export type Act = "search" | "register" | "help";

export const KEYS: readonly { keys: readonly string[]; act: Act | "move" | "open" | "send"; single: boolean }[] = [
  { keys: ["Ctrl", "K"], act: "search", single: false },
  { keys: ["/"], act: "search", single: true },
  { keys: ["N"], act: "register", single: true },
  { keys: ["J", "K"], act: "move", single: true },
  { keys: ["Enter"], act: "open", single: true },
  { keys: ["Ctrl", "Enter"], act: "send", single: false },
  { keys: ["?"], act: "help", single: true },
];

export interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  typing: boolean;
}

const SINGLE: Readonly<Record<string, Act>> = { "/": "search", n: "register", "?": "help" };

export function actOf(pressed: Pressed, single: boolean): Act | null {
  const key = pressed.key.toLowerCase();
  if ((pressed.ctrlKey || pressed.metaKey) && !pressed.altKey) return key === "k" ? "search" : null;
  if (pressed.altKey || pressed.typing || !single) return null;
  return SINGLE[key] ?? null;
}

export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest("input, textarea, select, [role=dialog], [role=listbox]") !== null)
  );
}
