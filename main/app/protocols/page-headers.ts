import { trustedTypesPolicyName } from './trusted-types-policy.ts';

/**
 * The page's content security policy: nothing but this app's own files and the clips. Styles that a
 * library adds as an element carry the nonce; style attributes are set through the CSSOM, which is allowed.
 */
export function contentSecurityPolicy(nonce: string, mayCompileWasm = false): string {
  return [
    "default-src 'none'",
    `script-src 'self'${mayCompileWasm ? " 'wasm-unsafe-eval'" : ''}`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "font-src 'self'",
    'media-src media: blob:',
    "connect-src 'self' media:",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${trustedTypesPolicyName}`,
  ].join('; ');
}

/**
 * The page that measures and its worker: the only ones that may compile WebAssembly. A worker's policy is that of its
 * own file, so it is known by its name.
 */
export function mayCompileWasm(pathname: string): boolean {
  return pathname === '/evidence.html' || /^\/assets\/measuring-worker-[\w-]+\.js$/.test(pathname);
}

/** The headers of every file of the page. Isolation from other origins gives it SharedArrayBuffer. */
export function pageHeaders(
  contentType: string,
  nonce: string,
  pathname = '/',
): Record<string, string> {
  return {
    'Content-Type': contentType,
    'Content-Security-Policy': contentSecurityPolicy(nonce, mayCompileWasm(pathname)),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), display-capture=(), usb=()',
    'Cache-Control': 'no-cache',
  };
}
