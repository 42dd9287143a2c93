import { lazily } from "../../shared/ui/lazily";

export { ownPlace } from "./ownPlace";
export { followPerson } from "./person";
export { isAboutProof } from "./stepup/proof";
export { SignInAgain } from "./again/SignInAgain";
export { type Me, meQuery, signInQuery, useMay, useMe } from "./useMe";
export { useSignOut } from "./useSignIn";

/** Asks the one-time code of one act. */
export const StepUp = lazily(async () => (await import("./stepup/StepUp")).StepUp);
