import { Form } from "antd";
import { type ReactNode, useRef } from "react";
import { useTranslation } from "react-i18next";
import { type Draft, useDraft } from "../../../api/draft";
import { queries } from "../../../api/query";
import { useSubmission } from "../../../api/submission";
import { DraftLine } from "../../../shared/form/DraftLine";
import { FormDrawer } from "../../../shared/form/FormDrawer";
import { FormProblem, focusFirstWrong } from "../../../shared/form/FormProblem";
import { RestoredDraft } from "../../../shared/form/RestoredDraft";
import { SkeletonRows } from "../../../shared/ui/SkeletonRows";
import { recordKeys } from "../recordKeys";
import type { Writing } from "./writings";

interface Props<Values> {
  patientId: string;
  writing: Writing;
  initial: Partial<Values>;
  send: (values: Values, key: string) => Promise<unknown>;
  onClose: () => void;
  children: ReactNode;
}

const SKELETON_ROWS = 4;

/** A form that adds to the record: draft, submission, errors at their fields; the fields are the children. */
export function WritingFrame<Values extends object>(props: Props<Values>) {
  const draft = useDraft(props.writing, props.patientId);
  if (draft.found === undefined) return <SkeletonRows rows={SKELETON_ROWS} />;
  return <Opened key={draft.found ? "kept" : "fresh"} {...props} draft={draft} />;
}

function Opened<Values extends object>(props: Props<Values> & { draft: Draft }) {
  const { patientId, writing, initial, send, draft, onClose } = props;
  const { t } = useTranslation("records");
  const [form] = Form.useForm<Values>();
  const frame = useRef<HTMLDivElement>(null);
  const submission = useSubmission(send, () => {
    draft.discard();
    for (const queryKey of recordKeys(patientId)) void queries.invalidateQueries({ queryKey });
    onClose();
  });
  return (
    <FormDrawer
      title={t(`writing.${writing}.title`)}
      submitLabel={t(`writing.${writing}.submit`)}
      extra={<DraftLine draft={draft} />}
      busy={submission.busy}
      onSubmit={() => form.submit()}
      onClose={onClose}
    >
      <div ref={frame}>
        <RestoredDraft draft={draft} />
        <Form<Values>
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ ...initial, ...draft.found?.content }}
          onValuesChange={(_, values) => draft.keep(values as Record<string, unknown>)}
          onFinish={(values) => submission.send(values)}
          onFinishFailed={() => focusFirstWrong(frame.current)}
        >
          {props.children}
        </Form>
        <FormProblem form={form} problem={submission.problem} frame={frame} />
      </div>
    </FormDrawer>
  );
}
