import { expect, test } from 'vitest';
import { placeKept } from '../../../../main/app/place-kept.ts';
import { err, ok } from '../../../../shared/lifetime/result.ts';

const state = {
  protection: 'passphrase' as const,
  hasKeychain: false,
  isLocked: false,
  lockAfterMinutes: 10,
  waitMs: 0,
};
const keeping = (opens = true) =>
  placeKept({
    unlockDesk: () => Promise.resolve(opens ? ok(state) : err('refused', 'No.', 'after-user')),
    wipeDesk: () => Promise.resolve(ok({})),
  });

test('after an unlock the page is told once which case was open', async () => {
  const kept = keeping();
  kept.keepPlace({ caseId: 'case-7' });
  await kept.unlockDesk({ passphrase: 'three quiet otters' });
  expect(kept.readPlace()).toEqual(ok({ caseId: 'case-7' }));
  expect(kept.readPlace()).toEqual(ok({ caseId: null }));
});

test('a page that is new without an unlock, after a crash, begins in the queue', () => {
  const kept = keeping();
  kept.keepPlace({ caseId: 'case-7' });
  expect(kept.readPlace()).toEqual(ok({ caseId: null }));
});

test('a wrong passphrase tells nothing, and after a wipe there is nothing to return to', async () => {
  const shut = keeping(false);
  shut.keepPlace({ caseId: 'case-7' });
  await shut.unlockDesk({ passphrase: 'wrong' });
  expect(shut.readPlace()).toEqual(ok({ caseId: null }));
  const kept = keeping();
  kept.keepPlace({ caseId: 'case-7' });
  await kept.wipeDesk({ typed: 'WIPE', evenUnsent: false });
  await kept.unlockDesk({ passphrase: 'another' });
  expect(kept.readPlace()).toEqual(ok({ caseId: null }));
});
