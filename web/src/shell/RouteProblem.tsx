import { useRouter } from "@tanstack/react-router";
import { PageShell } from "../shared/ui/PageShell";
import { ProblemLine } from "../shared/ui/ProblemLine";

/** A page that could not be shown; the menu and the other pages still work. */
export function RouteProblem({ error }: { error: unknown }) {
  const router = useRouter();
  return (
    <PageShell title="">
      <ProblemLine problem={error} retry={() => router.invalidate()} />
    </PageShell>
  );
}
