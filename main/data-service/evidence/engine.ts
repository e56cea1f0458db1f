import type { Analysis } from '../../../shared/contract/evidence-api.ts';
import type { Wire } from '../../../shared/contract/contract.ts';
import type { UserActivity, Measured } from '../../../shared/contract/measuring-api.ts';
import type { AnalyserCard } from '../../../shared/domain/analyser-cards.ts';
import { mostMeasuredUs } from '../../../shared/domain/measured-stretch.ts';
import { err } from '../../../shared/lifetime/result.ts';
import type { Announce } from '../runtime/announcements.ts';
import type { StoredMedia } from '../cache/media-files.ts';
import type { Tables } from '../cache/tables.ts';
import type { Log } from '../runtime/log.ts';
import type { World } from '../runtime/world.ts';
import type { Inspector } from './inspector.ts';
import { createStoredResults } from './stored-results.ts';
import { createMeasuringLink, type CallMeasuring } from './measuring-link.ts';
import { runPass, type PassEnd } from './measuring-pass.ts';
import { noModels, type OwnModels } from './own-models.ts';
import { cardsWithAnchors } from './trust-anchors.ts';

/** Measures every clip of this desk once, one after the other, in a process of its own. */
export type EvidenceEngine = {
  /** What is known of a clip, and what is still coming. */
  read(sha256: string): readonly Analysis[];
  /** This clip goes first, before the one that is being measured: a reviewer has it open. */
  putFirst(sha256: string): void;
  /** These clips go before the others, in this order. */
  prefer(sha256s: readonly string[]): void;
  /** True when nothing is left to measure of this clip (also when it can't be measured). */
  isDone(sha256: string): boolean;
  /** Whether a pass over this clip is under way. */
  isMeasuring(sha256: string): boolean;
  /** This clip is gone from the disk: a pass over it ends. */
  evict(sha256: string): void;
  /** Clips may have come. */
  nudge(): void;
  /** The measuring process came up. */
  attach(wire: Wire): void;
  /** The reviewer is active: measuring is throttled for a moment. */
  throttle(activity: UserActivity['activity']): void;
  /** Ends the loop; what was measured is kept. */
  stop(): Promise<void>;
};

export type EngineDeps = {
  readonly tables: Tables;
  readonly inspector: Pick<Inspector, 'frameIndexOf' | 'stopper'>;
  readonly world: World;
  readonly log: Log;
  readonly announce: Announce;
  readonly cards: readonly AnalyserCard[];
  readonly callMeasuring: CallMeasuring;
  /** The operator's root certificates for C2PA (PEM). */
  readonly trustAnchors?: string;
  /** The operator's own; read once, at the first pass. */
  readonly models?: OwnModels;
};

type Running = {
  readonly sha256: string;
  readonly analysers: readonly string[];
  /** Those of them that have not ended yet. */
  readonly left: Set<string>;
  readonly stop: AbortController;
  done: number;
};

/** With nothing to do for this long the measuring process is ended. */
const idleMs = 20_000;
/** How long the loop waits when no measuring process came up. */
const noProcessMs = 30_000;
/** A pass that says nothing for this long, and as long as what is measured of the clip lasts on top, hangs. */
const silentMs = 60_000;
const mostPreferred = 1000;

export function createEvidenceEngine(parts: EngineDeps): EvidenceEngine {
  const { tables, inspector, world, log, announce } = parts;
  const models = parts.models ?? noModels;
  const trustAnchors = parts.trustAnchors ?? '';
  const cards = [...cardsWithAnchors(parts.cards, trustAnchors), ...models.cards];
  const setOfAnalysers = cards.map((card) => `${card.id}:${card.version}`).join(' ');
  const kept = createStoredResults(tables.measurements);
  const link = createMeasuringLink(parts.callMeasuring, world);
  const ending = new AbortController();
  /** Clips of which a pass died: their analysers run one by one, so that only the one at fault fails. */
  const fragile = new Set<string>();
  let preferred: readonly string[] = [];
  let running: Running | null = null;
  let bell = new AbortController();

  tables.evidenceShares.keepOnly(setOfAnalysers);

  const missingOf = (sha256: string) => cards.filter((card) => !kept.has(sha256, card));

  function isDone(sha256: string): boolean {
    return (tables.evidenceShares.share(sha256) ?? 0) >= 1;
  }

  function isProxy(sha256: string): boolean {
    const caseId = tables.cases.usingMedia(sha256)[0];
    const media = caseId === undefined ? [] : (tables.cases.readGeneration(caseId)?.media ?? []);
    return media.some((file) => file.sha256 === sha256 && file.role === 'proxy');
  }

  /** The next clip and what is missing of it. A clip that turns out to be done is noted as such. */
  function nextClip(): { readonly file: StoredMedia; readonly cards: AnalyserCard[] } | null {
    preferred = preferred.filter((sha256) => !isDone(sha256));
    for (;;) {
      const sha256 =
        preferred.find((one) => tables.media.read(one)?.isVerified) ??
        tables.evidenceShares.unfinished(1, [])[0];
      const file = sha256 === undefined ? null : tables.media.read(sha256);
      if (file === null) return null;
      const missing = missingOf(file.sha256);
      if (missing.length > 0) return { file, cards: missing };
      noteShare(file.sha256);
      preferred = preferred.filter((one) => one !== file.sha256);
    }
  }

  function noteShare(sha256: string): void {
    if (tables.media.read(sha256)?.isVerified !== true) return;
    const share = cards.length === 0 ? 1 : 1 - missingOf(sha256).length / cards.length;
    tables.evidenceShares.save(sha256, setOfAnalysers, share);
    if (share >= 1) announce('queueChanged', {});
  }

  function keep(
    sha256: string,
    card: AnalyserCard,
    found: Pick<Measured, 'result' | 'fault'>,
  ): void {
    // The clip may have been wiped meanwhile.
    if (running?.sha256 === sha256) running.left.delete(card.id);
    if (tables.media.read(sha256)?.isVerified !== true) return;
    tables.transaction(() => {
      kept.save(sha256, card, { result: found.result, fault: found.fault });
      noteShare(sha256);
    });
    announce('evidenceChanged', { sha256, analyser: card.id, progress: 1 });
  }

  async function measure(
    file: StoredMedia,
    missing: readonly AnalyserCard[],
  ): Promise<PassEnd | 'no-process'> {
    const { sha256 } = file;
    if (inspector.stopper(sha256)) {
      for (const card of missing) keep(sha256, card, troubleOf('unread'));
      return 'over';
    }
    const startedMs = world.monotonicMs();
    const stop = new AbortController();
    // An operator's model that looks at mouths wants the faces before its pass begins.
    const ready = missing.filter(
      (card) =>
        !card.id.startsWith('model.') || !missing.some((other) => card.after.includes(other.id)),
    );
    const now = fragile.has(sha256) ? ready.slice(0, 1) : ready;
    const signal = AbortSignal.any([stop.signal, ending.signal]);
    running = {
      sha256,
      analysers: now.map((card) => card.id),
      left: new Set(now.map((card) => card.id)),
      stop,
      done: 0,
    };
    try {
      const line = await link.open(signal);
      if (line === null) return signal.aborted ? 'stopped' : 'no-process';
      const index = await inspector.frameIndexOf(file);
      const end = await runPass({
        line,
        world,
        signal,
        silentMs: silentMs + (index.ok ? Math.min(mostMeasuredUs, index.value.endUs) / 1000 : 0),
        order: {
          sha256,
          mimeType: file.mimeType,
          sizeBytes: file.sizeBytes,
          isProxy: isProxy(sha256),
          trustAnchors,
          index: index.ok ? index.value : null,
          analysers: now.map((card) => card.id),
          earlier: cards.flatMap((card) => kept.read(sha256, card)?.result ?? []),
          models: await models.toRun(now.map((card) => card.id)),
        },
        onMeasured(measured) {
          const card = now.find((one) => one.id === measured.analyser);
          if (!card) return;
          keep(sha256, card, measured);
          running?.left.delete(card.id);
        },
        onProgress: (done) => tellProgress(sha256, done),
      });
      log('measured', {
        sha256,
        end,
        analysers: now.length,
        ms: Math.round(world.monotonicMs() - startedMs),
      });
      afterPass(sha256, now, end);
      return end;
    } finally {
      running = null;
    }
  }

  function tellProgress(sha256: string, done: number): void {
    if (running?.sha256 !== sha256) return;
    running.done = done;
    for (const analyser of running.left)
      announce('evidenceChanged', { sha256, analyser, progress: Math.min(0.99, done) });
  }

  /** A process that died or hangs is ended; the analyser that was alone with it gets the fault. */
  function afterPass(sha256: string, now: readonly AnalyserCard[], end: PassEnd): void {
    const unfinished = now.filter((card) => !kept.has(sha256, card));
    if (end === 'over') {
      for (const card of unfinished) keep(sha256, card, troubleOf('over'));
      return;
    }
    if (end === 'stopped') return;
    link.end();
    if (end === 'stuck') return;
    const [alone, ...more] = unfinished;
    if (alone && more.length === 0) keep(sha256, alone, troubleOf(end));
    else fragile.add(sha256);
  }

  async function loop(): Promise<void> {
    await Promise.resolve();
    let passes = 0;
    let told = -1;
    while (!ending.signal.aborted) {
      bell = new AbortController();
      const next = nextClip();
      if (next) {
        passes += 1;
        const end = await measure(next.file, next.cards);
        if (end === 'no-process') await world.sleep(noProcessMs, ending.signal);
        continue;
      }
      if (passes !== told) log('all-measured', { passes });
      told = passes;
      const rest = AbortSignal.any([bell.signal, ending.signal]);
      if (link.isOpen()) await world.sleep(idleMs, rest);
      if (rest.aborted) continue;
      if (link.isOpen()) link.end();
      await world.sleep(2 ** 31 - 1, rest);
    }
    link.end();
  }

  async function guardedLoop(): Promise<void> {
    while (!ending.signal.aborted) {
      try {
        await loop();
      } catch (error) {
        log('bug', {
          where: 'evidence',
          error: error instanceof Error ? error.message.slice(0, 300) : 'unknown',
        });
        await world.sleep(noProcessMs, ending.signal);
      }
    }
  }

  function prefer(sha256s: readonly string[]): void {
    const wanted = sha256s.filter((sha256) => !isDone(sha256));
    preferred = [...new Set([...wanted, ...preferred])].slice(0, mostPreferred);
    bell.abort();
  }

  const ended = guardedLoop();
  return {
    isDone,
    prefer,
    read: (sha256) =>
      cards.map((card) => analysisOf(sha256, card, kept.read(sha256, card), running)),
    putFirst(sha256) {
      prefer([sha256]);
      const isOther = running !== null && running.sha256 !== sha256;
      if (isOther && !isDone(sha256) && tables.media.read(sha256)?.isVerified)
        running?.stop.abort();
    },
    isMeasuring: (sha256) => running?.sha256 === sha256,
    evict(sha256) {
      if (running?.sha256 === sha256) running.stop.abort();
    },
    nudge: () => bell.abort(),
    attach: (wire) => link.attach(wire),
    throttle: (activity) => link.throttle(activity),
    async stop() {
      ending.abort();
      await ended;
    },
  };
}

function analysisOf(
  sha256: string,
  card: AnalyserCard,
  found: ReturnType<ReturnType<typeof createStoredResults>['read']>,
  running: Running | null,
): Analysis {
  const about = { analyser: card.id, author: card.author };
  if (found) return { ...about, ...found, status: found.result ? 'done' : 'failed', progress: 1 };
  const isRunning = running?.sha256 === sha256 && running.analysers.includes(card.id);
  return {
    ...about,
    status: isRunning ? 'running' : 'waiting',
    progress: isRunning ? running.done : 0,
    fault: null,
    result: null,
  };
}

function troubleOf(
  end: 'died' | 'silent' | 'over' | 'refused' | 'unread',
): Pick<Measured, 'result' | 'fault'> {
  const sentences = {
    died: 'This measurement crashed on this clip. The others are not touched.',
    silent:
      'This measurement took too long on this clip and was ended. The others are not touched.',
    refused: 'This measurement could not be asked for on this clip. The others are not touched.',
    unread: 'This clip stopped the part of the desk that reads files: it is not measured.',
    over: 'This measurement gave no answer on this clip. The others are not touched.',
  };
  return {
    result: null,
    fault: err(end === 'silent' ? 'timed-out' : 'failed', sentences[end]).fault,
  };
}
