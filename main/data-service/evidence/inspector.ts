import { availableParallelism, loadavg } from 'node:os';
import type { Wire } from '../../../shared/contract/contract.ts';
import type { Fault } from '../../../shared/lifetime/fault.ts';
import { err, ok, type Result } from '../../../shared/lifetime/result.ts';
import {
  askInspector,
  inspectionBudget,
  type InspectionBudget,
} from '../../../shared/media-file/ask-inspector.ts';
import type { ByteSource } from '../../../shared/media-file/byte-source.ts';
import type { IndexedFile } from '../../../shared/media-file/index-frames.ts';
import { frameIndexVersion, type FrameIndex } from '../../../shared/media-time/frame-index.ts';
import type { Tables } from '../cache/tables.ts';
import type { Log } from '../runtime/log.ts';
import type { MediaStore, SealedFile } from '../media-store/media-store.ts';
import type { World } from '../runtime/world.ts';
import { packFrameIndex, unpackFrameIndex } from './frame-index-body.ts';
import { createInspectorClient, type CallInspector } from './inspector-client.ts';
import { keepLookedAt } from './looked-at.ts';

/**
 * Has files looked into by the inspector, a process without keys, network or files. One file at a time, so that what
 * happens to the process is known to be that file's doing.
 */
export type Inspector = {
  /** The frame index of a verified file: from the cache, or measured now and kept. */
  frameIndexOf(file: SealedFile): Promise<Result<FrameIndex>>;
  /**
   * Measures a file that was just verified; a fault says why it can't be shown (`never`), or not to its end (`after-user`),
   * or that it could not be read yet (`later`).
   */
  inspectFile(file: SealedFile): Promise<Result<null>>;
  /** The fault of a file that stopped the inspector: it is never parsed again. Null for every other file. */
  stopper(sha256: string): Fault | null;
  /** An inspector came up. */
  attach(wire: Wire): void;
  /** Calls off what is under way; the file is looked into another time. */
  stop(): void;
};

export type InspectorDeps = {
  readonly tables: Tables;
  readonly store: MediaStore;
  readonly world: World;
  readonly log: Log;
  readonly callInspector: CallInspector;
  readonly budget?: (sizeBytes: number) => InspectionBudget;
};

/** Programs that want each processor (0 where the system does not say): an honest file is not given up because the machine is busy. */
const crowding = () => (loadavg()[0] ?? 0) / availableParallelism();

/** With nothing to do for this long the inspector is ended. */
const idleMs = 20_000;

export function createInspector(parts: InspectorDeps): Inspector {
  const { tables, store, world, log, budget = inspectionBudget } = parts;
  const { measurements } = tables;
  const line = createInspectorClient(parts.callInspector, world);
  const lookedAt = keepLookedAt(measurements);
  const ending = new AbortController();
  let queue: Promise<unknown> = Promise.resolve();
  let rest = new AbortController();
  let lookingInto: string | null = null;

  const stopper = (sha256: string) => (lookedAt.isStopper(sha256) ? stopsReaders : null);

  async function look(file: SealedFile): Promise<Result<IndexedFile>> {
    const known = stopper(file.sha256);
    if (known) return { ok: false, fault: known };
    const wire = await line.open(ending.signal);
    if (wire === null) return nobodyLooks();
    const startedMs = world.monotonicMs();
    lookedAt.begin(file.sha256);
    lookingInto = file.sha256;
    const asked = await askInspector({
      wire,
      source: plainSource(store, file),
      budget: budget(file.sizeBytes),
      clock: {
        monotonicMs: () => world.monotonicMs(),
        sleep: (ms, signal) => world.sleep(ms, signal),
        crowding,
      },
      signal: ending.signal,
      question: (call) => call.indexFrames({ sha256: file.sha256, sizeBytes: file.sizeBytes }),
    });
    const { end } = asked;
    lookingInto = null;
    if (ending.signal.aborted || end === 'cancelled') return nobodyLooks();
    // It may have been wiped meanwhile: nothing of it is kept then.
    const isHere = tables.media.read(file.sha256) !== null;
    if (end === 'answered' || !isHere) {
      lookedAt.end(file.sha256);
      if (end !== 'answered') line.end();
      if (end !== 'answered' || !isHere) return nobodyLooks();
      return isCredible(asked.outcome, file) ? asked.outcome : incredible();
    }
    line.end();
    lookedAt.stoppedIt(file.sha256);
    log('inspector-stopped', {
      sha256: file.sha256,
      end,
      ms: Math.round(world.monotonicMs() - startedMs),
    });
    return { ok: false, fault: stopsReaders };
  }

  function nobodyLooks(): Result<never> {
    return ending.signal.aborted
      ? err('cancelled', 'The desk ends: this clip is looked into another time.', 'later')
      : err('not-ready', 'This clip has not been looked into yet.', 'later');
  }

  /** One after the other; an idle inspector is ended. */
  function measure(file: SealedFile): Promise<Result<IndexedFile>> {
    rest.abort();
    const measured = queue.then(async () => {
      const made = await look(file);
      if (made.ok) {
        const packed = packFrameIndex(made.value.index);
        measurements.saveIndex(file.sha256, frameIndexVersion, packed);
      }
      return made;
    });
    const mine = measured.catch(() => null);
    queue = mine;
    void mine.then(() => {
      if (queue === mine) void endWhenIdle();
    });
    return measured;
  }

  async function endWhenIdle(): Promise<void> {
    rest = new AbortController();
    const { signal } = rest;
    await world.sleep(idleMs, AbortSignal.any([signal, ending.signal]));
    if (!signal.aborted) line.end();
  }

  return {
    async frameIndexOf(file) {
      const kept = measurements.readIndex(file.sha256, frameIndexVersion);
      if (kept !== null) return ok(unpackFrameIndex(kept));
      const made = await measure(file);
      return made.ok ? ok(made.value.index) : made;
    },
    async inspectFile(file) {
      const made = await measure(file);
      if (!made.ok) return made;
      if (!made.value.isCutShort) return ok(null);
      const seconds = (made.value.index.endUs / 1e6).toFixed(1);
      return err(
        'broken-media',
        `This clip is cut off: only its first ${seconds} s are there. Judge what is there and the record, or escalate it.`,
        'after-user',
      );
    },
    stopper,
    attach: (wire) => line.attach(wire),
    stop() {
      // Called off, not stopped by the file.
      if (lookingInto !== null) lookedAt.end(lookingInto);
      ending.abort();
    },
  };
}

/** The sealed file as plain bytes, for a reader that wants ranges. */
function plainSource(store: MediaStore, file: SealedFile): ByteSource {
  return {
    sizeBytes: file.sizeBytes,
    async read(from, to) {
      const range = await store.readRange(file, from, to - from);
      if (range.ok) return range.value;
      throw new Error(range.fault.message);
    },
  };
}

/** Whether an answer can be of this file at all: the inspector has parsed an untrusted file and may be taken over. */
function isCredible(result: Result<IndexedFile>, file: SealedFile): boolean {
  if (!result.ok) return true;
  const { index } = result.value;
  const { startsUs, keyFrames } = index;
  const isRising = (values: Float64Array | Uint32Array) =>
    values.every((value, n) => n === 0 || value > (values[n - 1] ?? Infinity));
  return (
    index.sha256 === file.sha256 &&
    index.version === frameIndexVersion &&
    index.codec.length <= 200 &&
    startsUs.length > 0 &&
    startsUs.length <= file.sizeBytes &&
    (startsUs[0] ?? -1) >= 0 &&
    isRising(startsUs) &&
    isRising(keyFrames) &&
    (keyFrames.at(-1) ?? 0) < startsUs.length &&
    index.endUs > (startsUs.at(-1) ?? Infinity) &&
    Number.isFinite(index.endUs)
  );
}

const { fault: stopsReaders } = err(
  'broken-media',
  'This file stopped the part of the desk that reads files, so it is not opened again. Nothing else was touched. Judge by the record, or escalate it.',
  'never',
);

function incredible(): Result<never> {
  return err(
    'broken-media',
    'This clip cannot be opened: what was read of it contradicts itself. Judge by the record, or escalate it.',
    'never',
  );
}
