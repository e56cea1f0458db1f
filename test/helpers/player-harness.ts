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
  '.mp4': 'video/mp4',
  '.webm': 'video/webm',
  '.mkv': 'video/x-matroska',
};

export type PlayerHarness = {
  readonly url: string;
  clipUrl(file: string): string;
  close(): Promise<void>;
};

/** Builds the harness page and serves it, with the clips it is told of, under the real page's policy. */
export async function servePlayerHarness(): Promise<PlayerHarness> {
  const outDir = join(tmpdir(), `second-look-harness-${process.pid}`);
  await build({
    configFile: false,
    root: join(repository, 'test/app/player/harness'),
    base: '/',
    logLevel: 'error',
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
  const clips = new Map<string, string>();
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const clip = path.startsWith('/clip/') ? clips.get(path.slice('/clip/'.length)) : undefined;
    if (clip) return sendRange(request, response, clip);
    const file = join(outDir, path === '/' ? 'index.html' : path);
    const bytes = await readFile(file).catch(() => null);
    response.writeHead(bytes ? 200 : 404, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': policy,
    });
    response.end(bytes ?? '');
  }

  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    url,
    clipUrl(file) {
      clips.set(basename(file), file);
      return `/clip/${basename(file)}`;
    },
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
    'content-type': types[extname(file)] ?? 'application/octet-stream',
    'accept-ranges': 'bytes',
    'content-length': String(to - from + 1),
  };
  if (range)
    response.writeHead(206, { ...headers, 'content-range': `bytes ${from}-${to}/${size}` });
  else response.writeHead(200, headers);
  createReadStream(file, { start: from, end: to }).pipe(response);
}
