import { Form, Radio } from "antd";
import { useTranslation } from "react-i18next";

const PRIORITIES = ["routine", "urgent"] as const;
const LOCATIONS = ["on_site", "remote"] as const;

/** How soon, and where the patient is: fixed once the case exists. */
export function CaseFields({ fixed = false }: { fixed?: boolean }) {
  const { t } = useTranslation("consultations");
  return (
    <div className="case-fields">
      <Form.Item name="priority" label={t("field.priority")} extra={fixed ? t("request.fixed") : undefined}>
        <Radio.Group
          disabled={fixed}
          optionType="button"
          options={PRIORITIES.map((value) => ({ value, label: t(`priority.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="patient_location" label={t("field.patient_location")}>
        <Radio.Group
          disabled={fixed}
          optionType="button"
          options={LOCATIONS.map((value) => ({ value, label: t(`location.${value}`) }))}
        />
      </Form.Item>
    </div>
  );
}
