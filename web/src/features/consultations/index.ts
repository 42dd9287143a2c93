import { words } from "../../shared/i18n";
import { lazily } from "../../shared/ui/lazily";

/** The workbench's rail: cases that wait for whoever looks. */
export const WaitingCases = lazily(async () => (await import("./list/WaitingCases")).WaitingCases);
/** The workbench of whoever works in no store: his cases. */
export const OpenCases = lazily(async () => (await import("./list/OpenCases")).OpenCases);
export { refreshCases, useCase } from "./useCases";
export { useSpecialtyName } from "./useSpecialties";
/** What was asked, beside the talk about it. */
export const CaseAsked = lazily(async () => (await import("./case/CaseAsked")).CaseAsked);
/** One's own opinion and the others'; on the case's page and in the room. */
export const OpinionPane = lazily(async () => {
  const [pane] = await Promise.all([import("./opinion/OpinionPane"), words("opinion")]);
  return pane.OpinionPane;
});
/** The conclusion: written and signed by the chair, awaited or read by the others. */
export const ConclusionPane = lazily(async () => {
  const [pane] = await Promise.all([import("./conclusion/ConclusionPane"), words("conclusion", "rooms", "terms")]);
  return pane.ConclusionPane;
});
/** The signed report: its mark, its verify code, the paper as a file. */
export const ReportCard = lazily(async () => {
  const [card] = await Promise.all([import("./conclusion/report/ReportCard"), words("conclusion")]);
  return card.ReportCard;
});
