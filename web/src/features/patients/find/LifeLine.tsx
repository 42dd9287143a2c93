import { useTranslation } from "react-i18next";

/** 「男 62 岁」 */
export function LifeLine({ person }: { person: { sex: string; age: number } }) {
  const { t } = useTranslation("patients");
  const { sex, age } = person;
  return (
    <span className="numeric">
      {t(`sex.${sex}`)} {age === 0 ? t("age_baby") : t("age_years", { count: age })}
    </span>
  );
}
