import { useTranslation } from "react-i18next";

/** 「女 54 岁」 */
export function Life({ sex, age }: { sex: string; age: number }) {
  const { t } = useTranslation("consultations");
  return (
    <span className="numeric">
      {t(`sex.${sex}`, { defaultValue: "" })} {age === 0 ? t("age_baby") : t("years", { count: age })}
    </span>
  );
}
