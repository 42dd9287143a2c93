import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Form } from "antd";
import { useTranslation } from "react-i18next";
import { TimeInput } from "../../../../shared/form/TimeInput";

const TIMES_MAX = 5;

/** When it would suit: wishes, of which one may be agreed on later. None is an answer too. */
export function ProposedTimes() {
  const { t } = useTranslation("consultations");
  return (
    <div role="group" aria-label={t("field.proposed_times")}>
      <h3>{t("field.proposed_times")}</h3>
      <Form.List name="proposed_times">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className="proposed-time">
                <Form.Item name={name}>
                  <TimeInput aria-label={t("proposed_time", { number: name + 1 })} />
                </Form.Item>
                <Button
                  type="text"
                  size="small"
                  icon={<DeleteOutlined aria-hidden />}
                  aria-label={t("proposed_time_remove", { number: name + 1 })}
                  onClick={() => remove(name)}
                />
              </div>
            ))}
            <Button
              size="small"
              icon={<PlusOutlined aria-hidden />}
              disabled={fields.length >= TIMES_MAX}
              onClick={() => add()}
            >
              {t("proposed_time_add")}
            </Button>
          </>
        )}
      </Form.List>
    </div>
  );
}
