import { expect, test } from 'vitest';
import { keepDeskLock } from '../../../../main/app/desk-lock.ts';
import type { KeyStore } from '../../../../main/app/desk-key/key-store.ts';
import type { DeskSettings } from '../../../../main/app/settings/desk-settings.ts';
import { mayChange, protectiveSettings } from '../../../../main/app/settings/weakening.ts';
import type { Question } from '../../../../main/app/security/confirm.ts';
import { err, ok } from '../../../../shared/lifetime/result.ts';
import { defaultPreferences } from '../../../../shared/contract/app-api.ts';

const keeper: KeyStore = {
  protection: () => 'passphrase',
  key: () => undefined,
  waitMs: () => 0,
  lock: () => {},
  unlock: async () => ok(null),
  setPassphrase: async () => ok(null),
  removePassphrase: async () => ok(null),
};

function settingsInMemory(): DeskSettings {
  let lockAfter = 10;
  return {
    readPreferences: () => defaultPreferences,
    savePreferences: (value) => ok(value),
    readPlace: () => undefined,
    savePlace: () => {},
    readBackend: () => 'embedded',
    saveBackend: () => {},
    readPort: () => 0,
    savePort: () => {},
    readLockAfter: () => lockAfter,
    saveLockAfter: (minutes) => void (lockAfter = minutes),
  };
}

function lockOf(answer: 'yes' | 'no') {
  const asked: Question[] = [];
  const settings = settingsInMemory();
  const { answers } = keepDeskLock({
    confirm: async (question) => {
      asked.push(question);
      return answer === 'yes' ? ok(null) : err('cancelled', 'No.', 'after-user');
    },
    holdsBackend: false,
    held: { keeper },
    hasKeychain: false,
    settings,
    programs: () => undefined,
    tellPage: () => {},
    renewPage: () => {},
    erase: async () => ok(keeper),
  });
  return { answers, settings, asked };
}

test('a page alone can’t make the desk lock later: the person is asked, and a no changes nothing', async () => {
  const { answers, settings, asked } = lockOf('no');
  expect(await answers.saveLockAfter({ minutes: 240 })).toMatchObject({ ok: false });
  expect(settings.readLockAfter()).toBe(10);
  expect(asked.map(({ act }) => act)).toEqual(['Lock after 240 minutes']);
});

test('with a yes it locks later; sooner needs no question', async () => {
  const { answers, settings, asked } = lockOf('yes');
  expect(await answers.saveLockAfter({ minutes: 60 })).toMatchObject({
    ok: true,
    value: { lockAfterMinutes: 60 },
  });
  await answers.saveLockAfter({ minutes: 5 });
  expect(settings.readLockAfter()).toBe(5);
  expect(asked).toHaveLength(1);
});

test.each([
  ['lockAfterMinutes', 10, 11, true],
  ['lockAfterMinutes', 10, 10, false],
  ['lockAfterMinutes', 10, 1, false],
  ['passphrase', 'set', 'set', true],
  ['passphrase', 'change', 'change', true],
  ['passphrase', 'remove', 'remove', true],
  ['assistance', { enabled: true, host: 'a' }, { enabled: false, host: 'b' }, false],
  ['assistance', { enabled: false, host: 'a' }, { enabled: true, host: 'a' }, true],
  ['assistance', { enabled: true, host: 'a' }, { enabled: true, host: 'b' }, true],
  ['backend', 'a', 'b', true],
] as const)('%s from %j to %j is asked about: %s', async (name, before, after, isAsked) => {
  const asked: Question[] = [];
  const confirm = async (question: Question) => {
    asked.push(question);
    return ok(null);
  };
  await mayChange(confirm, name, before, after);
  expect(asked).toHaveLength(isAsked ? 1 : 0);
});

test('the settings that protect the data are these, and a new one stands in the table', () => {
  expect(Object.keys(protectiveSettings)).toEqual([
    'lockAfterMinutes',
    'passphrase',
    'assistance',
    'backend',
  ]);
});
