import './runtime/private-files.ts';
import type { z } from 'zod';
import type { HttpCall } from '../shared/contract/http-contract.ts';
import { problem } from '../shared/contract/backend-api.ts';
import { peopleCalls } from '../shared/contract/people-api.ts';
import { protocolHeader, protocolVersion } from '../shared/contract/version.ts';
import { inviteUsage, parseInviteLine } from './invite-line.ts';
import { print, runCommand } from './runtime/run-command.ts';
import { findTarget, type Target } from './intake/send-clip.ts';

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

const tell = (thing: unknown) => print(JSON.stringify(thing));

async function invite(): Promise<void> {
  const line = parseInviteLine(process.argv.slice(2));
  const { act } = line;
  if (act.do === 'help') return print(inviteUsage);
  const at = await findTarget(line);
  if (!at.ok) throw new Error(at.fault.message);
  const target = at.value;
  switch (act.do) {
    case 'list':
      (await ask(target, peopleCalls.listReviewers)).reviewers.forEach(tell);
      (await ask(target, peopleCalls.listInvitations)).invitations.forEach(tell);
      return;
    case 'withdraw':
      return tell(await ask(target, peopleCalls.withdrawInvitation, { invitationId: act.id }));
    case 'revoke':
      return tell(await ask(target, peopleCalls.revokeReviewer, { reviewerId: act.id }));
    case 'invite':
    case 'add': {
      const reviewerId =
        act.do === 'invite'
          ? act.reviewerId
          : (await ask(target, peopleCalls.addReviewer, {}, act.person)).reviewerId;
      const { validForMs } = act;
      const made = await ask(target, peopleCalls.makeInvitation, { reviewerId }, { validForMs });
      return tell({ reviewerId, ...made });
    }
  }
}

await runCommand(invite);
