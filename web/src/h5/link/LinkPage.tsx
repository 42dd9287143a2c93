import { type FormEvent, useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { client, told } from "../../api/client";
import type { components } from "../../api/generated/openapi";
import { asProblem, type Problem } from "../../api/problem";

type Link = components["schemas"]["LinkOut"];

const CHARACTERS = 4;
/** While the server could not be asked yet. */
const LOOK_EVERY_MS = 4_000;
/** Refusals after which this link opens nothing any more. */
const DEAD = new Set(["not-found", "invalid", "link-used", "link-dead", "link-expired"]);

/** Loading it spends nothing and binds nothing; only the deliberate press does. */
export function LinkPage({ token, onEntered }: { token: string; onEntered: () => void }) {
  const { t } = useTranslation("h5");
  const field = useId();
  const [link, setLink] = useState<Link>();
  const [problem, setProblem] = useState<Problem>();
  const [typed, setTyped] = useState("");
  const [isBusy, setBusy] = useState(false);

  const isDead = problem !== undefined && DEAD.has(problem.code) && (problem.code !== "invalid" || link === undefined);
  const isKnown = link !== undefined || isDead;
  useEffect(() => {
    if (isKnown) return undefined;
    const look = async () => {
      try {
        setLink(await told(client.POST("/api/guest/link", { body: { token } })));
        setProblem(undefined);
      } catch (thrown) {
        setProblem(asProblem(thrown));
      }
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [token, isKnown]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      await told(client.POST("/api/guest/enter", { body: { token, last_four: typed } }));
      onEntered();
    } catch (thrown) {
      const refusal = asProblem(thrown);
      const { tries_left: tries } = refusal.facts;
      if (typeof tries === "number") setLink((before) => before && { ...before, tries_left: tries });
      if (!refusal.unanswered) setTyped("");
      setProblem(refusal);
    } finally {
      setBusy(false);
    }
  };

  if (isDead) {
    return (
      <section className="h5-card" role="alert" data-testid="dead-link" data-code={problem.code}>
        <h2>{t(`link.dead.${problem.code}`)}</h2>
        <p>{t("link.dead.help")}</p>
      </section>
    );
  }
  return (
    <form className="h5-card" onSubmit={(event) => void submit(event)}>
      <h2>{link?.place_name ? t("link.invited", { place: link.place_name }) : t("link.title")}</h2>
      <p>{t("link.why")}</p>
      <label className="h5-label" htmlFor={field}>
        {t("link.last_four")}
      </label>
      <input
        id={field}
        className="h5-code"
        value={typed}
        maxLength={CHARACTERS}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        aria-describedby={`${field}-hint`}
        aria-invalid={problem !== undefined}
        onChange={({ target }) => setTyped(target.value)}
      />
      <p id={`${field}-hint`} className="muted">
        {t("link.hint")}
      </p>
      {problem && (
        <div className="h5-problem" role="alert">
          <p data-testid="entry-problem">{problem.unanswered ? t("link.offline") : problem.title}</p>
          {link && !problem.unanswered && <p data-testid="tries-left">{t("link.tries", { count: link.tries_left })}</p>}
        </div>
      )}
      <button type="submit" className="h5-primary" disabled={isBusy || typed.length < CHARACTERS}>
        {t("link.enter")}
      </button>
    </form>
  );
}
