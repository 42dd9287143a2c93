/** Units as people here read them. Source: UCUM, whose brackets and braces are for machines. */
import { useTranslation } from "react-i18next";

const WORDS: Readonly<Record<string, string>> = { "/min": "unit.per_minute", "{score}": "unit.score" };

export function useUnit(): (ucum: string) => string {
  const { t } = useTranslation("records");
  return (ucum) => {
    const word = WORDS[ucum];
    return word === undefined ? plainUnit(ucum) : t(word);
  };
}

export function plainUnit(ucum: string): string {
  return ucum === "Cel" ? "℃" : ucum.replaceAll(/[[\]{}]/g, "");
}
