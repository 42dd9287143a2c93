import { useNavigate } from "@tanstack/react-router";
import { Button, Form } from "antd";
import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Draft } from "../../../api/draft";
import type { Problem } from "../../../api/problem";
import { queries } from "../../../api/query";
import { FormProblem, focusFirstWrong } from "../../../shared/form/FormProblem";
import { RestoredDraft } from "../../../shared/form/RestoredDraft";
import { TextBox } from "../../../shared/form/TextBox";
import type { Patient } from "../../patients";
import { isAboutProof, StepUp, useMe } from "../../signin";
import { ActProblem } from "../acts/ActProblem";
import { ExpertPicker } from "../experts/ExpertPicker";
import { useCase } from "../useCases";
import { CaseFields } from "./CaseFields";
import { Checklist } from "./Checklist";
import { ProposedTimes } from "./proposed/ProposedTimes";
import { Questions } from "./Questions";
import { readinessOf } from "./readiness";
import { SpecialtySelect } from "./SpecialtySelect";
import { type RequestValues, useRequest } from "./useRequest";

const CHARS_MAX = 4000;
const EMPTY: RequestValues = {
  patient_location: "on_site",
  priority: "routine",
  questions: [""],
  experts: [],
};
/** What the server calls a field, where the form calls it something else. */
const FIELDS: Readonly<Record<string, string>> = { wanted_specialty: "specialty" };

interface Props {
  patient: Patient;
  draft: Draft;
  /** A case that exists already: opened at the desk, or by an attempt that was refused. */
  caseId: string | undefined;
}

/** Patient and what is missing | the question | the experts. Ctrl+Enter submits, and the code is asked last. */
export function RequestForm({ patient, draft, caseId: given }: Props) {
  const { t } = useTranslation("consultations");
  const navigate = useNavigate();
  const me = useMe();
  const [form] = Form.useForm<RequestValues>();
  const frame = useRef<HTMLDivElement>(null);
  const kept = draft.found?.content.case_id;
  const [caseId, setCaseId] = useState(given ?? (typeof kept === "string" ? kept : undefined));
  const [ready, setReady] = useState<RequestValues>();
  const [consentsWrong, setConsentsWrong] = useState(false);
  const priority = Form.useWatch("priority", form);
  const specialty = Form.useWatch("specialty", form);

  const keep = (id: string | undefined) => draft.keep({ ...form.getFieldsValue(true), case_id: id ?? null });
  const request = useRequest(
    patient.id,
    (id) => {
      setCaseId(id);
      keep(id);
    },
    ({ id, uninvited }) => {
      draft.discard();
      void navigate({
        to: "/consultations/$consultationId",
        params: { consultationId: id },
        search: uninvited.length > 0 ? { uninvited: uninvited.join(" ") } : {},
      });
    },
  );

  const showConsents = () => {
    setReady(undefined);
    setConsentsWrong(true);
    frame.current?.querySelector<HTMLElement>("#checklist")?.focus();
  };
  const refused = ({ code, facts }: Problem) => {
    if (code === "consents-missing") {
      void queries.invalidateQueries({ queryKey: ["get", "/api/patients/{patient_id}"] });
      showConsents();
    }
    const missing = code === "questions-missing" ? ["questions"] : code === "request-incomplete" ? facts.missing : [];
    if (!Array.isArray(missing) || missing.length === 0) return;
    form.setFields(
      missing.map((name) => ({ name: FIELDS[String(name)] ?? String(name), errors: [t("shared:required")] }) as never),
    );
    focusFirstWrong(frame.current);
  };
  const finish = () => {
    if (readinessOf(patient).consentsMissing.length > 0) return showConsents();
    request.reset();
    setReady(form.getFieldsValue(true) as RequestValues);
  };
  const press = (event: KeyboardEvent) => {
    // Dialogs opened from here hang in the page elsewhere; their keys are theirs.
    const isInside = event.currentTarget.contains(event.target as Node);
    if (isInside && event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.submit();
  };
  const needed = [{ required: true, whitespace: true, message: t("shared:required") }];
  const problem = isAboutProof(request.problem) ? null : request.problem;
  // The dialog stays while the code is asked and the call runs; any other refusal is about the form.
  const asksCode = ready !== undefined && (problem === null || problem.unanswered);

  return (
    <div ref={frame}>
      <RestoredDraft draft={draft} />
      {/* The keys come from the fields inside. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div role="group" aria-label={t("request.title")} onKeyDown={press}>
        <Form<RequestValues>
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ ...EMPTY, ...draft.found?.content }}
          onValuesChange={() => keep(caseId)}
          onFinish={finish}
          onFinishFailed={() => focusFirstWrong(frame.current)}
        >
          <div className="request-columns">
            <Checklist patient={patient} wrong={consentsWrong} />
            <div className="panel request-words">
              {caseId && <KnownCase id={caseId} onFacts={(facts) => form.setFieldsValue(facts)} />}
              <CaseFields fixed={caseId !== undefined} />
              {priority === "urgent" && (
                <Form.Item name="urgency_reason" label={t("field.urgency_reason")} rules={needed}>
                  <TextBox rows={1} maxLength={CHARS_MAX} />
                </Form.Item>
              )}
              <Form.Item name="reason" label={t("field.reason")} extra={t("reason_hint")} rules={needed}>
                <TextBox autoFocus rows={3} maxLength={CHARS_MAX} />
              </Form.Item>
              <Form.Item name="purpose" label={t("field.purpose")} rules={needed}>
                <TextBox rows={2} maxLength={CHARS_MAX} />
              </Form.Item>
              <Questions />
              <ProposedTimes />
            </div>
            <div className="panel request-experts">
              <Form.Item name="specialty" label={t("field.specialty")} rules={[{ ...needed[0], whitespace: false }]}>
                <SpecialtySelect />
              </Form.Item>
              <h3>{t("experts.title")}</h3>
              <p className="muted keys-hint">{t("experts.hint")}</p>
              <Form.Item name="experts">
                <ExpertPicker specialty={specialty} without={[me.user_id]} asksLead />
              </Form.Item>
            </div>
          </div>
          {problem?.code === "wrong-state" ? (
            <ActProblem problem={problem} />
          ) : (
            !asksCode && <FormProblem form={form} problem={problem} frame={frame} onConflict={refused} />
          )}
          <div className="request-foot">
            <span className="muted">
              <kbd>Ctrl</kbd> <kbd>Enter</kbd>
            </span>
            <Button type="primary" htmlType="submit">
              {t("request.submit")}
            </Button>
          </div>
        </Form>
      </div>
      {asksCode && (
        <StepUp
          title={t("request.prove")}
          submitLabel={t("request.submit")}
          busy={request.busy}
          problem={request.problem}
          onProof={(proof) => request.send({ given: ready, caseId, proof })}
          onClose={() => setReady(undefined)}
        />
      )}
    </div>
  );
}

/** The number of the case that exists; its priority and place are what was fixed then. */
function KnownCase({ id, onFacts }: { id: string; onFacts: (facts: Partial<RequestValues>) => void }) {
  const { t } = useTranslation("consultations");
  const found = useCase(id).data;
  const show = useEffectEvent(onFacts);
  useEffect(() => {
    if (found) show({ priority: found.priority, patient_location: found.patient_location });
  }, [found]);
  return (
    <p className="muted desk-hint">
      {t("number")} <span className="numeric">{found?.number}</span>
    </p>
  );
}
