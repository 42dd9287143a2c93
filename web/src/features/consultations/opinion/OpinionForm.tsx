import { Button, Form } from "antd";
import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { client, told } from "../../../api/client";
import type { Draft } from "../../../api/draft";
import { queries } from "../../../api/query";
import { DraftLine } from "../../../shared/form/DraftLine";
import { FormProblem, focusFirstWrong } from "../../../shared/form/FormProblem";
import { RestoredDraft } from "../../../shared/form/RestoredDraft";
import { TextBox } from "../../../shared/form/TextBox";
import { isAboutProof, StepUp } from "../../signin";
import { place, useAct } from "../useCases";
import { isOfAnotherCase, type Moment, type Opinion, type OpinionDraft, type OpinionValues } from "./opinion";
import { OpinionWords } from "./SignedOpinion";

const TEXT_CHARS_MAX = 10_000;
const DISSENT_CHARS_MAX = 4000;

interface Props {
  caseId: string;
  draft: Draft;
  moment: Moment;
  /** What stands signed and would be followed by this one. */
  signed: Opinion | null;
  onDone: () => void;
}

interface Sent {
  text: string;
  dissent: string | null;
  proof: string;
}

/** An opinion on its way: kept every second, shown once more as it will be filed, signed under one code. */
export function OpinionForm({ caseId, draft, moment, signed, onDone }: Props) {
  const { t } = useTranslation("opinion");
  const [form] = Form.useForm<OpinionValues>();
  const frame = useRef<HTMLDivElement>(null);
  const [ready, setReady] = useState<Omit<Sent, "proof">>();
  const [isEarly, setEarly] = useState(false);
  const act = useAct(({ proof, ...body }: Sent, key) => sign(caseId, body, proof, key), () => {
    setReady(undefined);
    draft.discard();
    onDone();
  });

  const finish = ({ text, dissent }: OpinionValues) => {
    act.reset();
    if (moment === "early") return setEarly(true);
    setReady({ text: text?.trim() ?? "", dissent: dissent?.trim() || null });
  };
  const press = (event: KeyboardEvent) => {
    const isInside = event.currentTarget.contains(event.target as Node);
    if (isInside && event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.submit();
  };
  const problem = isAboutProof(act.problem) ? null : act.problem;
  const asksCode = ready !== undefined && (problem === null || problem.unanswered);
  return (
    <div ref={frame}>
      <RestoredDraft draft={draft} />
      {isOfAnotherCase(draft.found?.content, caseId) && <p className="stands-against">{t("other_case")}</p>}
      {/* The keys come from the fields inside. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div role="group" aria-label={t("own")} onKeyDown={press}>
        <Form<OpinionValues>
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ text: signed?.text, dissent: signed?.dissent ?? undefined, ...draft.found?.content }}
          onValuesChange={(_, values) => draft.keep({ ...values, case_id: caseId } satisfies OpinionDraft)}
          onFinish={finish}
          onFinishFailed={() => focusFirstWrong(frame.current)}
        >
          <Form.Item
            name="text"
            label={t("text")}
            extra={t("text_hint")}
            rules={[{ required: true, whitespace: true, message: t("shared:required") }]}
          >
            <TextBox rows={6} maxLength={TEXT_CHARS_MAX} />
          </Form.Item>
          <Form.Item name="dissent" label={t("dissent_optional")} extra={t("dissent_hint")}>
            <TextBox rows={2} maxLength={DISSENT_CHARS_MAX} />
          </Form.Item>
          {moment === "early" && (
            <p className={isEarly ? "stands-against" : "muted"} role={isEarly ? "alert" : undefined}>
              {t("early")}
            </p>
          )}
          {!asksCode && <FormProblem form={form} problem={problem} frame={frame} onConflict={() => setReady(undefined)} />}
          <div className="opinion-foot">
            <DraftLine draft={draft} />
            <span className="foot-keys muted">
              <kbd>Ctrl</kbd> <kbd>Enter</kbd>
            </span>
            {signed && (
              <Button
                onClick={() => {
                  draft.discard();
                  onDone();
                }}
              >
                {t("keep_signed")}
              </Button>
            )}
            <Button type="primary" htmlType="submit">
              {t(signed ? "sign_again" : "sign")}
            </Button>
          </div>
        </Form>
      </div>
      {asksCode && (
        <StepUp
          title={t("prove")}
          submitLabel={t("sign")}
          busy={act.busy}
          problem={act.problem}
          onProof={(proof) => act.send({ ...ready, proof })}
          onClose={() => setReady(undefined)}
        >
          {/* A long text is scrolled by keyboard. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <section className="signs-this" aria-label={t("signs_this")} tabIndex={0}>
            <OpinionWords {...ready} />
          </section>
        </StepUp>
      )}
    </div>
  );
}

/** Signs, and comes back when the page knows of it: the form must not stand empty beside the old text. */
async function sign(caseId: string, body: Omit<Sent, "proof">, proof: string, key: string): Promise<void> {
  const params = place(caseId, key);
  await told(
    client.POST("/api/consultations/{consultation_id}/opinion", {
      params: { ...params, header: { ...params.header, "Huizhen-Proof": proof } },
      body,
    }),
  );
  await queries.refetchQueries({ queryKey: ["get", "/api/consultations/{consultation_id}"] });
}
