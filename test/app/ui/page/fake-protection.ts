import type { AppApi } from '../../../../shared/contract/app-api.ts';
import type { Handlers } from '../../../../shared/contract/contract.ts';
import {
  wipeWord,
  type protectionCalls,
  type ProtectionState,
} from '../../../../shared/contract/protection-api.ts';
import { err, ok } from '../../../../shared/lifetime/result.ts';

/** Main's answers on protection, over a passphrase in memory. */
export function fakeProtection(): Pick<Handlers<AppApi>, keyof typeof protectionCalls> {
  let passphrase: string | null = null;
  let lockAfterMinutes = 10;
  const state = () =>
    ok<ProtectionState>({
      protection: passphrase === null ? 'key-file' : 'passphrase',
      hasKeychain: false,
      isLocked: false,
      lockAfterMinutes,
      waitMs: 0,
    });
  const wrong = () => err('refused', 'This passphrase does not open the desk.', 'after-user');
  return {
    readProtection: state,
    unlockDesk: state,
    lockDesk: state,
    pageIsClear: () => ok({}),
    setPassphrase({ current, next }) {
      if (passphrase !== null && current !== passphrase) return wrong();
      passphrase = next;
      return state();
    },
    removePassphrase({ current }) {
      if (current !== passphrase) return wrong();
      passphrase = null;
      return state();
    },
    saveLockAfter({ minutes }) {
      lockAfterMinutes = minutes;
      return state();
    },
    wipeDesk: ({ typed }) =>
      typed === wipeWord ? ok({}) : err('refused', 'Nothing was wiped.', 'after-user'),
  };
}
