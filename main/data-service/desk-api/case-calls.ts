import type { Handlers } from '../../../shared/contract/contract.ts';
import type { DeskApi } from '../../../shared/contract/desk-api.ts';
import { failure, success, type Outcome } from '../../../shared/lifetime/outcome.ts';
import { isFull } from '../cache/open-cache.ts';
import type { DeskContext } from './desk-context.ts';

type Group = Pick<
  Handlers<DeskApi>,
  'listCases' | 'neighbourCase' | 'openCase' | 'attendCase' | 'saveDraft' | 'saveWork'
>;

export function caseHandlers(context: DeskContext): Group {
  const { tables } = context;
  const gone = () => failure('not-found', 'This case is not on this desk any more.', 'never');
  const tooMany = () =>
    failure(
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
  return {
    listCases({ filter, sort, offset, limit }) {
      const { total, rows } = tables.queue.list(filter, sort, offset, limit);
      return success({ total, rows: [...rows] });
    },
    neighbourCase: (query) => success({ caseId: tables.queue.neighbour(query) }),
    openCase({ caseId }) {
      const known = tables.cases.read(caseId);
      const generation = tables.cases.readGeneration(caseId);
      if (known === null || generation === null) return gone();
      if (!context.openedCases.open(caseId)) return tooMany();
      const policy = tables.policies.read(known.policyVersion);
      if (policy === null)
        return failure(
          'not-ready',
          'The policy of this case has not been fetched yet. It comes with the next contact to the backend.',
          'later',
        );
      return success({
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
    attendCase({ caseId }) {
      if (caseId !== null && !context.openedCases.open(caseId)) return tooMany();
      context.caseOpened(caseId);
      return success({});
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
function keep(write: () => void): Outcome<Record<string, never>> {
  try {
    write();
    return success({});
  } catch (error) {
    if (!isFull(error)) throw error;
    return failure(
      'disk-full',
      'The disk is full: this draft is NOT saved. It stays on the screen; make room, or finish the verdict, which still has room kept back.',
      'after-user',
    );
  }
}
