import { keepPreviousData } from "@tanstack/react-query";
import { AutoComplete } from "antd";
import { useDeferredValue } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../api/query";

/** What is in the box: free text, or an entry of the set once it was chosen. */
export interface Term {
  display: string;
  code?: string;
  system?: string;
  edition?: string;
}

interface Props {
  set: "diagnosis" | "allergy";
  value?: Term;
  onChange?: (term: Term) => void;
  id?: string;
  autoFocus?: boolean;
  "aria-label"?: string;
}

const OFFERED_MAX = 12;

/** Type-ahead in a set of terms, by name, pinyin initials or code. */
export function TermSelect({ set, value, onChange, ...rest }: Props) {
  const { t } = useTranslation("terms");
  const typed = value?.display ?? "";
  const q = useDeferredValue(value?.code ? "" : typed);
  const found = api.useQuery(
    "get",
    "/api/terms/{set}",
    { params: { path: { set }, query: { q, limit: OFFERED_MAX } } },
    { placeholderData: keepPreviousData },
  );
  const entries = found.data?.entries ?? [];

  const put = (text: string) => {
    const entry = entries.find(({ display }) => display === text);
    const { system, edition } = found.data ?? {};
    onChange?.(entry && system && edition ? { display: text, code: entry.code, system, edition } : { display: text });
  };

  return (
    <AutoComplete
      {...rest}
      value={typed}
      placeholder={t("placeholder")}
      defaultActiveFirstOption
      options={entries.map(({ code, display }) => ({
        value: display,
        label: (
          <span className="term">
            <span>{display}</span> <span className="muted numeric">{code}</span>
          </span>
        ),
      }))}
      notFoundContent={found.isError ? t("unavailable") : typed === "" ? null : t("nothing")}
      onChange={put}
    />
  );
}
