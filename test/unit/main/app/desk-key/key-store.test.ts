import { randomBytes as realRandom } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Keychain } from '../../../../../main/app/desk-key/keychain.ts';
import { openKeyStore, type KeyStoreDeps } from '../../../../../main/app/desk-key/key-store.ts';
import { expectValue } from '../../../../../shared/lifetime/result.ts';

let folder = '';
const clock = { ms: 0 };

beforeEach(async () => {
  clock.ms = 0;
  folder = await mkdtemp(join(tmpdir(), 'key-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A keychain in memory: XOR with one byte, which another account doesn't know. */
function keychain(account: number, isStale = false): Keychain {
  const mix = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ account));
  return {
    wrap: async (text) => mix(Buffer.from(`ok:${text}`)),
    async unwrap(wrapped) {
      const text = mix(wrapped).toString();
      if (!text.startsWith('ok:')) throw new Error('not this account');
      return { text: text.slice(3), isStale };
    },
  };
}
function parts(changes: Partial<KeyStoreDeps> = {}): KeyStoreDeps {
  return {
    keychain: undefined,
    randomBytes: (count) => new Uint8Array(realRandom(count)),
    monotonicMs: () => clock.ms,
    ...changes,
  };
}
const open = (changes: Partial<KeyStoreDeps> = {}) => openKeyStore(folder, parts(changes));
const opened = async (changes: Partial<KeyStoreDeps> = {}) => expectValue(await open(changes));
const keyText = () => readFile(join(folder, 'desk.key'), 'utf8');
const phrase = 'correct horse battery staple';

test('the key that was made at the first start is read at the second', async () => {
  const first = await opened();
  const second = await opened();
  expect(first.key()).toHaveLength(32);
  expect(second.key()).toEqual(first.key());
  expect(first.protection()).toBe('key-file');
});

test('a key file is for its owner only, and nothing half-written is left beside it', async () => {
  await open();
  expect((await stat(join(folder, 'desk.key'))).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['desk.key']);
});

test('with a keychain, the key itself is not on the disk', async () => {
  const keeper = await opened({ keychain: keychain(7) });
  expect(keeper.protection()).toBe('keychain');
  expect(await keyText()).not.toContain(Buffer.from(keeper.key() ?? []).toString('base64'));
  expect((await opened({ keychain: keychain(7) })).key()).toEqual(keeper.key());
});

test.each([
  ['of another account', () => keychain(9)],
  ['that is not there', () => undefined],
])('a keychain %s opens nothing, and overwrites nothing', async (_what, other) => {
  await open({ keychain: keychain(7) });
  const before = await keyText();
  expect(await open({ keychain: other() })).toMatchObject({
    ok: false,
    fault: { kind: 'database-unreadable' },
  });
  expect(await keyText()).toBe(before);
});

test.each([
  ['', 'damaged'],
  ['{', 'damaged'],
  ['{"version":1,"protection":"key-file","value":"AAAA"}', 'holds no key'],
  ['{"version":9}', 'newer version'],
])('a key file that reads %s is a fault and stays as it is', async (text, sentence) => {
  await writeFile(join(folder, 'desk.key'), text);
  const result = await open();
  expect(result).toMatchObject({ ok: false, fault: { kind: 'database-unreadable' } });
  expect(result.ok ? '' : result.fault.message).toContain(sentence);
  expect(await keyText()).toBe(text);
});

test('a wrap that the keychain calls stale is renewed, with the same key', async () => {
  const key = (await opened({ keychain: keychain(7) })).key();
  expect((await opened({ keychain: keychain(7, true) })).key()).toEqual(key);
  expect((await opened({ keychain: keychain(7) })).key()).toEqual(key);
});

test('a key file of the first version still opens and becomes one of the second', async () => {
  const key = realRandom(32);
  const value = key.toString('base64');
  await writeFile(
    join(folder, 'desk.key'),
    JSON.stringify({ version: 1, protection: 'key-file', value }),
  );
  expect(Buffer.from((await opened()).key() ?? [])).toEqual(key);
  expect(JSON.parse(await keyText())).toEqual({
    version: 2,
    passphrase: null,
    isInKeychain: false,
    value,
  });
});

test('a key that lay in a file moves into a keychain that is there now', async () => {
  const first = await opened();
  const second = await opened({ keychain: keychain(7) });
  expect(second.protection()).toBe('keychain');
  expect(second.key()).toEqual(first.key());
});

test.each([
  ['without a keychain', undefined],
  ['with a keychain', keychain(7)],
])('%s a passphrase locks the desk, and only it opens it again', async (_how, chain) => {
  const first = await opened({ keychain: chain });
  const key = Buffer.from(first.key() ?? []);
  expectValue(await first.setPassphrase(null, phrase));
  expect(first.protection()).toBe('passphrase');
  for (const form of ['base64', 'hex'] as const)
    expect(await keyText()).not.toContain(key.toString(form));

  const second = await opened({ keychain: chain });
  expect(second.key()).toBeUndefined();
  expect(await second.unlock('correct horse battery stable')).toMatchObject({
    ok: false,
    fault: { kind: 'refused', message: 'This passphrase does not open the desk.' },
  });
  expect(second.key()).toBeUndefined();
  expectValue(await second.unlock(phrase));
  expect(Buffer.from(second.key() ?? [])).toEqual(key);
});

test('a passphrase is changed and removed with the present one only, around the same key', async () => {
  const keeper = await opened();
  const key = Buffer.from(keeper.key() ?? []);
  expectValue(await keeper.setPassphrase(null, phrase));
  expect((await keeper.setPassphrase(null, 'another long passphrase')).ok).toBe(false);
  expect((await keeper.setPassphrase('wrong', 'another long passphrase')).ok).toBe(false);
  expectValue(await keeper.setPassphrase(phrase, 'another long passphrase'));
  expect((await keeper.removePassphrase(phrase)).ok).toBe(false);
  expectValue(await keeper.removePassphrase('another long passphrase'));
  expect(keeper.protection()).toBe('key-file');
  expect(Buffer.from((await opened()).key() ?? [])).toEqual(key);
});

test('the same passphrase typed with composed letters opens the desk', async () => {
  const keeper = await opened();
  expectValue(await keeper.setPassphrase(null, 'Gr\u00fc\u00dfe aus K\u00f6ln'));
  const locked = await opened();
  expectValue(await locked.unlock('Gru\u0308\u00dfe aus Ko\u0308ln'));
  expect(locked.key()).toEqual(keeper.key());
});

test('a locked desk has overwritten its key in memory', async () => {
  const keeper = await opened();
  const key = keeper.key();
  keeper.lock();
  expect(keeper.key()).toBe(key);
  expectValue(await keeper.setPassphrase(null, phrase));
  keeper.lock();
  expect(keeper.key()).toBeUndefined();
  expect([...(key ?? [])]).toEqual(Array.from({ length: 32 }, () => 0));
  expect((await keeper.setPassphrase(phrase, 'another long passphrase')).ok).toBe(false);
});

test('guessing waits longer each time, and a restart shortens nothing', async () => {
  const keeper = await opened();
  expectValue(await keeper.setPassphrase(null, phrase));
  const locked = await opened();
  for (let guess = 0; guess < 3; guess++)
    expect((await locked.unlock(`guess ${guess}`)).ok).toBe(false);
  expect(locked.waitMs()).toBe(2_000);
  expect(await locked.unlock(phrase)).toMatchObject({ fault: { retryAfterMs: 2_000 } });
  clock.ms += 1_500;
  const restarted = await opened();
  expect(restarted.waitMs()).toBe(2_000);
  clock.ms += 2_000;
  expect((await restarted.unlock('guess 3')).ok).toBe(false);
  expect(restarted.waitMs()).toBe(4_000);
  clock.ms += 4_000;
  expectValue(await restarted.unlock(phrase));
  expect((await opened()).waitMs()).toBe(0);
});

test('many guesses at once are no way around the wait', async () => {
  const keeper = await opened();
  expectValue(await keeper.setPassphrase(null, phrase));
  const locked = await opened();
  const guesses = [...Array(6).keys()].map((guess) => locked.unlock(`guess ${guess}`));
  const answers = await Promise.all([...guesses, locked.unlock(phrase)]);
  expect(answers.every((answer) => !answer.ok)).toBe(true);
});

test('a damaged count of tries is a high one', async () => {
  const keeper = await opened();
  expectValue(await keeper.setPassphrase(null, phrase));
  await writeFile(join(folder, 'unlock.json'), 'nothing');
  expect((await opened()).waitMs()).toBeGreaterThanOrEqual(60_000);
});

test.each([
  ['the cost', (file: string) => file.replace('"passes":3', '"passes":2')],
  ['the salt', (file: string) => file.replace(/"salt":"../, '"salt":"AA')],
  ['the sealed key', (file: string) => file.replace(/"value":"../, '"value":"AA')],
])('a key file with another %s does not open', async (_what, tamper) => {
  const keeper = await opened();
  expectValue(await keeper.setPassphrase(null, phrase));
  const text = await keyText();
  expect(tamper(text)).not.toBe(text);
  await writeFile(join(folder, 'desk.key'), tamper(text));
  expect((await (await opened()).unlock(phrase)).ok).toBe(false);
});

test('no nonce and no salt is used twice', async () => {
  const keeper = await opened();
  const seen = new Set<string>();
  let present: string | null = null;
  for (let rotation = 0; rotation < 6; rotation++) {
    expectValue(await keeper.setPassphrase(present, phrase));
    present = phrase;
    const file = JSON.parse(await keyText()) as { passphrase: { nonce: string; salt: string } };
    seen.add(file.passphrase.nonce).add(file.passphrase.salt);
  }
  expect(seen.size).toBe(12);
});
