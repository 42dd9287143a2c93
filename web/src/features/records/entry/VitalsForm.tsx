import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { client, told } from "../../../api/client";
import { asProblem, Problem } from "../../../api/problem";
import { useUnit } from "../units";
import {
  DIASTOLIC,
  halfPressure,
  isNumber,
  measured,
  plainNumber,
  SYSTOLIC,
  VITALS,
  type VitalValues,
} from "./vitals";
import { WritingFrame } from "./WritingFrame";

const PRESSURES = [SYSTOLIC, DIASTOLIC];

/** One measuring: only what was measured is filled in; all of it is filed, or nothing. */
export function VitalsForm({ patientId, onClose }: { patientId: string; onClose: () => void }) {
  const { t } = useTranslation("records");
  const unit = useUnit();

  const send = async (values: VitalValues, key: string) => {
    const all = measured(values);
    if (all.length === 0) throw new Problem("nothing-measured", 422, t("nothing_measured"));
    try {
      return await told(
        client.POST("/api/patients/{patient_id}/observations", {
          params: { path: { patient_id: patientId }, header: { "Idempotency-Key": key } },
          body: { signs: all.map(({ sign }) => sign) },
        }),
      );
    } catch (thrown) {
      throw asProblem(thrown).moved((pointer) =>
        pointer.replace(/^\/signs\/(\d+).*/, (_, at: string) => `/${all[Number(at)]?.name ?? SYSTOLIC}`),
      );
    }
  };

  const number = {
    validator: (_rule: unknown, typed?: string) =>
      !typed?.trim() || isNumber(plainNumber(typed))
        ? Promise.resolve()
        : Promise.reject(new Error(t("not_a_number"))),
  };
  const whole = (name: string) => (form: { getFieldsValue: () => VitalValues }) => ({
    validator: () =>
      halfPressure(form.getFieldsValue()) === name
        ? Promise.reject(new Error(t("half_pressure")))
        : Promise.resolve(),
  });

  return (
    <WritingFrame<VitalValues> patientId={patientId} writing="vitals" initial={{}} send={send} onClose={onClose}>
      <div className="vitals">
        {VITALS.map(({ name, unit: ucum }, index) => (
          <Form.Item
            key={name}
            name={name}
            label={t(`vital.${name}`)}
            validateTrigger="onBlur"
            dependencies={PRESSURES.includes(name) ? PRESSURES.filter((other) => other !== name) : undefined}
            rules={PRESSURES.includes(name) ? [number, whole(name)] : [number]}
          >
            <Input
              autoFocus={index === 0}
              inputMode="decimal"
              autoComplete="off"
              className="numeric"
              suffix={unit(ucum)}
            />
          </Form.Item>
        ))}
      </div>
    </WritingFrame>
  );
}
