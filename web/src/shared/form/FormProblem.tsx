import type { FormInstance } from "antd";
import { type ReactNode, type RefObject, useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { type FieldError, fieldPath, type Problem } from "../../api/problem";
import { ProblemLine } from "../ui/ProblemLine";

interface Props {
  form: FormInstance;
  problem: Problem | null;
  /** Where the fields are, to find the first wrong one as the eye does. */
  frame: RefObject<HTMLElement | null>;
  /** Somebody was faster, or the moment is wrong: look again at what the form stands on. */
  onConflict?: (refused: Problem) => void;
  children?: ReactNode;
}

export function focusFirstWrong(frame: HTMLElement | null): void {
  requestAnimationFrame(() => frame?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}

function isPlaced(form: FormInstance, { pointer }: FieldError): boolean {
  const path = fieldPath(pointer).join("/");
  return form.getFieldsError().some(({ name }) => name.join("/") === path);
}

/** The server's refusal of a form: each error at its field, the focus at the first, what was typed untouched. */
export function FormProblem({ form, problem, frame, onConflict, children }: Props) {
  const { t } = useTranslation("shared");
  const text = ({ message, code }: FieldError) => message ?? t("field_wrong", { code });

  const show = useEffectEvent((refused: Problem) => {
    if (refused.status === 409) onConflict?.(refused);
    const placed = refused.fields.filter((error) => isPlaced(form, error));
    if (placed.length === 0) return;
    form.setFields(placed.map((error) => ({ name: fieldPath(error.pointer), errors: [text(error)] })));
    focusFirstWrong(frame.current);
  });
  useEffect(() => {
    if (problem) show(problem);
  }, [problem]);

  // The session ended: the dialog over the page asks, the form has nothing to say about it.
  if (!problem || problem.code === "unauthenticated") return null;
  return (
    <ProblemLine problem={problem}>
      {children}
      {problem.unanswered && t("nothing_lost")}
      {problem.fields
        .filter((error) => !isPlaced(form, error))
        .map((error) => (
          <div key={error.pointer + error.code}>
            {text(error)} <code>{error.pointer}</code>
          </div>
        ))}
    </ProblemLine>
  );
}
