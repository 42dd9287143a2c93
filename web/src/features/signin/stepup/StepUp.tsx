import { Button, Form, Input, Modal } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "../../../api/problem";
import { ProblemLine } from "../../../shared/ui/ProblemLine";
import "../signin.css";
import { useMe } from "../useMe";
import { useDemoCode } from "./useDemoCode";

interface Props {
  /** What is proven, in words: one code proves this one act. */
  title: string;
  submitLabel: string;
  busy: boolean;
  /** The refusal of the act; a wrong code is shown at the code. */
  problem: Problem | null;
  /** The value of the header `Huizhen-Proof`. */
  onProof: (proof: string) => void;
  onClose: () => void;
  /** The words that the code is given for. */
  children?: ReactNode;
}

const CODE_DIGITS = 6;

/** Asks the one-time code for one act. Enter sends; a demonstration shows the current code, marked as such. */
export function StepUp({ title, submitLabel, busy, problem, onProof, onClose, children }: Props) {
  const { t } = useTranslation("signin");
  const [form] = Form.useForm<{ code: string }>();
  const me = useMe();
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      okText={submitLabel}
      cancelText={t("shared:cancel")}
      confirmLoading={busy}
      onOk={() => form.submit()}
      mask={{ closable: false }}
      width={children ? 600 : 440}
    >
      {children}
      <p className="muted">{t("step_up.hint")}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ code }) => !busy && onProof(`totp ${code}`)}
      >
        <Form.Item
          name="code"
          label={t("code")}
          normalize={(typed: string) => typed.replaceAll(/\D/g, "").slice(0, CODE_DIGITS)}
          rules={[{ required: true, len: CODE_DIGITS, message: t("code_missing") }]}
        >
          <Input autoFocus autoComplete="one-time-code" inputMode="numeric" className="code-input" />
        </Form.Item>
      </Form>
      {me.demo && <DemoCode onFill={(code) => form.setFieldValue("code", code)} />}
      {problem && <ProblemLine problem={problem}>{problem.unanswered && t("shared:nothing_lost")}</ProblemLine>}
    </Modal>
  );
}

function DemoCode({ onFill }: { onFill: (code: string) => void }) {
  const { t } = useTranslation("signin");
  const code = useDemoCode();
  return (
    <p className="demo-now">
      <span className="demo-tag">{t("demo")}</span>
      {t("step_up.now")} <strong className="numeric">{code ?? "······"}</strong>
      <Button
        size="small"
        disabled={code === undefined}
        onClick={() => {
          if (code) onFill(code);
        }}
      >
        {t("step_up.fill")}
      </Button>
    </p>
  );
}
