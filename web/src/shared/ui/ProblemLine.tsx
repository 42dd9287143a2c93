import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "../../api/problem";

interface Props {
  problem: unknown;
  retry?: (() => unknown) | undefined;
  retryLabel?: string | undefined;
  /** What still works, or what to do instead. */
  children?: ReactNode;
}

/** What went wrong, in the server's sentence or ours, with the way on. Spoken at once by screen readers. */
export function ProblemLine({ problem, retry, retryLabel, children }: Props) {
  const { t } = useTranslation("shared");
  const { code, title } = asProblem(problem);
  return (
    <div className="problem" role="alert">
      <span className="problem-mark" aria-hidden>
        !
      </span>
      <div>
        <p>{title ?? t(`problem.${code}`, { defaultValue: t("problem.unreadable") })}</p>
        {children && <div className="problem-more">{children}</div>}
      </div>
      {retry && (
        <Button size="small" onClick={() => void retry()}>
          {retryLabel ?? t("retry")}
        </Button>
      )}
    </div>
  );
}
