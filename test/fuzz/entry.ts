import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { FuzzTarget, RunningTarget } from './target.ts';
import { backendAnswers } from './targets/backend-answers.ts';
import { backendCalls } from './targets/backend-calls.ts';
import { containers } from './targets/containers.ts';
import { deskCalls } from './targets/desk-calls.ts';
import { freeTexts } from './targets/free-texts.ts';

/**
 * `npm run fuzz -- --minutes N`: random inputs by structure, over everything that strangers may write to. The seeds of
 * `seeds.json` go first: what was once found. A finding is written to a file that says how to replay it; the end is 1 then.
 */
const targets: readonly FuzzTarget[] = [
  containers,
  deskCalls,
  backendAnswers,
  backendCalls,
  freeTexts,
];
const folder = join(import.meta.dirname, '../../.cache/fuzz');
/** Inputs of one target before the next has its turn. */
const inTurn = 20;
const keptSeeds = z.array(
  z.strictObject({ target: z.string(), seed: z.number().int(), why: z.string() }),
);

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    target: { type: 'string' },
    seed: { type: 'string' },
  },
});

type Running = { readonly name: string; readonly run: RunningTarget; tried: number };
const found: string[] = [];

/** What is longer without an answer is a finding: something hangs. */
const longestMs = 60_000;

/** The answer of `work`, or `late` after the longest wait. */
function inTime<T>(work: Promise<T>, late: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<T>((resolve) => (timer = setTimeout(resolve, longestMs, late)));
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}

async function tryOne({ name, run }: Running, seed: number): Promise<void> {
  const tried = run.tryOne(seed).catch((error: unknown) => `thrown: ${String(error)}`);
  const trouble = await inTime(tried, 'no answer after 60 s');
  if (trouble === null) return;
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}-${seed}.json`);
  const replay = `npm run fuzz -- --target ${name} --seed ${seed}`;
  writeFileSync(file, JSON.stringify({ target: name, seed, trouble, replay }, null, 2));
  const bytes = run.bytesOf?.(seed);
  if (bytes) writeFileSync(join(folder, `${name}-${seed}.bin`), bytes);
  found.push(`${name}: ${trouble.slice(0, 300)}\n  ${replay}\n  ${file}`);
}

const wanted = targets.filter(({ name }) => values.target === undefined || values.target === name);
if (wanted.length === 0)
  throw new Error(`--target is one of ${targets.map(({ name }) => name).join(', ')}`);
const running: Running[] = [];
for (const target of wanted)
  running.push({ name: target.name, run: await target.start(), tried: 0 });

const kept = keptSeeds.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, 'seeds.json'), 'utf8')),
);
const untilMs = performance.now() + Number(values.minutes) * 60_000;
const first = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
if (values.seed !== undefined) {
  for (const one of running) await tryOne(one, first);
} else {
  process.stdout.write(`first seed ${first}\n`);
  for (const { target, seed } of kept)
    for (const one of running) if (one.name === target) await tryOne(one, seed);
  for (let seed = first; performance.now() < untilMs && found.length < 20;)
    for (const one of running)
      for (let n = 0; n < inTurn && performance.now() < untilMs; n++, seed++, one.tried++)
        await tryOne(one, seed);
}
for (const { name, run, tried } of running) {
  await inTime(run.end(), undefined);
  const figures = run.figures?.() ?? '';
  process.stdout.write(`${name.padEnd(18)} ${String(tried).padStart(8)} inputs ${figures}\n`);
}
for (const one of found) process.stdout.write(`${one}\n`);
process.stdout.write(`${found.length} found\n`);
process.exit(found.length === 0 ? 0 : 1);
