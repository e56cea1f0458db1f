import type { Handlers } from '../../../shared/contract/contract.ts';
import type { DeskApi } from '../../../shared/contract/desk-api.ts';
import { err, ok, type Result } from '../../../shared/lifetime/result.ts';
import type { NeighbourQuery } from '../cache/case-queue.ts';
import { mayComeNext, openingBlocker } from '../care/care-of.ts';
import { isFull } from '../cache/open-cache.ts';
import type { DeskDeps } from './desk-context.ts';

type Group = Pick<
  Handlers<DeskApi>,
  'listCases' | 'neighbourCase' | 'openCase' | 'setOpenCase' | 'saveDraft' | 'saveWork'
>;

export function caseHandlers(context: DeskDeps): Group {
  const { tables } = context;
  const gone = () => err('not-found', 'This case is not on this desk any more.', 'never');
  const tooMany = () =>
    err(
      'refused',
      'Cases are being opened faster than anybody could look at them. Wait a few seconds; everything on this desk is safe.',
      'later',
      5_000,
    );
  /** What this desk found out about a file that it can show all the same. */
  const noteOnFile = (sha256: string | null) => {
    const file = sha256 === null ? null : tables.media.read(sha256);
    return file?.isVerified ? (file.fault?.message ?? '') : '';
  };
  /** The neighbour that can be reviewed now: while the backend is away, one whose clip must come from it is skipped. */
  const reachable = (query: NeighbourQuery) => {
    const isAway = ['offline', 'refused'].includes(context.readDesk().connection);
    // Looking back goes to what was met; what comes next by itself is chosen with care.
    const isNext = query.openOnly && query.direction === 'next';
    const mayCome = isNext ? mayComeNext(tables, context.world.nowMs()) : () => true;
    let caseId = tables.queue.neighbour(query);
    let skipped = 0;
    for (; caseId !== null; caseId = tables.queue.neighbour({ ...query, caseId })) {
      if (isAway && tables.cases.read(caseId)?.row.state === 'fetching') skipped += 1;
      else if (mayCome(caseId)) break;
    }
    return { caseId, skipped };
  };
  return {
    listCases({ filter, sort, offset, limit }) {
      const { total, rows } = tables.queue.list(filter, sort, offset, limit);
      return ok({ total, rows: [...rows] });
    },
    neighbourCase: (query) => ok(reachable(query)),
    openCase({ caseId }) {
      const known = tables.cases.read(caseId);
      const generation = tables.cases.readGeneration(caseId);
      if (known === null || generation === null) return gone();
      const blocker = openingBlocker(tables, caseId, context.world.nowMs());
      if (blocker !== null) return blocker;
      if (!context.openedCases.open(caseId)) return tooMany();
      const policy = tables.policies.read(known.policyVersion);
      if (policy === null)
        return err(
          'not-ready',
          'The policy of this case has not been fetched yet. It comes with the next contact to the backend.',
          'later',
        );
      return ok({
        row: known.row,
        epoch: known.epoch,
        expiresAtMs: known.expiresAtMs,
        generation: {
          ...generation,
          mediaNote: generation.mediaNote || noteOnFile(known.row.mediaSha256),
        },
        policy,
        draft: tables.drafts.read(caseId),
        work: tables.reviewWorks.read(caseId),
        verdicts: [...tables.journal.ofCase(caseId)],
        proposals: [...tables.proposals.of(caseId)],
        mediaFault: known.mediaFault,
      });
    },
    setOpenCase({ caseId }) {
      if (caseId !== null && !context.openedCases.open(caseId)) return tooMany();
      context.caseOpened(caseId);
      return ok({});
    },
    saveDraft({ caseId, draft }) {
      if (tables.cases.read(caseId) === null) return gone();
      return keep(() => tables.drafts.save(caseId, draft));
    },
    saveWork({ caseId, work }) {
      if (tables.cases.read(caseId) === null) return gone();
      return keep(() => tables.reviewWorks.save(caseId, work));
    },
  };
}

/** Writes, or says that the disk is full: the ballast is for verdicts, not for drafts. */
function keep(write: () => void): Result<Record<string, never>> {
  try {
    write();
    return ok({});
  } catch (error) {
    if (!isFull(error)) throw error;
    return err(
      'disk-full',
      'The disk is full: this draft is NOT saved. It stays on the screen; make room, or finish the verdict, which still has room kept back.',
      'after-user',
    );
  }
}
