/** Set when the server no longer knows the session; the shell then asks to sign in over the page, which stays. */
import { createStore } from "../shared/store";

export const sessionEnded = createStore(false);
