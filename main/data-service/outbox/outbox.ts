import { cutText } from '../../../shared/domain/text.ts';
import type { Receipt } from '../../../shared/domain/verdict.ts';
import { stuckAfterTries } from '../../../shared/domain/verdict-status.ts';
import type { Fault } from '../../../shared/lifetime/fault.ts';
import { err, ok, type Result } from '../../../shared/lifetime/result.ts';
import type { Announce } from '../runtime/announcements.ts';
import type { OutboxItem } from '../cache/outbox-rows.ts';
import type { Tables } from '../cache/tables.ts';
import { crashPoint } from '../runtime/crash-points.ts';
import type { Log } from '../runtime/log.ts';
import type { BackendClient } from '../network/backend-client.ts';
import { backOffMs } from '../network/host-gate.ts';
import type { World } from '../runtime/world.ts';
import { createSuspicion } from './suspicion.ts';
import { replyActionOf, type ReplyAction } from './reply-action.ts';

export type OutboxDeps = {
  readonly tables: Tables;
  readonly client: BackendClient;
  readonly world: World;
  readonly announce: Announce;
  readonly log: Log;
  /** Drops sealed copies of what the backend has received. */
  readonly tidyRescue?: () => void;
  /** True once this run is over: an answer that comes later writes nothing. */
  readonly isOver: () => boolean;
};

export type Outbox = {
  /** Sends what waits; answers how long to wait before the next look, and why it stopped. */
  drain(): Promise<{ readonly waitMs: number; readonly fault: Fault | null }>;
  /** Tries a rejected or stuck verdict at once, unchanged. */
  retryVerdict(verdictId: string): Result<null>;
};

/** A verdict and what the backend's answer means for it. */
type Answer = { readonly item: OutboxItem; readonly meaning: ReplyAction };

/** From so many waiting verdicts on, one request carries many. */
const batchFrom = 6;
const batchMost = 50;
const batchMostBytes = 1_000_000;
/** Saving a verdict and each round of sync nudge the outbox; with nothing to send it looks on its own only so often. */
const idleMs = 5 * 60_000;

/**
 * Takes verdicts to the backend, each under its own id until the backend's answer ends it. Safe under loss, repeat,
 * reorder and restart: a request may be sent again, a receipt is stored once.
 */
export function createOutbox(context: OutboxDeps): Outbox {
  const { tables, client, world, log } = context;
  /** When an item that met a server error may be tried again (monotonic): one bad item never blocks another. */
  const notBefore = new Map<string, number>();
  const suspicion = createSuspicion(() => client.healthyAnswers());
  let batchRefused = false;
  /** Halved where a whole batch meets a dead line: if one of it is the reason, it is soon alone. */
  let batchLimit = batchMost;

  function due(): readonly OutboxItem[] {
    const nowMs = world.monotonicMs();
    const ready = tables.outbox
      .waiting(1000)
      .filter((item) => (notBefore.get(item.verdictId) ?? 0) <= nowMs);
    return suspicion.lastOf(ready);
  }

  function nextDueMs(): number {
    const waits = tables.outbox
      .waiting(1000)
      .map((item) => (notBefore.get(item.verdictId) ?? 0) - world.monotonicMs());
    return Math.ceil(Math.max(50, Math.min(idleMs, ...waits)));
  }

  /** What answers mean, written in one transaction: a batch waits for the disk once. */
  function apply(answers: readonly Answer[]): void {
    crashPoint('send.answered');
    tables.transaction(() => answers.forEach(write));
    crashPoint('send.settled');
    // After the transaction: a page that is notified reads again, and must find what is durable.
    for (const answer of answers) {
      wait(answer);
      tell(answer);
    }
    if (answers.some(isNews)) {
      context.announce('queueChanged', {});
      context.announce('deskChanged', {});
    }
  }

  function write({ item, meaning }: Answer): void {
    const { verdictId, caseId } = item;
    if (meaning.kind === 'settled') settle(item, meaning.receipt);
    else if (meaning.kind === 'rejected') tables.outbox.reject(verdictId, meaning.fault);
    else tables.outbox.putBack(verdictId, meaning.fault, meaning.kind === 'later');
    if (meaning.kind === 'rejected' && isNewest(item))
      tables.cases.change(caseId, { outboxState: 'rejected' });
  }

  function wait({ item: { verdictId, attempts }, meaning }: Answer): void {
    if (meaning.kind !== 'later') return void notBefore.delete(verdictId);
    const waitMs = Math.max(meaning.fault.retryAfterMs ?? 0, backOffMs(attempts, world.random()));
    notBefore.set(verdictId, world.monotonicMs() + waitMs);
  }

  function isNewest(item: OutboxItem): boolean {
    return tables.verdicts.newestOf(item.caseId)?.verdictId === item.verdictId;
  }

  function settle(item: OutboxItem, receipt: Receipt): void {
    tables.outbox.settle(item.verdictId, receipt, world.nowMs());
    if (isNewest(item))
      tables.cases.change(item.caseId, {
        state: 'settled',
        outboxState: 'settled',
        verdictOutcome: receipt.outcome,
      });
  }

  function tell({ item, meaning }: Answer): void {
    const { verdictId, caseId } = item;
    log('verdict-answered', { verdictId, meaning: meaning.kind });
    if (isEnd(meaning)) suspicion.forget(verdictId);
    if (!isNews({ item, meaning })) return;
    const revision = tables.cases.read(caseId)?.row.revision;
    if (revision !== undefined) context.announce('caseChanged', { caseId, revision });
    if (meaning.kind === 'settled') context.announce('verdictSettled', { verdictId, caseId });
  }

  async function sendOne(item: OutboxItem): Promise<ReplyAction | null> {
    // Before the request: whether it arrived is unknown after a kill, so the next run sends it again under the same id.
    tables.outbox.markSending([item.verdictId]);
    crashPoint('send.marked');
    const { verdictId, attempts } = item;
    const answered = await client.call(
      'putVerdict',
      { params: { verdictId }, rawBody: (protocol) => bodyFor(item, protocol) },
      { isSuspect: suspicion.isProven(item) },
    );
    if (context.isOver()) return null;
    // The gate let nothing out: that says nothing of this verdict, so it is neither suspected nor counted as a try.
    if (!answered.wasAsked) {
      const meaning: ReplyAction = { kind: 'host-down', fault: faultIn(answered) };
      apply([{ item, meaning }]);
      return meaning;
    }
    const isOwnTrouble = suspicion.hasOwnTrouble(item);
    const meaning = replyActionOf(verdictId, answered, answered.status, { attempts, isOwnTrouble });
    if (meaning.kind === 'host-down' || isOwnTrouble) suspicion.note(verdictId);
    else batchLimit = Math.min(batchMost, batchLimit * 2);
    apply([{ item, meaning }]);
    return meaning;
  }

  async function sendMany(items: readonly OutboxItem[]): Promise<ReplyAction | null> {
    tables.outbox.markSending(items.map((item) => item.verdictId));
    crashPoint('send.marked');
    const answered = await client.call('putVerdicts', {
      rawBody: (protocol) =>
        `{"verdicts":[${items.map((item) => bodyFor(item, protocol)).join(',')}]}`,
    });
    if (context.isOver()) return null;
    if (answered.ok && answered.value.items.length === items.length) {
      const answers = items.map((item, at) => ({
        item,
        meaning: replyActionInBatch(item, answered.value.items[at]),
      }));
      batchLimit = Math.min(batchMost, batchLimit * 2);
      apply(answers);
      return answers.at(-1)?.meaning ?? null;
    }
    const fault: Fault = answered.ok
      ? err('bad-answer', 'The backend left verdicts of a batch unanswered.', 'later').fault
      : answered.fault;
    const whole = answered.ok ? null : replyActionOf('', answered, answered.status, nothingKnown);
    // A batch that is refused as a whole says nothing of its verdicts: they go one by one.
    const isLine = whole?.kind === 'host-down' || whole?.kind === 'desk-refused';
    if (!isLine) batchRefused = true;
    else if (answered.wasAsked) batchLimit = Math.max(1, Math.floor(items.length / 2));
    const meaning: ReplyAction = { kind: isLine ? whole.kind : 'host-down', fault };
    apply(items.map((item) => ({ item, meaning })));
    return isLine ? meaning : null;
  }

  function nextBatch(items: readonly OutboxItem[]): readonly OutboxItem[] {
    const first = items[0];
    const isAlone = first !== undefined && suspicion.isProven(first);
    if (batchRefused || isAlone || items.length < batchFrom) return items.slice(0, 1);
    let bytes = 0;
    const plain = items.filter((item) => !suspicion.isProven(item));
    const batch = plain.slice(0, batchLimit).filter((item, at) => {
      bytes += item.body.length;
      return at === 0 || bytes <= batchMostBytes;
    });
    return batch;
  }

  return {
    async drain() {
      // Only one drain runs at a time: what still says "sending" was left by a run that died.
      tables.outbox.resetSending();
      for (;;) {
        if (context.isOver()) return { waitMs: idleMs, fault: null };
        const batch = nextBatch(due());
        const first = batch[0];
        if (first === undefined) {
          batchRefused = false;
          context.tidyRescue?.();
          return { waitMs: nextDueMs(), fault: null };
        }
        const meaning = batch.length === 1 ? await sendOne(first) : await sendMany(batch);
        if (meaning?.kind === 'host-down')
          return { waitMs: meaning.fault.retryAfterMs ?? 1000, fault: meaning.fault };
        if (meaning?.kind === 'desk-refused') return { waitMs: 60_000, fault: meaning.fault };
      }
    },
    retryVerdict(verdictId) {
      const isThere = tables.outbox.retry(verdictId) || tables.outbox.ids().includes(verdictId);
      if (!isThere)
        return err(
          'not-found',
          'This verdict waits for nothing: the backend has answered it.',
          'never',
        );
      notBefore.delete(verdictId);
      return ok(null);
    },
  };
}

/** Nothing more is to be sent: the backend has answered for good. */
function isEnd(meaning: ReplyAction): boolean {
  return meaning.kind === 'settled' || meaning.kind === 'rejected';
}

/** Whether a screen should look again: it has ended, or is stuck from now on. */
function isNews({ item, meaning }: Answer): boolean {
  return isEnd(meaning) || (meaning.kind === 'later' && item.attempts + 1 === stuckAfterTries);
}

function faultIn(answered: Result<unknown>): Fault {
  return answered.ok ? err('failed', 'Nothing was sent.', 'later').fault : answered.fault;
}

const nothingKnown = { attempts: 0, isOwnTrouble: false };

/** Envelopes came with protocol 2; an older backend gets the verdict bare. */
function bodyFor(item: OutboxItem, protocol: number): string {
  return protocol >= 2 ? item.body : item.bareBody;
}

type BatchItem = {
  readonly verdictId: string | null;
  readonly status: number;
  readonly receipt: Receipt | null;
  readonly problem: { readonly title: string; readonly detail?: string | undefined } | null;
};

const notInOrder = err(
  'bad-answer',
  'The backend answered the verdicts of a batch in another order.',
  'later',
);

function replyActionInBatch(item: OutboxItem, answer: BatchItem | undefined): ReplyAction {
  const history = { attempts: item.attempts, isOwnTrouble: false };
  if (answer && answer.verdictId !== null && answer.verdictId !== item.verdictId)
    return replyActionOf(item.verdictId, notInOrder, 200, history);
  const status = answer?.status ?? 0;
  if (answer?.receipt && status >= 200 && status < 300)
    return replyActionOf(item.verdictId, { ok: true, value: answer.receipt }, status, history);
  const sentence = cutText(
    answer?.problem?.detail ??
      answer?.problem?.title ??
      'The backend refused this verdict without a reason.',
    1500,
  );
  const isFinal = status >= 400 && status < 500 && ![401, 403, 408, 425, 426, 429].includes(status);
  const kind = isFinal
    ? 'refused'
    : status === 401 || status === 403
      ? 'unauthorized'
      : 'server-error';
  return replyActionOf(
    item.verdictId,
    { ok: false, fault: { kind, message: sentence, retry: isFinal ? 'never' : 'later' } },
    status,
    history,
  );
}
