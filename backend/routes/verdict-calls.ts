import type { BackendApi, Problem } from '../../shared/contract/backend-api.ts';
import {
  submittedVerdict,
  isEnvelope,
  type SubmittedVerdict,
} from '../../shared/domain/signed-verdict.ts';
import type { Receipt, Verdict } from '../../shared/domain/verdict.ts';
import { envelopeTrouble, openEnvelope, type OpenedEnvelope } from '../audit/open-envelope.ts';
import { takeVerdict, type Taken } from '../review/take-verdict.ts';
import { envelopeOf, findVerdict, type StoredVerdict } from '../store/verdicts.ts';
import { isUnfitValue } from '../store/database.ts';
import type { Backend } from './backend.ts';
import type { HttpHandlers } from './call-route.ts';
import { refuse, unfitSentence, type ProblemReply } from './problem.ts';
import type { DeskCaller } from './caller.ts';

type VerdictCalls = Pick<BackendApi, 'putVerdict' | 'putVerdicts' | 'readVerdict'>;
type ItemResult = {
  readonly verdictId: string | null;
  readonly status: number;
  readonly receipt: Receipt | null;
  readonly problem: Problem | null;
};

export function verdictCalls({ database, now, onBug }: Backend): HttpHandlers<VerdictCalls> {
  const take = ({ verdict, opened }: ReadVerdict, caller: DeskCaller): Promise<Taken> =>
    takeVerdict(database, verdict, caller, now(), opened);

  async function takeItem(raw: unknown, caller: DeskCaller): Promise<ItemResult> {
    const parsed = submittedVerdict.safeParse(raw);
    if (!parsed.success)
      return refusedItem(idIn(raw), unreadable('The verdict does not fit the protocol.'));
    const read = readVerdict(parsed.data);
    if (read === null) return refusedItem(idIn(raw), unreadable(whyUnread(parsed.data)));
    const { verdictId } = read.verdict;
    try {
      const taken = await take(read, caller);
      if ('detail' in taken) return refusedItem(verdictId, refusalOf(taken));
      return { verdictId, status: statusOf(taken.kind), receipt: taken.receipt, problem: null };
    } catch (error) {
      if (isUnfitValue(error)) return refusedItem(verdictId, unreadable(unfitSentence));
      onBug('putVerdicts', error);
      return refusedItem(
        verdictId,
        refuse('urn:second-look:internal', 'Taking this verdict failed: send it again later.'),
      );
    }
  }

  return {
    async putVerdict({ params, body, caller }) {
      const read = readVerdict(body);
      if (read === null) return unreadable(whyUnread(body));
      if (params.verdictId !== read.verdict.verdictId)
        return unreadable('The id in the address is not the id in the verdict.');
      const taken = await take(read, caller);
      if ('detail' in taken) return refusalOf(taken);
      return { status: statusOf(taken.kind), body: taken.receipt };
    },

    async putVerdicts({ body, caller }) {
      const items: ItemResult[] = [];
      for (const raw of body.verdicts) items.push(await takeItem(raw, caller));
      return { status: 200, body: { items } };
    },

    async readVerdict({ params, caller }) {
      const stored = await findVerdict(database, params.verdictId);
      const isOwn = stored?.verdict.deviceId === caller.deviceId;
      // A lead and an auditor read everybody's, as long as they are one.
      if (!stored || (!isOwn && (caller.role === 'reviewer' || caller.isRevoked))) {
        return refuse('urn:second-look:not-found', 'There is no such verdict of this desk here.');
      }
      return { status: 200, body: shownVerdict(stored) };
    },
  };
}

/** A stored verdict as the calls show it. */
export function shownVerdict(stored: StoredVerdict) {
  const { verdict, receipt, outcome, signed, chain, awaitsOperator } = stored;
  const envelope = signed && envelopeOf(signed);
  return {
    verdict,
    receipt,
    outcome,
    envelope,
    chain,
    ...(awaitsOperator ? { awaitsOperator } : {}),
  };
}

type ReadVerdict = { readonly verdict: Verdict; readonly opened: OpenedEnvelope | null };

function readVerdict(handedIn: SubmittedVerdict): ReadVerdict | null {
  if (!isEnvelope(handedIn)) return { verdict: handedIn, opened: null };
  const opened = openEnvelope(handedIn);
  return opened && { verdict: opened.verdict, opened };
}

function whyUnread(handedIn: SubmittedVerdict): string {
  return isEnvelope(handedIn)
    ? envelopeTrouble(handedIn)
    : 'The verdict does not fit the protocol.';
}

function statusOf(kind: 'stored' | 'replayed'): 200 | 201 {
  return kind === 'stored' ? 201 : 200;
}

function unreadable(detail: string): ProblemReply {
  return refuse('urn:second-look:verdict-unreadable', detail);
}

function refusalOf(taken: Extract<Taken, { detail: string }>): ProblemReply {
  return taken.kind === 'conflict'
    ? refuse('urn:second-look:verdict-conflict', taken.detail)
    : unreadable(taken.detail);
}

function refusedItem(verdictId: string | null, { problem }: ProblemReply): ItemResult {
  return { verdictId, status: problem.status, receipt: null, problem };
}

/** The id that an unreadable verdict names, in an envelope or bare: the desk matches answers by their order. */
function idIn(raw: unknown): string | null {
  if (typeof raw !== 'object' || raw === null) return null;
  if ('payload' in raw && typeof raw.payload === 'string') return idIn(jsonIn(raw.payload));
  if (!('verdictId' in raw)) return null;
  return typeof raw.verdictId === 'string' ? raw.verdictId.slice(0, 100) : null;
}

function jsonIn(base64: string): unknown {
  try {
    return JSON.parse(Buffer.from(base64, 'base64').toString('utf8'));
  } catch {
    return null;
  }
}
