import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export type StoredKey = { readonly privateKey: KeyObject; readonly publicKey: KeyObject };

/**
 * A private key that lives in the data folder, readable by its owner alone, and not in the database: a person who gets
 * hold of a dump can neither sign the log nor open a rescue file. Made at the first start.
 */
export async function storedKey(
  folder: string,
  name: 'log.key' | 'rescue.key',
  type: 'ed25519' | 'x25519',
): Promise<StoredKey> {
  const path = join(folder, name);
  const known = await readStoredKey(folder, name);
  if (known !== null) return known;
  const { privateKey } = type === 'ed25519' ? generateKeyPairSync(type) : generateKeyPairSync(type);
  await writeFile(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), {
    mode: 0o600,
    flag: 'wx',
  });
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

/** The key if the folder has it. @throws with a sentence when something else lies in its place. */
export async function readStoredKey(
  folder: string,
  name: 'log.key' | 'rescue.key',
): Promise<StoredKey | null> {
  const path = join(folder, name);
  const pem = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  return pem === null ? null : keyOf(pem, path);
}

function keyOf(pem: string, path: string): StoredKey {
  try {
    const privateKey = createPrivateKey(pem);
    return { privateKey, publicKey: createPublicKey(privateKey) };
  } catch (error) {
    throw new Error(
      `${path} holds no private key. It was left as it is: put back the one from your copies.`,
      { cause: error },
    );
  }
}
