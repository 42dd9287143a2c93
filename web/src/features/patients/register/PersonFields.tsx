import { Checkbox, Form, Input, Radio } from "antd";
import { useTranslation } from "react-i18next";
import { DateInput } from "../../../shared/form/DateInput";

const PURPOSES = ["treatment", "sharing", "remote_consultation"] as const;
const SEXES = ["male", "female", "unknown"] as const;
const PHONE_CHARS_MAX = 20;
const ADDRESS_CHARS_MAX = 200;

/** What only a person new to the chain is asked. */
export function NewPersonFields() {
  const { t } = useTranslation("patients");
  const needed = [{ required: true, message: t("shared:required") }];
  return (
    <>
      <Form.Item name="phone" label={t("phone")} rules={[{ ...needed[0], whitespace: true }]}>
        <Input autoComplete="off" inputMode="tel" maxLength={PHONE_CHARS_MAX} className="numeric" />
      </Form.Item>
      <Form.Item name="sex" label={t("sex_title")} rules={needed}>
        <Radio.Group optionType="button" options={SEXES.map((value) => ({ value, label: t(`sex.${value}`) }))} />
      </Form.Item>
      <Form.Item name="birth_date" label={t("birth_date")} rules={needed}>
        <DateInput notAfterToday />
      </Form.Item>
      <Form.Item name="address" label={`${t("address")}${t("optional")}`} className="wide">
        <Input autoComplete="off" maxLength={ADDRESS_CHARS_MAX} />
      </Form.Item>
    </>
  );
}

/** Each consent is asked by itself. Whom another store knows is asked only whether this store may see its record. */
export function SharingField({ elsewhere }: { elsewhere: boolean }) {
  const { t } = useTranslation("patients");
  if (elsewhere) {
    return (
      <Form.Item
        name="sharing"
        label={t("sharing_asked")}
        extra={t("sharing_hint")}
        rules={[{ required: true, message: t("shared:required") }]}
      >
        <Radio.Group
          options={[
            { value: true, label: t("consent.agreed") },
            { value: false, label: t("consent.refused") },
          ]}
        />
      </Form.Item>
    );
  }
  return (
    <Form.Item name="consents" label={t("consents_asked")} extra={t("consents_hint")}>
      <Checkbox.Group
        className="consents"
        options={PURPOSES.map((value) => ({ value, label: t(`purpose.${value}`) }))}
      />
    </Form.Item>
  );
}
