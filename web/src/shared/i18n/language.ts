/** The reader's language: chosen once in the user menu, remembered on this computer; zh-CN is the source. */
import { createStore } from "../store";

export type Language = "zh-CN" | "en";

export const LANGUAGES: readonly Language[] = ["zh-CN", "en"];

const REMEMBERED = "huizhen.language";

export function preferredLanguage(remembered: string | null, browser: string): Language {
  const known = LANGUAGES.find((each) => each === remembered);
  return known ?? (browser.toLowerCase().startsWith("en") ? "en" : "zh-CN");
}

export const language = createStore<Language>(preferredLanguage(localStorage.getItem(REMEMBERED), navigator.language));

export function remember(chosen: Language): void {
  localStorage.setItem(REMEMBERED, chosen);
  language.set(chosen);
}
