import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDeskKey } from '../../../../main/app/desk-key.ts';
import type { Keychain } from '../../../../main/app/keychain.ts';
import { expectValue } from '../../../../shared/lifetime/outcome.ts';

let folder = '';
let made = 0;
const randomBytes = (count: number) => new Uint8Array(count).fill(++made);

beforeEach(async () => {
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
const keyText = () => readFile(join(folder, 'desk.key'), 'utf8');

test('the key that was made at the first start is read at the second', async () => {
  const first = expectValue(await openDeskKey(folder, undefined, randomBytes));
  const second = expectValue(await openDeskKey(folder, undefined, randomBytes));
  expect(first.key).toHaveLength(32);
  expect(second).toEqual(first);
  expect(first.protection).toBe('key-file');
});

test('a key file is for its owner only, and nothing half-written is left beside it', async () => {
  await openDeskKey(folder, undefined, randomBytes);
  expect((await stat(join(folder, 'desk.key'))).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['desk.key']);
});

test('with a keychain, the key itself is not on the disk', async () => {
  const { key, protection } = expectValue(await openDeskKey(folder, keychain(7), randomBytes));
  expect(protection).toBe('keychain');
  expect(await keyText()).not.toContain(Buffer.from(key).toString('base64'));
  expect(expectValue(await openDeskKey(folder, keychain(7), randomBytes)).key).toEqual(key);
});

test.each([
  ['of another account', () => keychain(9)],
  ['that is not there', () => undefined],
])('a keychain %s opens nothing, and overwrites nothing', async (_what, other) => {
  await openDeskKey(folder, keychain(7), randomBytes);
  const before = await keyText();
  const opened = await openDeskKey(folder, other(), randomBytes);
  expect(opened).toMatchObject({ ok: false, fault: { kind: 'database-unreadable' } });
  expect(await keyText()).toBe(before);
});

test.each(['', '{', '{"version":1,"protection":"key-file","value":"AAAA"}', '{"version":9}'])(
  'a damaged key file (%s) is a fault and stays as it is',
  async (text) => {
    await writeFile(join(folder, 'desk.key'), text);
    const opened = await openDeskKey(folder, undefined, randomBytes);
    expect(opened).toMatchObject({ ok: false, fault: { kind: 'database-unreadable' } });
    expect(await keyText()).toBe(text);
  },
);

test('a wrap that the keychain calls stale is renewed, with the same key', async () => {
  const { key } = expectValue(await openDeskKey(folder, keychain(7), randomBytes));
  expect(expectValue(await openDeskKey(folder, keychain(7, true), randomBytes)).key).toEqual(key);
  expect(expectValue(await openDeskKey(folder, keychain(7), randomBytes)).key).toEqual(key);
});
