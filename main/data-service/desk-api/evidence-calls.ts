import type { Handlers } from '../../../shared/contract/contract.ts';
import type { DeskApi } from '../../../shared/contract/desk-api.ts';
import { failure, success } from '../../../shared/lifetime/outcome.ts';
import type { DeskContext } from './desk-context.ts';

type Group = Pick<Handlers<DeskApi>, 'readEvidence' | 'listOwnModels'>;

export function evidenceHandlers({ tables, evidence, models, openedCases }: DeskContext): Group {
  return {
    listOwnModels: () => success({ models: [...models.found], troubles: [...models.troubles] }),
    readEvidence({ sha256 }) {
      if (tables.media.read(sha256) === null)
        return failure('not-found', 'This clip is not on this desk.', 'never');
      if (!openedCases.holds(sha256))
        return failure('refused', 'This clip belongs to no case that is open.', 'after-user');
      evidence.putFirst(sha256);
      return success({ analyses: [...evidence.read(sha256)] });
    },
  };
}
