import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { shredFile, writeWholeFile } from '../settings/whole-file.ts';

/** How often a passphrase may be tried. */
export type UnlockLimit = {
  /** How long until the next try, in milliseconds. */
  waitMs(): number;
  /** Counts a try before it is made, so that ending the app in between gives no free one. False: not durable. */
  count(): Promise<boolean>;
  /** The try was right: the count is reset. */
  clear(): Promise<void>;
};

const counted = z.strictObject({ tries: z.number().int().min(0).max(1_000_000) });

const freeTries = 3;
const longestMs = 15 * 60_000;

/** The wait after so many wrong tries: none for the first three, then 2 s, doubled each time, up to 15 min. */
export function waitAfter(tries: number): number {
  return tries < freeTries ? 0 : Math.min(longestMs, 2_000 * 2 ** (tries - freeTries));
}

/**
 * Opens the count in its file. It holds no time: after a start the whole wait begins again, on the
 * monotonic clock, so that turning the machine's clock shortens nothing. A damaged count is a high one.
 */
export async function openUnlockLimit(
  path: string,
  monotonicMs: () => number,
): Promise<UnlockLimit> {
  const text = await readFile(path, 'utf8').catch((error: unknown) =>
    error instanceof Error && 'code' in error && error.code === 'ENOENT' ? null : '',
  );
  let tries = text === null ? 0 : triesIn(text);
  let sinceMs = monotonicMs();
  return {
    waitMs: () => Math.max(0, Math.ceil(sinceMs + waitAfter(tries) - monotonicMs())),
    async count() {
      tries += 1;
      sinceMs = monotonicMs();
      const written = await writeWholeFile(path, `${JSON.stringify({ tries })}\n`, 0o600);
      return written.ok;
    },
    async clear() {
      tries = 0;
      await shredFile(path).catch(() => {});
    },
  };
}

function triesIn(text: string): number {
  try {
    return counted.parse(JSON.parse(text)).tries;
  } catch {
    return freeTries + 5;
  }
}
