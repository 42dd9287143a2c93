import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { useSpecialties } from "../useSpecialties";

interface Props {
  id?: string;
  value?: string;
  onChange?: (code: string) => void;
}

/** A specialty by name or pinyin initials. */
export function SpecialtySelect(props: Props) {
  const { t } = useTranslation("consultations");
  const asked = useSpecialties();
  return (
    <Select
      {...props}
      showSearch={{
        filterOption: (typed, option) => option?.search.includes(typed.trim().toLowerCase()) ?? false,
      }}
      loading={asked.isPending}
      placeholder={t("specialty_hint")}
      notFoundContent={asked.isError ? t("specialties_away") : t("no_specialty")}
      options={asked.data?.entries.map(({ code, display, pinyin_initials }) => ({
        value: code,
        label: display,
        search: `${display.toLowerCase()} ${pinyin_initials}`,
      }))}
    />
  );
}
