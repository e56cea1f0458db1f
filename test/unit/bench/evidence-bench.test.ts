import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ClipBench } from '../../bench/evidence/clip-bench.ts';
import {
  isLost,
  lossOf,
  rowOrLoss,
  summary,
  untoldRow,
  type BenchRow,
  type EvidenceRow,
} from '../../bench/evidence/evidence-rows.ts';
import type { MeasuredFile, MeasuringHarness } from '../../helpers/measuring-harness.ts';

const clip = join(import.meta.dirname, '../../../backend/seed/media/weather-in-sync.mp4');

/** A harness that gives the same answer to every order. */
function harnessThat(answer: () => Promise<Partial<MeasuredFile>>): MeasuringHarness {
  return {
    measure: async () => ({
      measured: [],
      fault: null,
      progress: [],
      ms: 1,
      of: () => undefined,
      result: () => {
        throw new Error('not asked for');
      },
      ...(await answer()),
    }),
    complaints: [],
    page: null as never,
    close: () => Promise.resolve(),
  };
}

async function rowsOf(answer: () => Promise<Partial<MeasuredFile>>): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'second-look-bench-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const bench = new ClipBench(harnessThat(answer), folder, null);
  const rows: BenchRow[] = [];
  for await (const row of bench.moved(clip, [-200, 0, 200])) rows.push(row);
  for await (const row of bench.swapped(clip, [clip], 3)) rows.push(row);
  return rows;
}

test('a pass that was stopped is one lost row of the clip, never a reason of the clip', async () => {
  const rows = await rowsOf(() => Promise.resolve({ fault: 'cancelled' }));
  expect(rows).toEqual([
    { clip: 'weather-in-sync.mp4', shiftMs: null, soundOf: null, lost: 'speech cancelled' },
  ]);
});

test('an analyser that failed is lost with its fault', async () => {
  const fault = { kind: 'failed' as const, message: 'It broke.', retry: 'never' as const };
  const of = () => ({ sha256: 'a'.repeat(64), analyser: 'speech', result: null, fault });
  expect(await rowsOf(() => Promise.resolve({ of }))).toMatchObject([
    { lost: 'speech failed: It broke.' },
  ]);
});

test('a measuring process that is gone is lost, in one line', async () => {
  const rows = await rowsOf(() => Promise.reject(new TypeError('page closed\n/a/path:1')));
  expect(rows).toMatchObject([{ lost: 'TypeError: page closed' }]);
});

test('an edit that fails is lost; what was measured stays a row', async () => {
  const named = { clip: 'a', shiftMs: 200, soundOf: null };
  const lost = await rowOrLoss(named, () => Promise.reject(new Error('no space left')));
  expect(lost).toEqual({ ...named, lost: 'Error: no space left' });
  const row = untoldRow({ ...named, workPerSecond: null }, 'no-sound');
  const kept = await rowOrLoss(named, () => Promise.resolve(row));
  expect([lost, kept].map(isLost)).toEqual([true, false]);
  expect(lossOf('odd')).toBe('unknown');
});

test('a clip whose word changes with the shift is not counted as steady', () => {
  const rowAt = (name: string, verdict: EvidenceRow['verdict'], shiftMs: number): EvidenceRow => ({
    ...untoldRow({ clip: name, shiftMs, soundOf: null, workPerSecond: 1 }, 'low-confidence'),
    verdict,
  });
  const rows = [
    ...[-200, 0, 200].map((shiftMs) => rowAt('steady', 'clear', shiftMs)),
    rowAt('flickers', 'clear', 0),
    rowAt('flickers', 'weak', 200),
  ];
  expect(summary(rows)['clips with the same word at every shift']).toBe('1 of 2');
});
