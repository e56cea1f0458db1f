import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { noCrash, type CrashPoint } from '../../../shared/lifetime/crash-point.ts';
import { err, ok, type Result } from '../../../shared/lifetime/result.ts';
import { shredFile, writeWholeFile } from '../settings/whole-file.ts';
import {
  isNewerKeyFile,
  parseKeyFile,
  protectionOf,
  type KeyFile,
  type KeyProtection,
} from './key-file.ts';
import type { Keychain } from './keychain.ts';
import { openByPassphrase, wrapByPassphrase } from './passphrase-wrap.ts';
import { openUnlockLimit } from './unlock-limit.ts';

/** Holds the key of the desk's database: 32 bytes, in memory only while the desk is unlocked. */
export type KeyStore = {
  protection(): KeyProtection;
  /** Undefined while the desk is locked. */
  key(): Uint8Array<ArrayBuffer> | undefined;
  /** How long until a passphrase may be tried, in milliseconds. */
  waitMs(): number;
  /** Opens a locked desk. A wrong passphrase is `refused`, without a hint and with a growing wait. */
  unlock(passphrase: string): Promise<Result<null>>;
  /** Sets or changes the passphrase; `current` is asked for where there is one. Only the wrapper changes. */
  setPassphrase(current: string | null, next: string): Promise<Result<null>>;
  removePassphrase(current: string): Promise<Result<null>>;
  /** Overwrites the key in memory. Only where a passphrase can bring it back. */
  lock(): void;
};

export type KeyStoreDeps = {
  readonly keychain: Keychain | undefined;
  readonly randomBytes: (count: number) => Uint8Array<ArrayBuffer>;
  readonly monotonicMs: () => number;
  readonly crash?: CrashPoint;
};

const keyBytes = 32;
const kept =
  'The file desk.key was kept as it is; nothing was overwritten. To begin anew, move the data folder of the desk away and start again. Verdicts that were not sent yet lie sealed in that folder, in desk/rescue-*.log: give those files to your operator, who can hand them in.';
const wrongPassphrase = 'This passphrase does not open the desk.';

/** Where the key's wrapper and the count of tries are in the desk's folder. */
export const keyFileNames = { key: 'desk.key', tries: 'unlock.json' } as const;

/**
 * Reads the desk's key file, or makes a key at the first start. A key that can't be read is a fault and
 * its file stays: a new key in its place would lose everything that the old one opens.
 */
export async function openKeyStore(folder: string, parts: KeyStoreDeps): Promise<Result<KeyStore>> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, keyFileNames.key);
  // A run that was killed while it wrote may have left a wrapper that is not in use.
  await shredFile(`${path}.part`);
  const text = await readFile(path, 'utf8').catch((error: unknown) =>
    error instanceof Error && 'code' in error && error.code === 'ENOENT' ? null : undefined,
  );
  if (text === undefined) return lost('The key of this desk could not be read from the disk.');
  const limit = await openUnlockLimit(join(folder, keyFileNames.tries), parts.monotonicMs);
  const held: { file: KeyFile; key: Uint8Array<ArrayBuffer> | undefined } = {
    file: { version: 2, passphrase: null, isInKeychain: false, value: '' },
    key: undefined,
  };

  /** Writes a new wrapper around the same key; the old one stays until the new one is durable. */
  async function rewrap(passphrase: string | null): Promise<Result<null>> {
    if (!held.key) return err('refused', 'The desk is locked.', 'after-user');
    const next = await wrap(held.key, passphrase, parts);
    const written = await writeWholeFile(path, `${JSON.stringify(next)}\n`, 0o600, {
      shredsOld: true,
      crash: { name: 'keys', at: parts.crash ?? noCrash },
    });
    if (!written.ok) return written;
    held.file = next;
    return ok(null);
  }

  /** Tries a passphrase under the limit. */
  async function tryPassphrase(passphrase: string): Promise<Result<Uint8Array<ArrayBuffer>>> {
    const waitMs = limit.waitMs();
    if (waitMs > 0) return tooSoon(waitMs);
    if (!(await limit.count())) {
      return err(
        'disk-full',
        'The desk could not write down that a passphrase is being tried, so it did not try it. Make room on the disk.',
        'after-user',
      );
    }
    const opened = await unwrap(held.file, passphrase, parts.keychain);
    if (!opened.ok) return withWait(opened, limit.waitMs());
    await limit.clear();
    return opened;
  }

  /** Whether the request for a change carries the present passphrase, where there is one. */
  async function mayChange(current: string | null): Promise<Result<null>> {
    if (!held.file.passphrase) return ok(null);
    const tried = await tryPassphrase(current ?? '');
    if (!tried.ok) return tried;
    tried.value.fill(0);
    return ok(null);
  }

  // One at a time: two writers would share the file that is renamed.
  let last: Promise<unknown> = Promise.resolve();
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  }

  const keeper: KeyStore = {
    protection: () => protectionOf(held.file),
    key: () => held.key,
    waitMs: () => (held.file.passphrase ? limit.waitMs() : 0),
    unlock: (passphrase) =>
      inTurn(async () => {
        if (held.key) return ok(null);
        const opened = await tryPassphrase(passphrase);
        if (!opened.ok) return opened;
        held.key = opened.value;
        return ok(null);
      }),
    setPassphrase: (current, next) =>
      inTurn(async () => {
        const may = await mayChange(current);
        return may.ok ? rewrap(next) : may;
      }),
    removePassphrase: (current) =>
      inTurn(async () => {
        const may = await mayChange(current);
        return may.ok ? rewrap(null) : may;
      }),
    lock() {
      if (!held.file.passphrase) return;
      held.key?.fill(0);
      held.key = undefined;
    },
  };

  if (text === null) {
    held.key = parts.randomBytes(keyBytes);
    const made = await rewrap(null);
    return made.ok ? ok(keeper) : made;
  }
  const stored = parseKeyFile(text);
  if (!stored) {
    return lost(
      isNewerKeyFile(text)
        ? 'The key file of this desk was written by a newer version of Second Look. Update the desk to open it.'
        : 'The key file of this desk is damaged.',
    );
  }
  held.file = stored.file;
  if (stored.file.passphrase) return ok(keeper);
  const opened = await unwrap(stored.file, null, parts.keychain);
  if (!opened.ok) return opened;
  held.key = opened.value;
  // A wrap that could not be renewed still opens: it is tried again at the next start.
  const canDoBetter = parts.keychain !== undefined && !stored.file.isInKeychain;
  if (stored.isOld || opened.isStale || canDoBetter) await rewrap(null);
  return ok(keeper);
}

async function wrap(
  key: Uint8Array<ArrayBuffer>,
  passphrase: string | null,
  { keychain, randomBytes }: KeyStoreDeps,
): Promise<KeyFile> {
  const inner = passphrase === null ? null : await wrapByPassphrase(key, passphrase, randomBytes);
  const plain = Buffer.from(inner?.sealed ?? key).toString('base64');
  const value = keychain ? (await keychain.wrap(plain)).toString('base64') : plain;
  return {
    version: 2,
    passphrase: inner?.recipe ?? null,
    isInKeychain: keychain !== undefined,
    value,
  };
}

type Unwrapped = Result<Uint8Array<ArrayBuffer>> & { readonly isStale?: boolean };

async function unwrap(
  file: KeyFile,
  passphrase: string | null,
  keychain: Keychain | undefined,
): Promise<Unwrapped> {
  const outer = file.isInKeychain
    ? await fromKeychain(file.value, keychain)
    : { ok: true as const, value: { text: file.value, isStale: false } };
  if (!outer.ok) return outer;
  const bytes = Buffer.from(outer.value.text, 'base64');
  if (!file.passphrase) return { ...checkedKey(bytes), isStale: outer.value.isStale };
  const opened = await openByPassphrase(
    { recipe: file.passphrase, sealed: bytes },
    passphrase ?? '',
  );
  return opened ? checkedKey(opened) : err('refused', wrongPassphrase, 'after-user');
}

async function fromKeychain(
  value: string,
  keychain: Keychain | undefined,
): Promise<Result<{ readonly text: string; readonly isStale: boolean }>> {
  if (!keychain) {
    return lost(
      'The keychain that holds the key of this desk is not available. Unlock it and start again.',
    );
  }
  const opened = await keychain.unwrap(Buffer.from(value, 'base64')).catch(() => undefined);
  if (opened) return ok(opened);
  return lost('The keychain did not open the key of this desk: it may belong to another account.');
}

function checkedKey(bytes: Buffer): Result<Uint8Array<ArrayBuffer>> {
  const key = new Uint8Array(bytes);
  bytes.fill(0);
  return key.length === keyBytes ? ok(key) : lost('The key file of this desk holds no key.');
}

function tooSoon(waitMs: number): Result<never> {
  return withWait(
    err('refused', 'Too many wrong passphrases. The next try has to wait.', 'after-user'),
    waitMs,
  );
}

function withWait(failed: ReturnType<typeof err>, waitMs: number): Result<never> {
  return { ok: false, fault: { ...failed.fault, retryAfterMs: waitMs } };
}

function lost(sentence: string): ReturnType<typeof err> {
  return err('database-unreadable', `${sentence} ${kept}`, 'after-user');
}
