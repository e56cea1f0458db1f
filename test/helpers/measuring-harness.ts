import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, extname, join, resolve } from 'node:path';
import { createHash } from 'node:crypto';
import { chromium, type Page } from 'playwright';
import { build } from 'vite';
import { indexFrames } from '../../main/data-service/evidence/index-frames.ts';
import type { Measured, ModelToRun } from '../../shared/contract/measuring-api.ts';
import type { EvidenceKind, EvidenceResult } from '../../shared/domain/evidence.ts';
import type { HarnessAnswer, PlainOrder } from '../app/measuring/harness/harness.ts';

const repository = resolve(import.meta.dirname, '../..');

/** The policy and the isolation of the measuring page in the app, with clips from the same origin. */
const headers = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "connect-src 'self'",
    "worker-src 'self'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
};
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

export type MeasureOptions = {
  readonly analysers: readonly string[];
  /** Results for analysers that come after others which are not in this pass. */
  readonly earlier?: readonly EvidenceResult[];
  readonly models?: readonly ModelToRun[];
  readonly stopAfterMs?: number;
  readonly isProxy?: boolean;
  readonly trustAnchors?: string;
};

export type MeasuredFile = HarnessAnswer & {
  /** The result of that kind; throws with the fault's sentence where there is none. */
  result<K extends EvidenceKind>(kind: K): Extract<EvidenceResult, { kind: K }>;
  of(analyser: string): Measured | undefined;
};

export type MeasuringHarness = {
  /** Measures any file by the desk's own measuring worker, in the system's Chromium. */
  measure(file: string, options: MeasureOptions): Promise<MeasuredFile>;
  /** What the page or its worker complained of. */
  readonly complaints: readonly string[];
  readonly page: Page;
  close(): Promise<void>;
};

/** Builds the measuring worker, serves it under the policy that it has in the app, and opens a Chromium for it. */
export async function startMeasuringHarness(): Promise<MeasuringHarness> {
  const outDir = join(tmpdir(), `second-look-measuring-${process.pid}`);
  await build({
    configFile: false,
    root: join(repository, 'test/app/measuring/harness'),
    base: '/',
    logLevel: 'error',
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
      ...headers,
    });
    response.end(bytes ?? '');
  }

  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const browser = await chromium.launch({
    executablePath: process.env['SECOND_LOOK_CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (line) => {
    if (line.type() === 'error' || line.type() === 'warning') complaints.push(line.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.waitForFunction(() => 'measure' in globalThis);

  return {
    page,
    complaints,
    async measure(file, options) {
      const order = await plainOrder(file, options);
      clips.set(order.sha256, file);
      const answered = await page.evaluate(
        ({ order: plain, stopAfterMs }) => globalThis.measure(plain, stopAfterMs),
        { order, stopAfterMs: options.stopAfterMs ?? null },
      );
      return withLookUp(answered, basename(file));
    },
    async close() {
      await browser.close();
      await new Promise((done) => server.close(done).closeAllConnections());
    },
  };
}

async function plainOrder(file: string, options: MeasureOptions): Promise<PlainOrder> {
  const { size } = await stat(file);
  const sha256 = createHash('sha256').update(file).update(String(size)).digest('hex');
  const handle = await open(file);
  try {
    const indexed = await indexFrames(
      sha256,
      {
        sizeBytes: size,
        async read(from, to) {
          const bytes = new Uint8Array(to - from);
          const { bytesRead } = await handle.read(bytes, 0, to - from, from);
          return bytes.subarray(0, bytesRead);
        },
      },
      async () => {},
    );
    const index = indexed.ok ? indexed.value.index : null;
    return {
      sha256,
      mimeType: `video/${extname(file).slice(1)}`,
      sizeBytes: size,
      isProxy: options.isProxy ?? false,
      trustAnchors: options.trustAnchors ?? '',
      analysers: [...options.analysers],
      earlier: [...(options.earlier ?? [])],
      models: (options.models ?? []).map((one) => ({ ...one, bytes: [...one.bytes] })),
      index: index && {
        ...index,
        startsUs: [...index.startsUs],
        keyFrames: [...index.keyFrames],
      },
    };
  } finally {
    await handle.close();
  }
}

function withLookUp(answered: HarnessAnswer, name: string): MeasuredFile {
  return {
    ...answered,
    of: (analyser) => answered.measured.find((one) => one.analyser === analyser),
    result(kind) {
      for (const { result } of answered.measured)
        // The kind decides the shape.
        if (result?.kind === kind) return result as Extract<EvidenceResult, { kind: typeof kind }>;
      const faults = answered.measured.map((one) => one.fault?.message ?? '').join(' ');
      throw new Error(`${name} has no ${kind}: ${faults || answered.fault || 'nothing came'}`);
    },
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
  const common = {
    'content-type': 'application/octet-stream',
    'accept-ranges': 'bytes',
    'content-length': String(Math.max(0, to - from + 1)),
    'cross-origin-resource-policy': 'same-origin',
  };
  if (from > to) return void response.writeHead(range ? 416 : 200, common).end();
  if (range) response.writeHead(206, { ...common, 'content-range': `bytes ${from}-${to}/${size}` });
  else response.writeHead(200, common);
  createReadStream(file, { start: from, end: to }).pipe(response);
}
