/**
 * The first module of every entry: what the content security policy asks of the page.
 * Invariant: no script text and no HTML string is ever made from data; script addresses are ours or `blob:`.
 * Source: security.md §7.2.
 */

interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(address: string): string }): unknown;
}

export function isOwnScript(address: string, origin: string): boolean {
  if (address.startsWith("blob:")) return new URL(address).origin === origin;
  return new URL(address, origin).origin === origin;
}

/** Workers and the service worker throw without a `default` policy; HTML and script text stay refused. */
function declarePolicy(): void {
  const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
  factory?.createPolicy("default", {
    createScriptURL(address) {
      if (isOwnScript(address, location.origin)) return address;
      throw new TypeError(`refused script address: ${address}`);
    },
  });
}

/** The server writes a fresh value into the page for the styles that antd makes at run time. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";
}

declarePolicy();
