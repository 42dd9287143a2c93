import { sessionEnded } from "../../../api/session";
import { useStore } from "../../../shared/store";
import { lazily } from "../../../shared/ui/lazily";

const AgainDialog = lazily(async () => (await import("./AgainDialog")).AgainDialog);

/** The session ended while somebody worked: he signs in over his page, which keeps every typed word. */
export function SignInAgain() {
  return useStore(sessionEnded) ? <AgainDialog /> : null;
}
