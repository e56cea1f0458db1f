import type { Handlers } from '../../../shared/contract/contract.ts';
import type { DeskApi } from '../../../shared/contract/desk-api.ts';
import { ok } from '../../../shared/lifetime/result.ts';
import type { DeskDeps } from './desk-context.ts';

type Group = Pick<Handlers<DeskApi>, 'readDesk' | 'syncNow' | 'readSecurityContact'>;

export function connectionHandlers(context: DeskDeps): Group {
  return {
    readDesk: () => ok(context.readDesk()),
    async syncNow() {
      await context.syncNow();
      return ok(context.readDesk());
    },
    async readSecurityContact() {
      const { settings } = context.tables;
      const told = await context.askSecurityContact();
      if (told !== null) settings.write('securityContact', told);
      const known = settings.read('securityContact');
      return ok({ contact: known === '' ? null : known, isKnown: known !== null });
    },
  };
}
