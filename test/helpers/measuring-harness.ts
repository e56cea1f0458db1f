import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { chromium, type Page } from 'playwright';
import { indexFrames } from '../../shared/media-file/index-frames.ts';
import type { Measured, ModelToRun } from '../../shared/contract/measuring-api.ts';
import type { EvidenceKind, EvidenceResult } from '../../shared/domain/evidence.ts';
import type { HarnessAnswer, PlainOrder } from '../app/measuring/harness/harness.ts';
import { serveBuiltPage } from './built-page.ts';

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
  const served = await serveBuiltPage('test/app/measuring/harness', headers);
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
  await page.goto(served.url);
  await page.waitForFunction(() => 'measure' in globalThis);

  return {
    page,
    complaints,
    async measure(file, options) {
      const order = await plainOrder(file, options);
      served.clipUrl(file, order.sha256);
      const answered = await page.evaluate(
        ({ order: plain, stopAfterMs }) => globalThis.measure(plain, stopAfterMs),
        { order, stopAfterMs: options.stopAfterMs ?? null },
      );
      return withLookUp(answered, basename(file));
    },
    async close() {
      await browser.close();
      await served.close();
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
