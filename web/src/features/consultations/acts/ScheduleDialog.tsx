import { Checkbox, Form, Modal } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { client, told } from "../../../api/client";
import { FormProblem, focusFirstWrong } from "../../../shared/form/FormProblem";
import { TimeInput } from "../../../shared/form/TimeInput";
import { instantOf } from "../../../shared/time/format";
import { firstAhead } from "../request/proposed/times";
import { place, useAct } from "../useCases";
import { ActProblem } from "./ActProblem";

interface Values {
  planned_at: string;
  all_confirmed: boolean;
}

interface Props {
  consultationId: string;
  /** What the request wished for: the first that is still ahead is proposed. */
  proposed: readonly string[];
  onClose: () => void;
}

/** The time that everybody has agreed to. */
export function ScheduleDialog({ consultationId, proposed, onClose }: Props) {
  const { t } = useTranslation("consultations");
  const [form] = Form.useForm<Values>();
  const frame = useRef<HTMLDivElement>(null);
  const [first] = useState(() => firstAhead(proposed, Date.now()));
  const act = useAct(
    ({ planned_at, all_confirmed }: Values, key) =>
      told(
        client.POST("/api/consultations/{consultation_id}/schedule", {
          params: place(consultationId, key),
          body: { planned_at: instantOf(planned_at), all_confirmed },
        }),
      ),
    onClose,
  );
  const isField = act.problem !== null && act.problem.fields.length > 0;
  return (
    <Modal
      open
      title={t("command.schedule")}
      okText={t("schedule.submit")}
      cancelText={t("shared:cancel")}
      confirmLoading={act.busy}
      onOk={() => form.submit()}
      onCancel={onClose}
      mask={{ closable: false }}
      width={440}
    >
      <div ref={frame}>
        <Form<Values>
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ all_confirmed: false, planned_at: first }}
          onFinish={(values) => act.send(values)}
          onFinishFailed={() => focusFirstWrong(frame.current)}
        >
          <Form.Item
            name="planned_at"
            label={t("planned_at")}
            rules={[{ required: true, message: t("shared:required") }]}
          >
            <TimeInput autoFocus />
          </Form.Item>
          <Form.Item
            name="all_confirmed"
            valuePropName="checked"
            rules={[
              {
                validator: (_rule, agreed: boolean) =>
                  agreed ? Promise.resolve() : Promise.reject(new Error(t("schedule.confirm_first"))),
              },
            ]}
          >
            <Checkbox>{t("schedule.confirmed")}</Checkbox>
          </Form.Item>
        </Form>
        {isField ? (
          <FormProblem form={form} problem={act.problem} frame={frame} />
        ) : (
          <ActProblem problem={act.problem} />
        )}
      </div>
    </Modal>
  );
}
