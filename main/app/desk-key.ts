import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { failure, success, type Outcome } from '../../shared/lifetime/outcome.ts';
import type { Keychain } from './keychain.ts';
import { writeWholeFile } from './settings/whole-file.ts';

/** The key of the desk's database: 32 bytes, and what protects them at rest. */
export type DeskKey = {
  readonly key: Uint8Array<ArrayBuffer>;
  readonly protection: 'keychain' | 'key-file';
};

const keyBytes = 32;
const keyFile = z.strictObject({
  version: z.literal(1),
  protection: z.enum(['keychain', 'key-file']),
  /** Base64: the key itself, or the keychain's wrap of its base64. */
  value: z.base64(),
});
type KeyFile = z.infer<typeof keyFile>;

const kept = 'The file desk.key was kept as it is; nothing was overwritten.';

/**
 * Reads the desk's key, or makes one at the first start. A key that can't be read is a fault and its
 * file stays: a new key in its place would lose everything that the old one opens.
 */
export async function openDeskKey(
  folder: string,
  keychain: Keychain | undefined,
  randomBytes: (count: number) => Uint8Array<ArrayBuffer>,
): Promise<Outcome<DeskKey>> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'desk.key');
  const text = await readFile(path, 'utf8').catch((error: unknown) =>
    error instanceof Error && 'code' in error && error.code === 'ENOENT' ? null : undefined,
  );
  if (text === undefined) return lost('The key of this desk could not be read from the disk.');
  if (text === null) return makeKey(path, keychain, randomBytes(keyBytes));
  const stored = parseKeyFile(text);
  if (!stored) return lost('The key file of this desk is damaged.');
  if (stored.protection === 'key-file') return checkedKey(stored.value, 'key-file');
  return unwrapKey(path, stored, keychain);
}

async function makeKey(
  path: string,
  keychain: Keychain | undefined,
  key: Uint8Array<ArrayBuffer>,
): Promise<Outcome<DeskKey>> {
  const plain = Buffer.from(key).toString('base64');
  const written = keychain
    ? await writeKeyFile(path, 'keychain', (await keychain.wrap(plain)).toString('base64'))
    : await writeKeyFile(path, 'key-file', plain);
  return written.ok ? success({ key, protection: keychain ? 'keychain' : 'key-file' }) : written;
}

async function unwrapKey(
  path: string,
  stored: KeyFile,
  keychain: Keychain | undefined,
): Promise<Outcome<DeskKey>> {
  if (!keychain) {
    return lost(
      'The keychain that holds the key of this desk is not available. Unlock it and start again.',
    );
  }
  const opened = await keychain.unwrap(Buffer.from(stored.value, 'base64')).catch(() => undefined);
  if (!opened) {
    return lost(
      'The keychain did not open the key of this desk: it may belong to another account.',
    );
  }
  if (opened.isStale) {
    // A wrap that could not be renewed still opens: it is tried again at the next start.
    await writeKeyFile(path, 'keychain', (await keychain.wrap(opened.text)).toString('base64'));
  }
  return checkedKey(opened.text, 'keychain');
}

function writeKeyFile(path: string, protection: DeskKey['protection'], value: string) {
  const content: KeyFile = { version: 1, protection, value };
  return writeWholeFile(path, `${JSON.stringify(content)}\n`, 0o600);
}

function parseKeyFile(text: string): KeyFile | undefined {
  try {
    return keyFile.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function checkedKey(base64: string, protection: DeskKey['protection']): Outcome<DeskKey> {
  const key = new Uint8Array(Buffer.from(base64, 'base64'));
  if (key.length !== keyBytes) return lost('The key file of this desk holds no key.');
  return success({ key, protection });
}

function lost(sentence: string): Outcome<DeskKey> {
  return failure('database-unreadable', `${sentence} ${kept}`, 'after-user');
}
