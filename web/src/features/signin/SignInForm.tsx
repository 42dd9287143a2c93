import { Button, Form, Input, Tag } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { ProblemLine } from "../../shared/ui/ProblemLine";
import "./signin.css";
import { codeAt, seedOf } from "./demo/totp";
import type { DemoPerson } from "./demo/useDemo";
import { type Credentials, useSignIn } from "./useSignIn";

interface Props {
  /** In a demonstration: whose form it is. */
  person?: DemoPerson | undefined;
  /** The only login that may sign in here: the page belongs to somebody. */
  login?: string;
  onDone: (userId: string) => void;
}

const CODE_DIGITS = 6;

export function SignInForm({ person, login, onDone }: Props) {
  const { t } = useTranslation("signin");
  const [form] = Form.useForm<Credentials>();
  const signIn = useSignIn(onDone);

  useEffect(() => {
    if (person) form.setFieldsValue({ login: person.login, password: person.password });
  }, [form, person]);

  const fillCode = async (seed: string) => {
    form.setFieldValue("code", await codeAt(seedOf(seed), Date.now()));
    form.focusField("code");
  };
  const wait = signIn.error?.facts.retry_after_s;

  return (
    <Form<Credentials>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ login, password: "", code: "" }}
      onFinish={(given) => signIn.mutate({ ...given, code: given.code.replaceAll(/\s/g, "") })}
    >
      <Form.Item name="login" label={t("login")} rules={[{ required: true, message: t("login_missing") }]}>
        <Input autoComplete="username" autoFocus={!person} disabled={login !== undefined} spellCheck={false} />
      </Form.Item>
      <Form.Item name="password" label={t("password")} rules={[{ required: true, message: t("password_missing") }]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item
        name="code"
        label={t("code")}
        extra={t("code_hint")}
        normalize={(typed: string) => typed.replaceAll(/\D/g, "").slice(0, CODE_DIGITS)}
        rules={[{ required: true, len: CODE_DIGITS, message: t("code_missing") }]}
      >
        <Input autoComplete="one-time-code" inputMode="numeric" className="code-input" />
      </Form.Item>
      {person && (
        <Button className="demo-code" onClick={() => void fillCode(person.totp_uri)}>
          <Tag className="demo-tag">{t("demo")}</Tag>
          {t("fill_code")}
        </Button>
      )}
      {signIn.error && (
        <ProblemLine problem={signIn.error}>
          {typeof wait === "number" && t("wait", { count: Math.ceil(wait / 60) })}
        </ProblemLine>
      )}
      <Button type="primary" htmlType="submit" block size="large" loading={signIn.isPending}>
        {t("submit")}
      </Button>
    </Form>
  );
}
