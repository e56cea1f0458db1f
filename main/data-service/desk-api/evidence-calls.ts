import type { Handlers } from '../../../shared/contract/contract.ts';
import type { DeskApi } from '../../../shared/contract/desk-api.ts';
import { err, ok } from '../../../shared/lifetime/result.ts';
import type { DeskDeps } from './desk-context.ts';

type Group = Pick<Handlers<DeskApi>, 'readEvidence' | 'listOwnModels'>;

export function evidenceHandlers({ tables, evidence, models, openedCases }: DeskDeps): Group {
  return {
    listOwnModels: () => ok({ models: [...models.found], troubles: [...models.troubles] }),
    readEvidence({ sha256 }) {
      if (tables.media.read(sha256) === null)
        return err('not-found', 'This clip is not on this desk.', 'never');
      if (!openedCases.holds(sha256))
        return err('refused', 'This clip belongs to no case that is open.', 'after-user');
      evidence.putFirst(sha256);
      return ok({ analyses: [...evidence.read(sha256)] });
    },
  };
}
