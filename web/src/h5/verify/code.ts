/** Codes and hashes as papers print them: in fours. Pure. */

export function fours(text: string): string[] {
  return text.match(/.{1,4}/g) ?? [];
}

/** What somebody typed from a paper, however he set its hyphens, as the address of its page. */
export function codeOf(typed: string): string {
  return fours(typed.normalize("NFKC").toUpperCase().replaceAll(/[^0-9A-Z]/g, "")).join("-");
}
