import { Alert, Form, Input, Radio } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { client, told } from "../../../api/client";
import { DateInput } from "../../../shared/form/DateInput";
import { FormDrawer } from "../../../shared/form/FormDrawer";
import { ProblemLine } from "../../../shared/ui/ProblemLine";
import { TextBox } from "../../../shared/form/TextBox";
import { CRITICALITIES } from "../entry/AllergyForm";
import { type Clash, clashes } from "./clashes";
import { ClashChoice } from "./ClashChoice";
import { type Body, type Field, fieldsOf, labelOf, patchOf } from "./readable";
import { type DocumentOut, type Place, useAmend } from "./useDocument";

interface Props {
  place: Place;
  title: string;
  document: DocumentOut;
  onClose: () => void;
}

type Typed = Record<string, string>;

/** A correction. Whoever was overtaken sees both texts and chooses by field; nothing is overwritten unseen. */
export function AmendForm({ place, title, document, onClose }: Props) {
  const { t } = useTranslation("records");
  const [form] = Form.useForm();
  const [base, setBase] = useState(document);
  const [found, setFound] = useState<Clash[]>([]);
  const amend = useAmend(place, onClose);
  const fields = fieldsOf(place.kind, base.body as Body);

  const send = async (given: { fields: Record<string, string | null> }) => {
    const typed = byPointer(fields, given.fields);
    const patch = patchOf(fields, typed);
    if (Object.keys(patch).length === 0) return onClose();
    amend.send({ patch, etag: base.etag });
  };

  const seeBoth = async () => {
    const typed = byPointer(fields, form.getFieldsValue().fields);
    const params = { path: { patient_id: place.patientId, kind: place.kind, document_id: place.documentId } };
    const latest = await told(client.GET("/api/patients/{patient_id}/documents/{kind}/{document_id}", { params }));
    const theirs = fieldsOf(place.kind, latest.body as Body);
    setFound(clashes(fields, theirs, typed));
    // What only they changed becomes the ground of mine; what both changed waits for a choice.
    const kept = Object.fromEntries(
      theirs.map((field) => {
        const before = fields.find(({ pointer }) => pointer === field.pointer);
        const mine = typed[field.pointer];
        return [field.pointer, mine !== undefined && mine !== before?.text ? mine : field.text];
      }),
    );
    form.setFieldsValue({ fields: byName(theirs, kept) });
    setBase(latest);
    amend.reset();
  };
  const stale = amend.problem?.code === "stale";

  return (
    <FormDrawer
      title={t("amend.title", { title })}
      submitLabel={t("amend.submit")}
      busy={amend.busy}
      onSubmit={() => form.submit()}
      onClose={onClose}
    >
      {found.length > 0 && <Alert className="above" type="warning" showIcon title={t("amend.both_changed")} />}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ fields: byName(fields, {}) }}
        onFinish={(given) => void send(given)}
      >
        {fields.map((field, at) => (
          <div key={field.pointer}>
            <Form.Item name={["fields", String(at)]} label={labelOf(field, t)}>
              <AmendBox field={field} />
            </Form.Item>
            <ClashChoice
              clash={found.find(({ pointer }) => pointer === field.pointer)}
              onChoose={(text) => form.setFieldValue(["fields", String(at)], text)}
            />
          </div>
        ))}
      </Form>
      {amend.problem && (
        <ProblemLine problem={amend.problem} retry={stale ? seeBoth : undefined} retryLabel={stale ? t("amend.see_both") : undefined}>
          {amend.problem.unanswered && t("shared:nothing_lost")}
          {amend.problem.fields.map(({ pointer, message }) => (
            <div key={pointer}>{message}</div>
          ))}
        </ProblemLine>
      )}
    </FormDrawer>
  );
}

interface BoxProps {
  field: Field;
  id?: string;
  value?: string;
  onChange?: (next: unknown) => void;
}

function AmendBox({ field, ...box }: BoxProps) {
  const { t } = useTranslation("records");
  if (field.kind === "text") return <TextBox {...box} rows={2} />;
  if (field.kind === "date") return <DateInput {...box} notAfterToday />;
  if (field.kind === "criticality") {
    const options = CRITICALITIES.map((value) => ({ value: value.replaceAll("_", "-"), label: t(`criticality.${value}`) }));
    return <Radio.Group {...box} optionType="button" options={options} />;
  }
  return <Input {...box} disabled={!field.amendable} suffix={field.unit} className="numeric" />;
}

/** antd reads dots and slashes in names as paths; a field's place in the list is a name without meaning. */
function byName(fields: readonly Field[], typed: Typed): Typed {
  return Object.fromEntries(fields.map(({ pointer, text }, at) => [String(at), typed[pointer] ?? text]));
}

function byPointer(fields: readonly Field[], given: Record<string, string | null>): Typed {
  return Object.fromEntries(fields.map(({ pointer }, at) => [pointer, given[String(at)] ?? ""]));
}
