import type { Handlers } from '../../../shared/contract/contract.ts';
import type { DeskApi } from '../../../shared/contract/desk-api.ts';
import { success } from '../../../shared/lifetime/outcome.ts';
import type { DeskContext } from './desk-context.ts';

type Group = Pick<Handlers<DeskApi>, 'readDesk' | 'syncNow' | 'readSecurityContact'>;

export function connectionHandlers(context: DeskContext): Group {
  return {
    readDesk: () => success(context.readDesk()),
    async syncNow() {
      await context.syncNow();
      return success(context.readDesk());
    },
    async readSecurityContact() {
      const { settings } = context.tables;
      const told = await context.askSecurityContact();
      if (told !== null) settings.write('securityContact', told);
      const known = settings.read('securityContact');
      return success({ contact: known === '' ? null : known, isKnown: known !== null });
    },
  };
}
