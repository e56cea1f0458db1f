/** The nonce under which the page's policy lets a library add a style element; empty without a policy. */
export function cspNonce(page: Document): string {
  return page.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}
