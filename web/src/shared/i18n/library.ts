/** The words of antd itself follow the language of the page, and so do the dates that it writes. */
import type { ConfigProviderProps } from "antd";
import dayjs from "dayjs";
import { useEffect, useState } from "react";
import { useStore } from "../store";
import { type Language, language } from "./language";

type Words = ConfigProviderProps["locale"];

const LOADERS: Readonly<Record<Language, () => Promise<{ default: Words }>>> = {
  "zh-CN": async () => {
    await import("dayjs/locale/zh-cn");
    dayjs.locale("zh-cn");
    return import("antd/locale/zh_CN");
  },
  en: () => {
    dayjs.locale("en");
    return import("antd/locale/en_US");
  },
};

export function useLibraryWords(): Words {
  const spoken = useStore(language);
  const [words, setWords] = useState<Words>();
  useEffect(() => {
    let here = true;
    LOADERS[spoken]().then(
      (file) => here && setWords(file.default),
      // Offline: antd keeps its last words; our own are unaffected.
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, [spoken]);
  return words;
}
