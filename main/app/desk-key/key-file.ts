import { z } from 'zod';
import { passphraseRecipe } from './passphrase-wrap.ts';

/** What protects the key of this desk at rest. */
export type KeyProtection = 'keychain' | 'key-file' | 'passphrase';

/** The first format: the keychain's wrap, or the bare key. Still opens, and is rewritten as version 2. */
const firstFormat = z.strictObject({
  version: z.literal(1),
  protection: z.enum(['keychain', 'key-file']),
  /** Base64: the key itself, or the keychain's wrap of its base64. */
  value: z.base64(),
});

/** The key wrapped by the passphrase, and that wrapped by the keychain, as far as each is there. */
const secondFormat = z.strictObject({
  version: z.literal(2),
  /** Null where no passphrase is set. */
  passphrase: passphraseRecipe.nullable(),
  isInKeychain: z.boolean(),
  /** Base64: the key, its passphrase wrap, or the keychain's wrap of the base64 of one of them. */
  value: z.base64(),
});
export type KeyFile = Readonly<z.infer<typeof secondFormat>>;

/** A key file of either version in the form of the newest; undefined when it is none. */
export function parseKeyFile(
  text: string,
): { readonly file: KeyFile; readonly isOld: boolean } | undefined {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return undefined;
  }
  const second = secondFormat.safeParse(raw).data;
  if (second) return { file: second, isOld: false };
  const first = firstFormat.safeParse(raw).data;
  if (!first) return undefined;
  const isInKeychain = first.protection === 'keychain';
  return { file: { version: 2, passphrase: null, isInKeychain, value: first.value }, isOld: true };
}

/** Whether a newer desk wrote this key file. */
export function isNewerKeyFile(text: string): boolean {
  try {
    const parsed = z.object({ version: z.number() }).safeParse(JSON.parse(text));
    return parsed.success && parsed.data.version > 2;
  } catch {
    return false;
  }
}

export function protectionOf(file: Pick<KeyFile, 'passphrase' | 'isInKeychain'>): KeyProtection {
  if (file.passphrase) return 'passphrase';
  return file.isInKeychain ? 'keychain' : 'key-file';
}
