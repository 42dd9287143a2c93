import type { ReactNode } from "react";

interface Props {
  tone: "calm" | "warning" | "error";
  testId?: string;
  children: ReactNode;
}

/** One thing that stands above the tiles until it is settled. */
export function Notice({ tone, testId, children }: Props) {
  return (
    <div className={`notice notice-${tone}`} role={tone === "calm" ? "status" : "alert"} data-testid={testId}>
      {children}
    </div>
  );
}
