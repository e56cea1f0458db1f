import { ok, type Result } from '../../../shared/lifetime/result.ts';
import type { Confirm, Question } from '../security/confirm.ts';

/** A setting that protects this desk's data: how to read two of its values, and what a person is asked where one protects less. */
type Protective<V> = {
  readonly isWeaker: (before: V, after: V) => boolean;
  readonly question: (after: V) => Question;
};

/** Of the assistance service: whether cases may be sent to it, and where it is. */
export type Assistance = { readonly enabled: boolean; readonly host: string };

/**
 * Every setting that the page may change and that protects the desk's data, with when a change weakens it. The page decodes
 * hostile media, so no such change is made on its word alone. What protects the person (filters, text first, muted start) is
 * not here: a page that was taken over decides what it shows, with or without a setting.
 */
export const protectiveSettings = {
  lockAfterMinutes: {
    isWeaker: (before, after) => after > before,
    question: (minutes) => ({
      event: 'lock-after',
      message: `Lock this desk only after ${minutes} idle minutes?`,
      detail:
        'Until it locks, whoever sits down at this machine sees what you see. Go on only if you have just asked for it yourself.',
      act: `Lock after ${minutes} minutes`,
    }),
  } satisfies Protective<number>,
  passphrase: {
    // Setting a first one is confirmed, too: it can lock every other person out.
    isWeaker: () => true,
    question: (change) => passphraseQuestions[change],
  } satisfies Protective<PassphraseChange>,
  assistance: {
    isWeaker: (_, after) => after.enabled,
    question: ({ host }) => ({
      event: 'assist',
      message: `Let reviewers send cases to ${host}?`,
      detail:
        `Prompt, frames and sound of a case are sent to ${host} whenever its reviewer asks for machine assistance. ` +
        'They leave this building. Go on only if your organisation agreed to that.',
      act: `Send to ${host}`,
    }),
  } satisfies Protective<Assistance>,
  backend: {
    isWeaker: () => true,
    question: (host) => ({
      event: 'enrol',
      message: `Enrol this desk at ${host}?`,
      detail:
        `From then on its cases come from ${host}, and every verdict made at this desk is sent there. ` +
        'Cases and clips of another backend go from this desk; your verdicts stay in the journal. ' +
        'Go on only if your operator gave you this address.',
      act: `Enrol at ${host}`,
    }),
  } satisfies Protective<string>,
} as const;

export type PassphraseChange = 'set' | 'change' | 'remove';

const noWayBack =
  'Without it nobody opens this desk again, you neither. Go on only if you have just typed it yourself.';

const passphraseQuestions: Readonly<Record<PassphraseChange, Question>> = {
  set: {
    event: 'passphrase',
    message: 'Set a passphrase on this desk?',
    detail: noWayBack,
    act: 'Set the passphrase',
  },
  change: {
    event: 'passphrase',
    message: 'Change the passphrase of this desk?',
    detail: noWayBack,
    act: 'Change the passphrase',
  },
  remove: {
    event: 'passphrase-removal',
    message: 'Remove the passphrase of this desk?',
    detail: 'The desk then opens to whoever starts it on this machine, and does not lock any more.',
    act: 'Remove the passphrase',
  },
};

type Settings = typeof protectiveSettings;
export type SettingName = keyof Settings;
type Value<N extends SettingName> = Parameters<Settings[N]['question']>[0];

/** Succeeds where a change protects no less than before, or where the person confirmed it in a window of main's own. */
export async function mayChange<N extends SettingName>(
  confirm: Confirm,
  name: N,
  before: Value<N>,
  after: Value<N>,
): Promise<Result<null>> {
  // Each entry takes values of its own setting, which the name picks.
  const setting = protectiveSettings[name] as unknown as Protective<Value<N>>;
  return setting.isWeaker(before, after) ? confirm(setting.question(after)) : ok(null);
}
