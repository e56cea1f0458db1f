import { hashRaw } from '@node-rs/argon2';
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { z } from 'zod';

/** How a passphrase becomes a key: kept beside what it wraps, bound to it as associated data. */
export const passphraseRecipe = z.strictObject({
  kdf: z.literal('argon2id'),
  /** Bounded, so that a forged file can't eat the machine's memory. */
  memoryKib: z.number().int().min(19_456).max(1_048_576),
  passes: z.number().int().min(1).max(16),
  lanes: z.number().int().min(1).max(16),
  /** Base64, 16 bytes. */
  salt: z.base64(),
  /** Base64, 12 bytes; random at each wrap, and the salt with it: a key is used for one nonce only. */
  nonce: z.base64(),
});
export type PassphraseRecipe = Readonly<z.infer<typeof passphraseRecipe>>;

/** RFC 9106, second recommended choice (64 MiB, 3 passes, 4 lanes): 53 ms on two cores, 2026-11. */
const cost = { kdf: 'argon2id', memoryKib: 65_536, passes: 3, lanes: 4 } as const;
const tagBytes = 16;

type RandomBytes = (count: number) => Uint8Array<ArrayBuffer>;
export type PassphraseWrap = { readonly recipe: PassphraseRecipe; readonly sealed: Buffer };

/** Seals a secret by a passphrase: Argon2id (RFC 9106), then AES-256-GCM. Fresh salt and nonce each time. */
export async function wrapByPassphrase(
  secret: Uint8Array,
  passphrase: string,
  randomBytes: RandomBytes,
): Promise<PassphraseWrap> {
  const recipe: PassphraseRecipe = {
    ...cost,
    salt: Buffer.from(randomBytes(16)).toString('base64'),
    nonce: Buffer.from(randomBytes(12)).toString('base64'),
  };
  const key = await keyOf(passphrase, recipe);
  const cipher = createCipheriv('aes-256-gcm', key, Buffer.from(recipe.nonce, 'base64'));
  cipher.setAAD(boundTo(recipe));
  const sealed = Buffer.concat([cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
  key.fill(0);
  return { recipe, sealed };
}

/** The secret, or undefined when the passphrase, the recipe or the bytes are not those of the wrap. */
export async function openByPassphrase(
  { recipe, sealed }: PassphraseWrap,
  passphrase: string,
): Promise<Buffer<ArrayBuffer> | undefined> {
  if (sealed.length < tagBytes) return undefined;
  const key = await keyOf(passphrase, recipe);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(recipe.nonce, 'base64'), {
      authTagLength: tagBytes,
    });
    decipher.setAAD(boundTo(recipe));
    decipher.setAuthTag(sealed.subarray(-tagBytes));
    return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()]);
  } catch {
    return undefined;
  } finally {
    key.fill(0);
  }
}

/** On libuv's threads: Electron main is not blocked. Argon2id, version 19, are the library's defaults. */
function keyOf(passphrase: string, recipe: PassphraseRecipe): Promise<Buffer> {
  // The same letters from another keyboard are the same passphrase.
  return hashRaw(passphrase.normalize('NFKC'), {
    memoryCost: recipe.memoryKib,
    timeCost: recipe.passes,
    parallelism: recipe.lanes,
    outputLen: 32,
    salt: Buffer.from(recipe.salt, 'base64'),
  });
}

function boundTo({ kdf, memoryKib, passes, lanes, salt }: PassphraseRecipe): Buffer {
  return Buffer.from(`second-look desk key 2|${kdf}|${memoryKib}|${passes}|${lanes}|${salt}`);
}
