/** The layout somebody likes, remembered on this computer. */
import { createStore } from "../../../shared/store";
import type { Layout } from "./layout";

const REMEMBERED = "huizhen.room-layout";

export const layout = createStore<Layout>(localStorage.getItem(REMEMBERED) === "speaker" ? "speaker" : "grid");

export function setLayout(chosen: Layout): void {
  localStorage.setItem(REMEMBERED, chosen);
  layout.set(chosen);
}
