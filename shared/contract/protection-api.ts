import { z } from 'zod';
import { shortestPassphrase } from '../domain/passphrase-strength.ts';

const nothing = z.strictObject({});
const passphrase = z.string().max(1_000);

/** What protects this desk at rest, and whether it is locked. */
export const protectionState = z.object({
  protection: z.enum(['keychain', 'key-file', 'passphrase']),
  /** This machine has a keychain that protects; with a passphrase, both are needed. */
  hasKeychain: z.boolean(),
  isLocked: z.boolean(),
  /** The desk locks after so many idle minutes, where there is a passphrase. */
  lockAfterMinutes: z.number().int().min(1).max(240),
  /** How long until a passphrase may be tried, in milliseconds. */
  waitMs: z.number().int().nonnegative(),
});
export type ProtectionState = Readonly<z.infer<typeof protectionState>>;

/** What the page asks of Electron main about keys, lock and wipe. A passphrase goes no further than main. */
export const protectionCalls = {
  readProtection: { input: nothing, output: protectionState },
  /** A wrong passphrase is `refused`, with `retryAfterMs` and no hint. */
  unlockDesk: { input: z.strictObject({ passphrase }), output: protectionState },
  lockDesk: { input: nothing, output: protectionState },
  /** The page shows nothing of any case any more, and what it had to save is saved. */
  pageIsClear: { input: nothing, output: nothing },
  /** `current` is null where no passphrase is set. One that is easily guessed is `refused` in words. */
  setPassphrase: {
    input: z.strictObject({
      current: passphrase.nullable(),
      next: passphrase.min(shortestPassphrase),
    }),
    output: protectionState,
  },
  removePassphrase: { input: z.strictObject({ current: passphrase }), output: protectionState },
  saveLockAfter: {
    input: z.strictObject({ minutes: z.number().int().min(1).max(240) }),
    output: protectionState,
  },
  /**
   * Destroys the keys of this desk and then all it holds. Verdicts are sent first where that works;
   * with some left it is `refused`, unless the reviewer said that they know.
   */
  wipeDesk: {
    input: z.strictObject({ typed: z.string().max(100), evenUnsent: z.boolean() }),
    output: nothing,
  },
} as const;

export const protectionEvents = {
  /** The desk is about to be locked: save, clear the screen, answer by `pageIsClear`. */
  lockComing: nothing,
  protectionChanged: nothing,
} as const;

/** What a reviewer types to wipe the desk. */
export const wipeWord = 'WIPE';
