import { Button, Form, Input, Select } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Draft } from "../../../api/draft";
import type { Problem } from "../../../api/problem";
import { dayText } from "../../../shared/time/format";
import { FormProblem, focusFirstWrong } from "../../../shared/form/FormProblem";
import { RestoredDraft } from "../../../shared/form/RestoredDraft";
import { NumberNotice } from "./NumberNotice";
import { NewPersonFields, SharingField } from "./PersonFields";
import { plainNumber, residentFacts } from "./residentId";
import { type Registration, useNumberCheck, useRegister } from "./useRegistration";

const DOCUMENTS = ["resident_id", "other"] as const;
const NUMBER_CHARS_MAX = 40;
const NAME_CHARS_MAX = 100;
const REASON_CHARS_MAX = 200;
const EMPTY = { document_type: "resident_id", consents: [] };

interface Props {
  draft: Draft;
  onRegistered: (id: string) => void;
}

/** The number first: it fills in sex and birth date, and tells whether the chain knows the person. */
export function RegisterForm({ draft, onRegistered }: Props) {
  const { t } = useTranslation("patients");
  const [form] = Form.useForm<Registration>();
  const frame = useRef<HTMLDivElement>(null);
  const [number, setNumber] = useState("");
  const checked = useNumberCheck(number);
  const register = useRegister((id) => {
    draft.discard();
    onRegistered(id);
  });
  const elsewhere = checked.data?.registered === "elsewhere";

  const readNumber = (typed: string) => {
    const facts = residentFacts(typed, dayText(Date.now()));
    if (facts === null || form.getFieldValue("document_type") !== "resident_id") return setNumber("");
    form.setFields([
      { name: "sex", value: facts.sex, errors: [] },
      { name: "birth_date", value: facts.birthDate, errors: [] },
    ]);
    setNumber(plainNumber(typed));
  };
  const changed = (change: Partial<Registration>) => {
    if (change.document_number !== undefined) readNumber(change.document_number);
    draft.keep(form.getFieldsValue(true));
  };
  const refused = ({ code, facts }: Problem) => {
    if (code === "consent-missing") {
      const missing = (facts.purposes as string[]).map((each) => t(`purpose.${each}`)).join(", ");
      form.setFields([{ name: "consents", errors: [t("consents_missing", { missing })] }]);
    } else {
      const typed: unknown = form.getFieldValue("document_number");
      if (typeof typed === "string") setNumber(plainNumber(typed));
    }
  };
  const needed = [{ required: true, whitespace: true, message: t("shared:required") }];

  return (
    <div ref={frame} className="panel register">
      <RestoredDraft draft={draft} />
      <Form<Registration>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ ...EMPTY, ...draft.found?.content }}
        onValuesChange={changed}
        onFinish={(given) => register.send({ given, elsewhere })}
        onFinishFailed={() => focusFirstWrong(frame.current)}
      >
        <div className="fields">
          <Form.Item name="document_type" label={t("document_type_title")}>
            <Select options={DOCUMENTS.map((value) => ({ value, label: t(`document_type.${value}`) }))} />
          </Form.Item>
          <Form.Item name="document_number" label={t("document_number")} rules={needed}>
            <Input
              autoFocus
              autoComplete="off"
              spellCheck={false}
              maxLength={NUMBER_CHARS_MAX}
              className="numeric"
              onBlur={(event) => setNumber(plainNumber(event.target.value))}
            />
          </Form.Item>
        </div>
        <NumberNotice checked={checked.data} />
        <div className="fields">
          <Form.Item name="name" label={t("name")} rules={needed}>
            <Input autoComplete="off" maxLength={NAME_CHARS_MAX} />
          </Form.Item>
          {!elsewhere && <NewPersonFields />}
          <Form.Item name="reason" label={t("visit.reason")} rules={needed} className="wide">
            <Input autoComplete="off" maxLength={REASON_CHARS_MAX} placeholder={t("visit.reason_hint")} />
          </Form.Item>
        </div>
        <SharingField elsewhere={elsewhere} />
        <FormProblem form={form} problem={register.problem} frame={frame} onConflict={refused}>
          {elsewhere && register.problem?.status === 404 && t("register.name_differs")}
        </FormProblem>
        <div className="form-foot">
          <Button type="primary" htmlType="submit" loading={register.busy}>
            {t(elsewhere ? "register.submit_elsewhere" : "register.submit")}
          </Button>
        </div>
      </Form>
    </div>
  );
}
