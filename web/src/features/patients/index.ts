import { lazily } from "../../shared/ui/lazily";

export { type Patient, useArrivals, usePatient } from "./usePatients";
/** Ctrl+K anywhere, and wherever somebody is to be named. */
export const PatientSearch = lazily(async () => (await import("./find/PatientPalette")).PatientPalette);
/** Who this is, with allergies, above work that is about him. */
export const PatientHeader = lazily(async () => (await import("./chart/PatientHeader")).PatientHeader);
/** The consents, each to be asked right there. */
export const ConsentList = lazily(async () => (await import("./chart/ConsentList")).ConsentList);
