import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, extname, join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

const repository = resolve(import.meta.dirname, '../..');

/** The strict policy of the real page, with clips from the same origin. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'nonce-harness'",
  "img-src 'self' data:",
  "font-src 'self'",
  "media-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
].join('; ');

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.mp4': 'video/mp4',
  '.webm': 'video/webm',
};

export type DeskPage = { readonly url: string; close(): Promise<void> };

/** Builds the page over the fake desk and serves it with these clips, under the real page's policy. */
export async function serveDeskPage(clips: readonly string[]): Promise<DeskPage> {
  const outDir = join(tmpdir(), `second-look-desk-page-${process.pid}`);
  await build({
    configFile: false,
    root: join(repository, 'test/app/ui/page'),
    base: '/',
    logLevel: 'warn',
    plugins: [react()],
    worker: { format: 'es' },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'chrome130',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
  });
  const byName = new Map(clips.map((file) => [basename(file), file]));
  const server = createServer((request, response) => {
    void reply(request, response).catch(() => response.destroy());
  });

  async function reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const clip = path.startsWith('/clip/')
      ? byName.get(decodeURIComponent(path.slice('/clip/'.length)))
      : undefined;
    if (clip) return sendRange(request, response, clip);
    const list = JSON.stringify([...byName.keys()].map((name) => `/clip/${name}`));
    const file = join(outDir, path === '/' ? 'index.html' : path);
    const bytes = path === '/clips.json' ? list : await readFile(file).catch(() => null);
    response.writeHead(bytes === null ? 404 : 200, {
      'content-type':
        types[extname(path === '/' ? 'index.html' : path)] ?? 'application/octet-stream',
      'content-security-policy': policy,
    });
    response.end(bytes ?? '');
  }

  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => new Promise((done) => server.close(() => done()).closeAllConnections()),
  };
}

async function sendRange(
  request: IncomingMessage,
  response: ServerResponse,
  file: string,
): Promise<void> {
  const { size } = await stat(file);
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const from = range ? Number(range[1]) : 0;
  const to = range?.[2] ? Math.min(size - 1, Number(range[2])) : size - 1;
  const headers = {
    'content-type': types[extname(file)] ?? 'video/mp4',
    'accept-ranges': 'bytes',
    'content-length': String(to - from + 1),
  };
  response.writeHead(
    range ? 206 : 200,
    range ? { ...headers, 'content-range': `bytes ${from}-${to}/${size}` } : headers,
  );
  createReadStream(file, { start: from, end: to }).pipe(response);
}
