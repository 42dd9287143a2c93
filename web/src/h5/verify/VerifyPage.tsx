import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { client, told } from "../../api/client";
import type { components } from "../../api/generated/openapi";
import { asProblem } from "../../api/problem";
import { timeText } from "../../shared/time/format";
import { Frame } from "../Frame";
import { CodeForm } from "./CodeForm";
import { fours } from "./code";

type Verified = components["schemas"]["VerifyOut"];
type Told = { at: "asking" | "none" | "unknown" | "unreachable" } | { at: "found"; paper: Verified };

async function look(code: string): Promise<Told> {
  if (code === "") return { at: "none" };
  try {
    const paper = await told(client.GET("/api/verify/{verify_code}", { params: { path: { verify_code: code } } }));
    return { at: "found", paper };
  } catch (thrown) {
    const { status } = asProblem(thrown);
    return { at: status === 404 || status === 422 ? "unknown" : "unreachable" };
  }
}

/** What anybody who holds a paper may learn: whether it is ours, and the hash to compare. Nothing about a person. */
export function VerifyPage() {
  const { t } = useTranslation("h5");
  const code = decodeURIComponent(location.pathname.split("/")[2] ?? "");
  const [answer, setAnswer] = useState<Told>({ at: "asking" });
  const ask = useCallback(() => void look(code).then(setAnswer), [code]);
  useEffect(ask, [ask]);
  return (
    <Frame title={t("verify.title")} help={t("verify.help")}>
      {answer.at === "found" && <Valid paper={answer.paper} code={code} />}
      {answer.at === "unknown" && (
        <section className="h5-card h5-invalid" role="alert" data-testid="verify-unknown">
          <h2>{t("verify.unknown.title")}</h2>
          <p className="h5-hash">{code}</p>
          <p>{t("verify.unknown.help")}</p>
        </section>
      )}
      {(answer.at === "unknown" || answer.at === "none") && <CodeForm />}
      {answer.at === "unreachable" && (
        <section className="h5-card" role="alert" data-testid="unreachable">
          <h2>{t("seat.unreachable.title")}</h2>
          <button type="button" className="h5-primary" onClick={ask}>
            {t("again")}
          </button>
        </section>
      )}
    </Frame>
  );
}

function Valid({ paper, code }: { paper: Verified; code: string }) {
  const { t } = useTranslation("h5");
  const facts: [string, string][] = [
    ["code", code.toUpperCase()],
    ["institution", paper.institution],
    ["number", paper.number],
    ["version", String(paper.version)],
    ["signed_at", timeText(paper.signed_at)],
  ];
  return (
    <>
      <section className="h5-card h5-valid" data-testid="verify-valid">
        <h2>{t("verify.valid")}</h2>
        <dl className="h5-facts">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{t(`verify.${name}`)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section className="h5-card">
        <h2>{t("verify.sha256")}</h2>
        <p className="h5-hash" data-testid="verify-hash">
          {fours(paper.data_sha256).join(" ")}
        </p>
        <p>{t("verify.how")}</p>
      </section>
      <section className="h5-card">
        <h2>{t("verify.signatures")}</h2>
        <ul className="h5-list">
          {paper.signatures.map(({ role, institution, at, method }) => (
            <li key={`${role} ${at}`}>
              {t(`verify.role.${role}`)} · {institution}
              <br />
              <small className="muted">
                {timeText(at)} · {t(`verify.method.${method}`)}
              </small>
            </li>
          ))}
        </ul>
        <p className="muted">{t("verify.private")}</p>
      </section>
    </>
  );
}
