import type { ReactNode } from "react";

interface Props {
  title: ReactNode;
  /** Small facts beside the title: a count, an age. */
  aside?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A page: its title, its one row of actions, its content. */
export function PageShell({ title, aside, actions, children }: Props) {
  return (
    <section className="page">
      <header className="page-head">
        <h1>{title}</h1>
        {aside && <div className="page-aside">{aside}</div>}
        {actions && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </section>
  );
}
