import type { AppApi } from '../../shared/contract/app-api.ts';
import type { Handlers } from '../../shared/contract/contract.ts';
import {
  wipeWord,
  type protectionCalls,
  type ProtectionState,
} from '../../shared/contract/protection-api.ts';
import {
  passphraseTrouble,
  shortestPassphrase,
  type PassphraseTrouble,
} from '../../shared/domain/passphrase-strength.ts';
import { err, ok, type Result } from '../../shared/lifetime/result.ts';
import type { KeyStore } from './desk-key/key-store.ts';
import { writeLog } from './runtime/log.ts';
import type { Programs } from './programs.ts';
import type { DeskSettings } from './settings/desk-settings.ts';
import { mayChange } from './settings/weakening.ts';
import type { Confirm, Question } from './security/confirm.ts';

export type ProtectionAnswers = Pick<Handlers<AppApi>, keyof typeof protectionCalls>;

/** Locks and unlocks the desk: while it is locked, no process of it holds a key. */
export type DeskLock = {
  /** Does nothing on a desk without a passphrase: nothing could open it again. */
  lock(why: string): Promise<void>;
  readonly answers: ProtectionAnswers;
};

type LockDeps = {
  /** Asks the person in a window that no page can answer. */
  readonly confirm: Confirm;
  /** The backend that comes with the desk is in its folder. */
  readonly holdsBackend: boolean;
  /** The present one; a wipe puts another in its place. */
  readonly held: { keeper: KeyStore };
  readonly hasKeychain: boolean;
  readonly settings: DeskSettings;
  readonly programs: () => Programs | undefined;
  readonly tellPage: (name: 'lockComing' | 'protectionChanged') => void;
  /** Puts an empty page in place of what is on screen. */
  readonly renewPage: () => void;
  /** Destroys the desk's data and makes a new key. */
  readonly erase: () => Promise<Result<KeyStore>>;
};

/** How long the page may take to save and clear itself before the desk is locked all the same. */
const clearWithinMs = 2_000;

export function keepDeskLock(parts: LockDeps): DeskLock {
  const { held, settings, programs } = parts;
  const clearing: { done?: (() => void) | undefined } = {};
  let locking: Promise<void> | undefined;

  function state(): ProtectionState {
    return {
      protection: held.keeper.protection(),
      hasKeychain: parts.hasKeychain,
      isLocked: locking !== undefined || held.keeper.key() === undefined,
      lockAfterMinutes: settings.readLockAfter(),
      waitMs: held.keeper.waitMs(),
    };
  }

  /** The outcome of a change in the page's form, sent to every part that it concerns. */
  function changed(result: Result<null>): Result<ProtectionState> {
    if (!result.ok) return result;
    programs()?.dataService()?.protectionChanged(held.keeper.protection());
    parts.tellPage('protectionChanged');
    return ok(state());
  }

  async function lockNow(why: string): Promise<void> {
    writeLog({ event: 'locking', why });
    const cleared = new Promise<void>((resolve) => (clearing.done = resolve));
    parts.tellPage('lockComing');
    await Promise.race([cleared, waitMs(clearWithinMs)]);
    held.keeper.lock();
    const closed = programs()?.close();
    parts.renewPage();
    await closed;
  }

  async function lock(why: string): Promise<void> {
    if (held.keeper.protection() !== 'passphrase' || !held.keeper.key()) return;
    locking ??= lockNow(why).finally(() => {
      locking = undefined;
      writeLog({ event: 'locked' });
      parts.tellPage('protectionChanged');
    });
    await locking;
  }

  async function wipe(typed: string, evenUnsent: boolean): Promise<Result<Record<string, never>>> {
    if (typed !== wipeWord)
      return err('refused', `Nothing was wiped: type ${wipeWord} to confirm.`, 'after-user');
    const left = await unsent(programs()?.dataService());
    if (left !== '' && !evenUnsent) return err('refused', left, 'after-user');
    const confirmed = await parts.confirm(wipeQuestion(left, parts.holdsBackend));
    if (!confirmed.ok) return confirmed;
    writeLog({ event: 'wiping' });
    await programs()?.closeAll();
    held.keeper.key()?.fill(0);
    const erased = await parts.erase();
    if (!erased.ok) return erased;
    held.keeper = erased.value;
    programs()?.open(true);
    parts.renewPage();
    return ok({});
  }

  return {
    lock,
    answers: {
      readProtection: () => ok(state()),
      async lockDesk() {
        if (held.keeper.protection() !== 'passphrase') {
          return err(
            'not-configured',
            'Set a passphrase first: without one, nothing could open the desk again.',
            'after-user',
          );
        }
        await lock('asked');
        return ok(state());
      },
      pageIsClear() {
        clearing.done?.();
        return ok({});
      },
      async unlockDesk({ passphrase }) {
        await locking;
        const opened = await held.keeper.unlock(passphrase);
        if (!opened.ok) return opened;
        writeLog({ event: 'unlocked' });
        programs()?.open();
        return changed(opened);
      },
      async setPassphrase({ current, next }) {
        const trouble = passphraseTrouble(next);
        if (trouble) return err('refused', troubleWords[trouble], 'after-user');
        const change = current === null ? 'set' : 'change';
        const confirmed = await mayChange(parts.confirm, 'passphrase', change, change);
        return changed(confirmed.ok ? await held.keeper.setPassphrase(current, next) : confirmed);
      },
      async removePassphrase({ current }) {
        const confirmed = await mayChange(parts.confirm, 'passphrase', 'remove', 'remove');
        return changed(confirmed.ok ? await held.keeper.removePassphrase(current) : confirmed);
      },
      async saveLockAfter({ minutes }) {
        const before = settings.readLockAfter();
        const may = await mayChange(parts.confirm, 'lockAfterMinutes', before, minutes);
        if (may.ok) settings.saveLockAfter(minutes);
        return changed(may);
      },
      wipeDesk: ({ typed, evenUnsent }) => wipe(typed, evenUnsent),
    },
  };
}

const troubleWords: Readonly<Record<PassphraseTrouble, string>> = {
  'too-short': `This passphrase is shorter than ${shortestPassphrase} characters, blanks not counted. Nothing was changed.`,
  repeats:
    'This passphrase repeats itself, which is guessed at once. Nothing was changed: take a few words that have nothing to do with each other.',
  guessable:
    'This passphrase is made of words, runs or years that are guessed first. Nothing was changed: take a few words that have nothing to do with each other.',
};

function wipeQuestion(left: string, holdsBackend: boolean): Question {
  const backend =
    'The backend that comes with the desk goes too, with your own clips and every verdict in it. ';
  return {
    event: 'wipe',
    message: 'Wipe this desk?',
    detail: `${left === '' ? '' : `${left} `}${holdsBackend ? backend : ''}Its keys, cases, clips and drafts are destroyed. Nothing brings them back.`,
    act: 'Wipe this desk',
  };
}

/** What a wipe would lose, in a sentence; empty when nothing. */
async function unsent(service: ReturnType<Programs['dataService']>): Promise<string> {
  if (!service) return 'The desk is locked, so nobody can say whether verdicts still wait in it.';
  const handed = await service.handOver();
  if (!handed.ok)
    return `Whether verdicts still wait could not be found out. ${handed.fault.message}`;
  const { unsent: waiting, rejected } = handed.value;
  if (waiting + rejected === 0) return '';
  const count = (n: number) => (n === 1 ? '1 verdict' : `${n} verdicts`);
  return `Not sent yet: ${count(waiting)}; rejected: ${count(rejected)}. Wiping the desk takes them from this machine.`;
}

function waitMs(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
