import type { AppApi } from '../../shared/contract/app-api.ts';
import type { Handlers } from '../../shared/contract/contract.ts';
import { ok } from '../../shared/lifetime/result.ts';
import type { ProtectionAnswers } from './desk-lock.ts';

/**
 * Where the reviewer was when the desk was locked: told once, after the unlock. A page that is new for another reason
 * begins in the queue: a case that broke it must not be opened again by itself.
 */
export function placeKept(protection: Pick<ProtectionAnswers, 'unlockDesk' | 'wipeDesk'>) {
  const place: { caseId: string | null; isOffered: boolean } = { caseId: null, isOffered: false };
  return {
    keepPlace({ caseId }) {
      place.caseId = caseId;
      return ok({});
    },
    readPlace() {
      const caseId = place.isOffered ? place.caseId : null;
      place.isOffered = false;
      return ok({ caseId });
    },
    async unlockDesk(input) {
      const unlocked = await protection.unlockDesk(input);
      place.isOffered = unlocked.ok;
      return unlocked;
    },
    wipeDesk(input) {
      place.caseId = null;
      return protection.wipeDesk(input);
    },
  } satisfies Partial<Handlers<AppApi>>;
}
