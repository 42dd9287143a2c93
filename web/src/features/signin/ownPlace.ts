/** Only a place inside this application may be returned to after sign-in. */
export function ownPlace(asked: unknown): string {
  return typeof asked === "string" && /^\/(?![/\\])/.test(asked) ? asked : "/";
}
