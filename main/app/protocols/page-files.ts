import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { pageHeaders } from './page-headers.ts';
import { pageOrigin } from './page-origin.ts';
import { trustedTypesPath, trustedTypesScript } from './trusted-types-policy.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/**
 * Answers `app://desk/...` with the built page. Only files that were listed at the start are known, by
 * their whole path, so no address can leave the folder.
 */
export async function servePage(
  folder: string,
  newNonce: () => string,
): Promise<(request: Request) => Promise<Response>> {
  const files = await listFiles(folder);
  return async (request) => {
    const { origin, pathname } = addressOf(request.url);
    if (origin !== pageOrigin) return refusal(404);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405);
    const nonce = newNonce();
    if (pathname === trustedTypesPath) {
      return new Response(trustedTypesScript, { headers: pageHeaders(typeOf('.js'), nonce) });
    }
    const file = files.get(pathname === '/' ? '/index.html' : pathname);
    if (file === undefined) return refusal(404);
    const bytes = await readFile(file);
    const type = extname(file);
    const body = type === '.html' ? withNonce(bytes.toString('utf8'), nonce) : bytes;
    return new Response(body, { headers: pageHeaders(typeOf(type), nonce, pathname) });
  };
}

/** The page with its nonce where React Aria, wavesurfer and our own code look for it. */
export function withNonce(html: string, nonce: string): string {
  const head = `<meta name="csp-nonce" property="csp-nonce" nonce="${nonce}"><script src="${trustedTypesPath}"></script>`;
  return html.replace(/<head(\s[^>]*)?>/i, (opening) => opening + head);
}

function addressOf(url: string): { readonly origin: string; readonly pathname: string } {
  const { protocol, host, pathname } = new URL(url);
  return { origin: `${protocol}//${host}`, pathname: decoded(pathname) };
}

function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return '';
  }
}

async function listFiles(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const file = join(entry.parentPath, entry.name);
        return [`/${relative(folder, file).split(sep).join('/')}`, file];
      }),
  );
}

function typeOf(extension: string): string {
  return contentTypes[extension] ?? 'application/octet-stream';
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: { 'Content-Type': 'text/plain' } });
}
