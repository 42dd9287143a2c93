import { lazily } from "../../shared/ui/lazily";

export { firstWriting, isWriting, writingsFor } from "./entry/writings";
export { RecordTimeline } from "./timeline/RecordTimeline";
export const WritingDrawer = lazily(async () => (await import("./entry/WritingDrawer")).WritingDrawer);
