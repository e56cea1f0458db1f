import type { BackendApi, Problem } from '../../shared/contract/backend-api.ts';
import {
  verdict as verdictSchema,
  type Receipt,
  type Verdict,
} from '../../shared/domain/verdict.ts';
import { takeVerdict, type Taken } from '../review/take-verdict.ts';
import { findVerdict } from '../store/verdicts.ts';
import type { Backend } from './backend.ts';
import type { HttpHandlers } from './call-route.ts';
import { refuse, type ProblemReply } from './problem.ts';
import type { DeskCaller } from './sign-in.ts';

type VerdictCalls = Pick<BackendApi, 'putVerdict' | 'putVerdicts' | 'readVerdict'>;
type ItemResult = {
  readonly verdictId: string | null;
  readonly status: number;
  readonly receipt: Receipt | null;
  readonly problem: Problem | null;
};

export function verdictCalls({ database, now, onBug }: Backend): HttpHandlers<VerdictCalls> {
  const take = (verdict: Verdict, caller: DeskCaller): Promise<Taken> =>
    takeVerdict(database, verdict, caller, now());

  async function takeItem(raw: unknown, caller: DeskCaller): Promise<ItemResult> {
    const parsed = verdictSchema.safeParse(raw);
    if (!parsed.success)
      return refusedItem(idIn(raw), unreadable('The verdict does not fit the protocol.'));
    const { verdictId } = parsed.data;
    try {
      const taken = await take(parsed.data, caller);
      if ('detail' in taken) return refusedItem(verdictId, refusalOf(taken));
      return { verdictId, status: statusOf(taken.kind), receipt: taken.receipt, problem: null };
    } catch (error) {
      onBug('putVerdicts', error);
      return refusedItem(
        verdictId,
        refuse('urn:second-look:internal', 'Taking this verdict failed: send it again later.'),
      );
    }
  }

  return {
    async putVerdict({ params, body, caller }) {
      if (params.verdictId !== body.verdictId)
        return unreadable('The id in the address is not the id in the verdict.');
      const taken = await take(body, caller);
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
      if (!stored || (!isOwn && caller.role === 'reviewer')) {
        return refuse('urn:second-look:not-found', 'There is no such verdict of this desk here.');
      }
      return {
        status: 200,
        body: { verdict: stored.verdict, receipt: stored.receipt, outcome: stored.outcome },
      };
    },
  };
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

function idIn(raw: unknown): string | null {
  if (typeof raw !== 'object' || raw === null || !('verdictId' in raw)) return null;
  return typeof raw.verdictId === 'string' ? raw.verdictId.slice(0, 100) : null;
}
