import { useNavigate } from "@tanstack/react-router";
import { Button, Form, Select } from "antd";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../api/query";
import { FormProblem, focusFirstWrong } from "../../../shared/form/FormProblem";
import { ProblemLine } from "../../../shared/ui/ProblemLine";
import type { Patient } from "../../patients";
import { useAct } from "../useCases";
import { Checklist } from "./Checklist";
import { CaseFields } from "./CaseFields";
import { create, type RequestValues } from "./useRequest";

type Values = Pick<RequestValues, "priority" | "patient_location"> & { attending_id: string };

/** The desk opens a case for a physician and takes the consents; what is asked is the physician's to write. */
export function DeskForm({ patient }: { patient: Patient }) {
  const { t } = useTranslation("consultations");
  const navigate = useNavigate();
  const [form] = Form.useForm<Values>();
  const frame = useRef<HTMLDivElement>(null);
  const physicians = api.useQuery("get", "/api/practitioners", { params: { query: { role: "attending" } } });
  const act = useAct(
    ({ attending_id, ...given }: Values, key) => create(patient.id, given, key, attending_id),
    (id) =>
      void navigate({ to: "/consultations/$consultationId", params: { consultationId: id }, search: {} }),
  );
  const people = new Map(physicians.data?.practitioners.map((each) => [each.id, each]));
  return (
    <div className="request-columns two">
      <Checklist patient={patient} />
      <div className="panel" ref={frame}>
        <p className="muted desk-hint">{t("request.desk_hint")}</p>
        <Form<Values>
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ priority: "routine", patient_location: "on_site" }}
          onFinish={(values) => act.send(values)}
          onFinishFailed={() => focusFirstWrong(frame.current)}
        >
          <Form.Item
            name="attending_id"
            label={t("attending")}
            rules={[{ required: true, message: t("shared:required") }]}
          >
            <Select
              autoFocus
              loading={physicians.isPending}
              options={[...people.values()].map(({ id, name, title, org }) => ({
                value: id,
                label: [name, title, org].filter(Boolean).join(" "),
              }))}
            />
          </Form.Item>
          {physicians.isError && <ProblemLine problem={physicians.error} retry={physicians.refetch} />}
          <CaseFields />
          <FormProblem form={form} problem={act.problem} frame={frame} />
          <Button type="primary" htmlType="submit" loading={act.busy}>
            {t("request.hand_over")}
          </Button>
        </Form>
      </div>
    </div>
  );
}
