import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { factsOf } from '../../../backend/media/probe.ts';
import { planReview } from '../../../backend/media/media-facts.ts';
import { portWire } from '../../../shared/contract/port-wire.ts';
import { serveInspections } from '../../../inspector/serve-inspections.ts';
import { askInspector, inspectionBudget } from '../../../shared/media-file/ask-inspector.ts';
import type { ByteSource } from '../../../shared/media-file/byte-source.ts';
import { readContents } from '../../../shared/media-file/container-contents.ts';
import { readMovieHeader } from '../../../shared/media-file/movie-header.ts';
import { readForCopy } from '../../../shared/media-file/read-for-copy.ts';
import { err, ok } from '../../../shared/lifetime/result.ts';
import { structureTrouble } from '../../../shared/media-file/structure-trouble.ts';
import { hostileFiles } from '../../helpers/hostile-files.ts';
import { damages, mutated, seeded } from '../../helpers/mutated-media.ts';
import { pick, type Random } from '../hostile-values.ts';
import type { FuzzTarget, RunningTarget } from '../target.ts';

const media = join(import.meta.dirname, '../../../backend/seed/media');
const largestSeedBytes = 400_000;
/** A file of some hundred kilobytes keeps no reader longer, even on a busy machine. */
const patienceMs = 10_000;

/** Everything on Node that looks into a file: index, contents, edit lists, the walk before, and the wire to the inspector. */
export const containers: FuzzTarget = {
  name: 'containers',
  async start(): Promise<RunningTarget> {
    const seeds = [
      ...readdirSync(media)
        .map((name) => readFileSync(join(media, name)))
        .filter((bytes) => bytes.length <= largestSeedBytes),
      hostileFiles.fragmentBomb(),
      hostileFiles.oneChunk(2000),
      hostileFiles.laces(20),
      hostileFiles.manySamples(2000),
      hostileFiles.playlist('/etc/hostname'),
    ];
    const told = { indexed: 0, refused: 0, slow: 0 };
    const bytesOf = (seed: number) => damaged(seeds, seeded(seed));
    return {
      bytesOf,
      async tryOne(seed) {
        const bytes = bytesOf(seed);
        const end = await asked(bytes);
        if (end.end === 'too-slow' || end.end === 'died') told.slow += 1;
        else if (end.end === 'answered') told[end.outcome.ok ? 'indexed' : 'refused'] += 1;
        return troubleOf(end) ?? (await troubleWith(bytes));
      },
      figures: () => `${told.indexed} indexed, ${told.refused} refused, ${told.slow} too slow`,
      end: () => Promise.resolve(),
    };
  },
};

function damaged(seeds: readonly Uint8Array[], random: Random): Uint8Array {
  let bytes: Uint8Array = Uint8Array.from(pick(random, seeds));
  for (let n = Math.floor(random() * 3); n >= 0; n--) {
    if (bytes.length < 16) break;
    bytes =
      random() < 0.5
        ? bentNumber(bytes, random)
        : Uint8Array.from(mutated(bytes, pick(random, damages), Math.floor(random() * 2 ** 31)));
  }
  return bytes;
}

const names = [
  'stts',
  'ctts',
  'stsz',
  'stsc',
  'stco',
  'stss',
  'trun',
  'tfhd',
  'moof',
  'moov',
  'trak',
  'elst',
  'stsd',
  'mdhd',
];

/** Another number right after the name of a table: what a damage by chance hardly ever meets. */
function bentNumber(bytes: Uint8Array, random: Random): Uint8Array {
  const buffer = Buffer.from(bytes);
  const found = buffer.indexOf(
    pick(random, names),
    Math.floor(random() * buffer.length * 0.2),
    'latin1',
  );
  const at =
    found < 0
      ? Math.floor(random() * (buffer.length - 8))
      : found - 4 + 4 * Math.floor(random() * 6);
  if (at < 0 || at + 4 > buffer.length) return bytes;
  buffer.writeUInt32BE(
    pick(random, [0, 1, 2, 255, 65_535, 2 ** 20, 2 ** 31 - 1, 2 ** 32 - 1, buffer.length]),
    at,
  );
  return Uint8Array.from(buffer);
}

const sourceOf = (bytes: Uint8Array): ByteSource => ({
  sizeBytes: bytes.length,
  read: (from, to) => Promise.resolve(bytes.subarray(from, to)),
});

async function asked(bytes: Uint8Array) {
  const { port1, port2 } = new MessageChannel();
  serveInspections(portWire(port1));
  const end = await askInspector({
    wire: portWire(port2),
    source: sourceOf(bytes),
    budget: { ...inspectionBudget(bytes.length), ownMs: patienceMs },
    clock: {
      monotonicMs: () => performance.now(),
      sleep: (ms, signal) =>
        new Promise((resolve) => {
          const timer = setTimeout(resolve, ms);
          signal.addEventListener('abort', () => {
            clearTimeout(timer);
            resolve();
          });
        }),
    },
    signal: new AbortController().signal,
    question: (call) => call.indexFrames({ sha256: 'sha', sizeBytes: bytes.length }),
  });
  port1.close();
  port2.close();
  return end;
}

/** What is wrong with an answer about a file. */
function troubleOf(end: Awaited<ReturnType<typeof asked>>): string | null {
  if (end.end !== 'answered') return end.end;
  if (!end.outcome.ok)
    return end.outcome.fault.message.length < 20 ? 'a fault without words' : null;
  const { startsUs, keyFrames, endUs } = end.outcome.value.index;
  if (startsUs.length === 0) return 'an index without frames';
  if (startsUs.some((us, n) => !(us > (startsUs[n - 1] ?? -1)))) return 'frames out of order';
  if (!(endUs > (startsUs.at(-1) ?? 0))) return 'an end before the last frame';
  return keyFrames.some((key) => key >= startsUs.length) ? 'a key frame past the end' : null;
}

async function troubleWith(bytes: Uint8Array): Promise<string | null> {
  const source = sourceOf(bytes);
  await structureTrouble(source);
  await readMovieHeader(source);
  const contents = await readContents(source);
  const reading = await readForCopy(source, async () => {});
  const { clip } = reading.ok ? reading.value : { clip: null };
  const plan = planReview(
    contents.ok ? factsOf(contents.value) : { kind: 'unknown', sizeBytes: bytes.length },
    clip
      ? ok({ ...clip, irregularities: clip.index.irregularities })
      : err('broken-media', 'This clip cannot be opened.'),
  );
  return plan.kind === 'broken' && plan.note.length < 10 ? 'broken without words' : null;
}
