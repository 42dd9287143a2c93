import { lazily } from "../../shared/ui/lazily";

/** The workbench's rail: cases that wait for whoever looks. */
export const WaitingCases = lazily(async () => (await import("./list/WaitingCases")).WaitingCases);
/** The workbench of whoever works in no store: his cases. */
export const OpenCases = lazily(async () => (await import("./list/OpenCases")).OpenCases);
