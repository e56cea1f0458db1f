import { entityId } from '../shared/domain/ids.ts';
import { invitationHolds, peopleCalls, type NewReviewer } from '../shared/contract/people-api.ts';
import { refuseSecretArguments } from './runtime/secret-arguments.ts';
import { defaultQueue } from './store/cases.ts';
import { readOptions, wholeNumber } from './runtime/read-options.ts';

export const inviteUsage = `npm run invite -- --name NAME [--role reviewer|lead|auditor] [--quota N] [--queue Q]... [--days N]
  Makes a person known and prints a code by which one desk of theirs enrols, once.
  --reviewer ID    one more code for somebody who is known: the same person at another desk
  --list           everybody with their desks, and the invitations (never their codes)
  --withdraw ID    nobody enrols by this invitation any more
  --revoke ID      ends a person's power: all their desks and all their codes
  --backend URL --token-file FILE | --data DIR
                   another backend and its operator token (or SECOND_LOOK_OPERATOR_TOKEN); else the one on this machine`;

const options = {
  help: { type: 'boolean', short: 'h' },
  name: { type: 'string' },
  role: { type: 'string', default: 'reviewer' },
  quota: { type: 'string', default: '200' },
  queue: { type: 'string', multiple: true, default: [] as string[] },
  days: { type: 'string', default: '7' },
  reviewer: { type: 'string' },
  list: { type: 'boolean' },
  withdraw: { type: 'string' },
  revoke: { type: 'string' },
  backend: { type: 'string' },
  'token-file': { type: 'string' },
  data: { type: 'string' },
} as const;

const dayMs = 86_400_000;

export type InviteAct =
  | { readonly do: 'help' | 'list' }
  | { readonly do: 'withdraw' | 'revoke'; readonly id: string }
  | { readonly do: 'invite'; readonly reviewerId: string; readonly validForMs: number }
  | { readonly do: 'add'; readonly person: NewReviewer; readonly validForMs: number };

export type InviteLine = {
  readonly act: InviteAct;
  readonly backendUrl: string | null;
  readonly tokenFile: string | null;
  readonly dataFolder: string | null;
};

/**
 * What the operator asked for, all of it checked before anything is asked of a backend: a person without a code would
 * be left behind otherwise.
 * @throws with a sentence for the person at the terminal.
 */
export function parseInviteLine(argv: readonly string[]): InviteLine {
  refuseSecretArguments(argv);
  const { values } = readOptions({ args: [...argv], options });
  return {
    act: values.help ? { do: 'help' } : actOf(values),
    backendUrl: values.backend ?? null,
    tokenFile: values['token-file'] ?? null,
    dataFolder: values.data ?? null,
  };
}

type Values = ReturnType<typeof readOptions<{ args: string[]; options: typeof options }>>['values'];

function actOf(values: Values): InviteAct {
  const named = (['name', 'reviewer', 'list', 'withdraw', 'revoke'] as const).filter(
    (name) => values[name] !== undefined,
  );
  if (named.length !== 1)
    throw new Error(
      `Give one of --name, --reviewer, --list, --withdraw and --revoke, not ${named.length}. Nothing was done.`,
    );
  const { withdraw, revoke, reviewer } = values;
  if (values.list) return { do: 'list' };
  if (withdraw !== undefined) return { do: 'withdraw', id: idOf('--withdraw', withdraw) };
  if (revoke !== undefined) return { do: 'revoke', id: idOf('--revoke', revoke) };
  const validForMs = wholeNumber('--days', values.days, 1, invitationHolds.mostMs / dayMs) * dayMs;
  if (reviewer !== undefined)
    return { do: 'invite', reviewerId: idOf('--reviewer', reviewer), validForMs };
  return { do: 'add', person: personOf(values), validForMs };
}

function personOf(values: Values): NewReviewer {
  const person = peopleCalls.addReviewer.body.safeParse({
    name: values.name,
    role: values.role,
    quotaPerDay: wholeNumber('--quota', values.quota, 1, 100_000),
    queues: values.queue.length === 0 ? [defaultQueue] : values.queue,
  });
  if (person.success) return person.data;
  const [issue] = person.error.issues;
  const option = String(issue?.path[0] ?? 'name').replace('queues', 'queue');
  throw new Error(`--${option} can't be taken: ${issue?.message ?? ''}. Nothing was done.`);
}

function idOf(option: string, text: string): string {
  const id = entityId.safeParse(text);
  if (id.success) return id.data;
  throw new Error(`${option} wants an id, as --list prints it. Nothing was done.`);
}
