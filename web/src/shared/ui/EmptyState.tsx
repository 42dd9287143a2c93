import type { ReactNode } from "react";

/** Nothing here: one sentence that says so and the next step. */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty" role="status">
      <p>{title}</p>
      {children && <div className="empty-steps">{children}</div>}
    </div>
  );
}
