/** Normal or large letters, remembered on this phone: many who come are old. */
import { createStore } from "../shared/store";

export type TextSize = "normal" | "large";

const NAME = "huizhen.text_size";

export const textSize = createStore<TextSize>(localStorage.getItem(NAME) === "large" ? "large" : "normal");

export function applyTextSize(): void {
  document.documentElement.dataset.text = textSize.get();
}

export function turnTextSize(): void {
  textSize.set(textSize.get() === "large" ? "normal" : "large");
  localStorage.setItem(NAME, textSize.get());
  applyTextSize();
}
