import './runtime/private-files.ts';
import { parseArgs } from 'node:util';
import type { z } from 'zod';
import type { HttpCall } from '../shared/contract/http-contract.ts';
import { problem } from '../shared/contract/backend-api.ts';
import { peopleCalls } from '../shared/contract/people-api.ts';
import { protocolHeader, protocolVersion } from '../shared/contract/version.ts';
import { forTerminal } from './runtime/for-terminal.ts';
import { findTarget, type Target } from './intake/send-clip.ts';
import { refuseSecretArguments } from './runtime/secret-arguments.ts';
import { defaultQueue } from './store/cases.ts';

const usage = `npm run invite -- --name NAME [--role reviewer|lead|auditor] [--quota N] [--queue Q]... [--days N]
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

/** Asks one of the operator's calls. @throws with the backend's own sentence when it refuses. */
async function ask<C extends HttpCall>(
  target: Target,
  call: C,
  params: Readonly<Record<string, string>> = {},
  body?: unknown,
): Promise<z.output<C['replies'][keyof C['replies']]>> {
  const path = call.path.replace(/\{(\w+)\}/g, (_, key: string) =>
    encodeURIComponent(params[key] ?? ''),
  );
  const reply = await fetch(new URL(path, target.url), {
    redirect: 'error',
    method: call.method,
    headers: {
      authorization: `Bearer ${target.token}`,
      [protocolHeader]: String(protocolVersion),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => null);
  if (reply === null) throw new Error(`The backend at ${target.url} does not answer.`);
  const answer: unknown = await reply.json().catch(() => null);
  const parsed = call.replies[reply.status]?.safeParse(answer);
  if (parsed?.success) return parsed.data as z.output<C['replies'][keyof C['replies']]>;
  const refusal = problem.safeParse(answer).data;
  throw new Error(
    refusal ? `${refusal.title}: ${refusal.detail ?? ''}` : 'No backend answers there.',
  );
}

function print(thing: unknown): void {
  process.stdout.write(`${JSON.stringify(thing)}\n`);
}

async function main(): Promise<void> {
  refuseSecretArguments(process.argv.slice(2));
  const { values } = parseArgs({ options });
  if (values.help) return void process.stdout.write(`${usage}\n`);
  const at = await findTarget({
    backendUrl: values.backend ?? null,
    tokenFile: values['token-file'] ?? null,
    dataFolder: values.data ?? null,
  });
  if (!at.ok) throw new Error(at.fault.message);
  const target = at.value;
  if (values.list) {
    for (const one of (await ask(target, peopleCalls.listReviewers)).reviewers) print(one);
    for (const one of (await ask(target, peopleCalls.listInvitations)).invitations) print(one);
  } else if (values.withdraw !== undefined)
    print(await ask(target, peopleCalls.withdrawInvitation, { invitationId: values.withdraw }));
  else if (values.revoke !== undefined)
    print(await ask(target, peopleCalls.revokeReviewer, { reviewerId: values.revoke }));
  else {
    if (values.name === undefined && values.reviewer === undefined) throw new Error(usage);
    const person = {
      name: values.name,
      role: values.role,
      quotaPerDay: Number(values.quota),
      queues: values.queue.length === 0 ? [defaultQueue] : values.queue,
    };
    const reviewerId =
      values.reviewer ?? (await ask(target, peopleCalls.addReviewer, {}, person)).reviewerId;
    const validForMs = Number(values.days) * 86_400_000;
    const made = await ask(target, peopleCalls.makeInvitation, { reviewerId }, { validForMs });
    print({ reviewerId, ...made });
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${forTerminal(error instanceof Error ? error.message : String(error))}\n`);
  process.exitCode = 2;
}
