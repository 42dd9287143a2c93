import { Button, Form, type FormInstance } from "antd";
import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Draft } from "../../../api/draft";
import { DraftLine } from "../../../shared/form/DraftLine";
import { FormProblem, focusFirstWrong } from "../../../shared/form/FormProblem";
import { RestoredDraft } from "../../../shared/form/RestoredDraft";
import { isOfAnotherCase } from "../opinion/opinion";
import { Blockers, type Jumps } from "./Blockers";
import { blockersOf, type Looked, type Refusal, withRefusals } from "./blockers";
import { Fields } from "./fields/Fields";
import { PreviewDrawer } from "./preview/PreviewDrawer";
import { type Act, type Prepared, usePrepare } from "./useConclusion";
import { draftOf, sentOf, type Values, valuesOf } from "./values";

interface Props extends Jumps {
  caseId: string;
  draft: Draft;
  looked: Looked;
}

/** What the chair writes: kept every second, shown as the paper that it becomes, signed only there. */
export function ConclusionForm({ caseId, draft, looked, ...jumps }: Props) {
  const { t } = useTranslation("conclusion");
  const [form] = Form.useForm<Values>();
  const frame = useRef<HTMLDivElement>(null);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const [shown, setShown] = useState<{ act: Act; given: Prepared }>();
  const prepare = usePrepare(caseId, (act, given) => {
    setRefusals(act.refusals);
    setShown({ act, given });
  });

  const show = () => {
    const values = form.getFieldsValue(true) as Values;
    prepare.send({ values, sent: sentOf(values, looked.questions) });
  };
  const press = (event: KeyboardEvent) => {
    // Dialogs opened from here hang in the page elsewhere; their keys are theirs.
    const isInside = event.currentTarget.contains(event.target as Node);
    if (isInside && event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.submit();
  };
  return (
    <div ref={frame} className="conclusion">
      <RestoredDraft draft={draft} />
      {isOfAnotherCase(draft.found?.content, caseId) && <p className="stands-against">{t("other_case")}</p>}
      {/* The keys come from the fields inside. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div role="group" aria-label={t("title")} onKeyDown={press}>
        <Form<Values>
          form={form}
          name="conclusion"
          layout="vertical"
          requiredMark={false}
          initialValues={valuesOf(draft.found?.content, t("limits_from_start"))}
          onValuesChange={() => draft.keep(draftOf(form.getFieldsValue(true) as Values, caseId))}
          onFinish={show}
          onFinishFailed={() => focusFirstWrong(frame.current)}
        >
          <div className="conclusion-columns">
            <Fields questions={looked.questions} />
            <section className="still-open" aria-labelledby="conclusion_open">
              <h3 id="conclusion_open" tabIndex={-1}>
                {t("before_signing")}
              </h3>
              <StillOpen form={form} caseId={caseId} looked={looked} refusals={refusals} {...jumps} />
            </section>
          </div>
          <FormProblem form={form} problem={prepare.problem} frame={frame} />
          <div className="conclusion-foot">
            <DraftLine draft={draft} />
            <OpenCount form={form} looked={looked} refusals={refusals} />
            <span className="foot-keys muted">
              <kbd>Ctrl</kbd> <kbd>Enter</kbd>
            </span>
            <Button type="primary" htmlType="submit" loading={prepare.busy}>
              {t("preview_and_sign")}
            </Button>
          </div>
        </Form>
      </div>
      {shown && (
        <PreviewDrawer
          key={shown.act.act_id}
          caseId={caseId}
          act={shown.act}
          looked={looked}
          again={prepare}
          onAgain={() => prepare.send(shown.given)}
          onSigned={draft.discard}
          onClose={() => setShown(undefined)}
        />
      )}
    </div>
  );
}

interface OpenProps {
  form: FormInstance<Values>;
  looked: Looked;
  refusals: readonly Refusal[];
}

/** Looked at anew with every letter; only what shows it is drawn again, not the fields. */
function useBlockers({ form, looked, refusals }: OpenProps) {
  const values = Form.useWatch((now: Values) => now, form) as Values | undefined;
  return values?.answers === undefined ? [] : withRefusals(blockersOf(values, looked), refusals);
}

function StillOpen({ caseId, form, looked, refusals, ...jumps }: OpenProps & Jumps & { caseId: string }) {
  const { t } = useTranslation("conclusion");
  const blockers = useBlockers({ form, looked, refusals });
  return (
    <>
      <p className="muted" role="status">
        {blockers.length === 0 ? t("nothing_open") : t("open", { count: blockers.length })}
      </p>
      <Blockers caseId={caseId} blockers={blockers} hasForm {...jumps} />
    </>
  );
}

/** Always in sight while one writes; leads to the list. */
function OpenCount(props: OpenProps) {
  const { t } = useTranslation("conclusion");
  const { length: count } = useBlockers(props);
  if (count === 0) return null;
  return (
    <button type="button" className="jump open-count" onClick={toList}>
      {t("open_count", { count })}
    </button>
  );
}

function toList(): void {
  const title = document.querySelector<HTMLElement>("#conclusion_open");
  title?.scrollIntoView({ block: "center" });
  title?.focus({ preventScroll: true });
}
