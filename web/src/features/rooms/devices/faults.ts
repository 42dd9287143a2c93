/** Why a camera or a microphone gives nothing, as far as the browser tells. Pure. Source: W3C Media Capture, getUserMedia. */

export type Device = "camera" | "microphone";
/** `insecure`: the page came over a plain line, where a browser gives no device at all. */
export type Fault = "denied" | "none" | "busy" | "insecure" | "other";

const BY_NAME: Readonly<Record<string, Fault>> = {
  NotAllowedError: "denied",
  PermissionDeniedError: "denied",
  SecurityError: "denied",
  NotFoundError: "none",
  DevicesNotFoundError: "none",
  OverconstrainedError: "none",
  NotReadableError: "busy",
  TrackStartError: "busy",
  AbortError: "busy",
};

export function faultOf(thrown: unknown): Fault {
  const name = thrown instanceof Error || thrown instanceof DOMException ? thrown.name : "";
  return BY_NAME[name] ?? "other";
}

/** The browser's own word for where its lock or camera icon stands. */
export type Browser = "chromium" | "safari" | "firefox";

export function browserOf(agent: string): Browser {
  if (agent.includes("Firefox/")) return "firefox";
  return /Chrome\/|Chromium\//.test(agent) ? "chromium" : "safari";
}
