/**
 * Words of the screens. A namespace is a folder's name; its two files stand beside the code and load when needed.
 * Invariant: no screen holds words of its own; both files of a folder have the same keys (test).
 */
import i18next, { type BackendModule, type ResourceKey } from "i18next";
import { initReactI18next } from "react-i18next";
import { type Language, language, remember } from "./language";

type Loader = () => Promise<{ default: ResourceKey }>;

const files = import.meta.glob<{ default: ResourceKey }>(["/src/**/zh-CN.json", "/src/**/en.json"]);

function loaderOf(lng: string, namespace: string): Loader | undefined {
  const path = Object.keys(files).find((each) => each.endsWith(`/${namespace}/${lng}.json`));
  return path === undefined ? undefined : files[path];
}

const backend: BackendModule = {
  type: "backend",
  init: () => undefined,
  read(lng, namespace, done) {
    const load = loaderOf(lng, namespace);
    if (load === undefined) return done(new Error(`no words for ${namespace} in ${lng}`), null);
    load().then(
      (file) => done(null, file.default),
      (thrown: Error) => done(thrown, null),
    );
  },
};

function turnTo(chosen: Language): void {
  document.documentElement.lang = chosen;
}

export async function startWords(): Promise<void> {
  turnTo(language.get());
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: language.get(),
      fallbackLng: false,
      load: "currentOnly",
      ns: ["shared"],
      defaultNS: "shared",
      interpolation: { escapeValue: false },
      returnNull: false,
    });
}

/** For routes: the page's words are there before the page. */
export function words(...namespaces: string[]): Promise<void> {
  return i18next.loadNamespaces(namespaces);
}

export async function speak(chosen: Language): Promise<void> {
  remember(chosen);
  turnTo(chosen);
  await i18next.changeLanguage(chosen);
}
