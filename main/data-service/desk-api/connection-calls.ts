import type { Handlers } from '../../../shared/contract/contract.ts';
import type { DeskApi } from '../../../shared/contract/desk-api.ts';
import { success } from '../../../shared/lifetime/outcome.ts';
import type { DeskContext } from './desk-context.ts';

type Group = Pick<Handlers<DeskApi>, 'readDesk' | 'syncNow'>;

export function connectionHandlers(context: DeskContext): Group {
  return {
    readDesk: () => success(context.readDesk()),
    async syncNow() {
      await context.syncNow();
      return success(context.readDesk());
    },
  };
}
