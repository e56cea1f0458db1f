import type { FastifyReply } from 'fastify';
import type { Problem, problemTypes } from '../../shared/contract/backend-api.ts';

export type ProblemType = (typeof problemTypes)[number];

/** A refusal as RFC 9457 problem details, ready to be sent. */
export type ProblemReply = {
  readonly problem: Problem;
  readonly headers?: Readonly<Record<string, string>>;
};

const statusAndTitle: Readonly<Record<ProblemType, readonly [status: number, title: string]>> = {
  'about:blank': [500, 'The request failed'],
  'urn:second-look:bad-request': [400, 'The request does not fit the protocol'],
  'urn:second-look:unauthorized': [401, 'This token is not known here'],
  'urn:second-look:forbidden': [403, 'This is not allowed'],
  'urn:second-look:invitation-unknown': [403, 'This invitation is not valid'],
  'urn:second-look:not-found': [404, 'There is no such thing here'],
  'urn:second-look:verdict-conflict': [
    422,
    'A verdict with this id and another content is stored already',
  ],
  'urn:second-look:verdict-unreadable': [422, 'This verdict can not be taken'],
  'urn:second-look:cursor-gone': [410, 'This cursor leads nowhere any more'],
  'urn:second-look:upgrade-required': [426, 'This protocol version is not spoken here'],
  'urn:second-look:misdirected': [421, 'This backend does not answer under that name'],
  'urn:second-look:too-many-requests': [429, 'Too many requests'],
  'urn:second-look:range-not-satisfiable': [416, 'The range lies outside the file'],
  'urn:second-look:media-mismatch': [409, 'This is not the media that was announced'],
  'urn:second-look:internal': [500, 'The backend failed'],
};

/** A refusal by its stable type; `detail` is one sentence without content of a case. */
export function refuse(
  type: ProblemType,
  detail: string,
  headers?: Readonly<Record<string, string>>,
): ProblemReply {
  const [status, title] = statusAndTitle[type];
  const problem = { type, title, status, detail };
  return headers === undefined ? { problem } : { problem, headers };
}

/** What is said of a value that passed the contract and that no column takes. */
export const unfitSentence =
  'A value of this request is outside of what can be stored; nothing of it was kept.';

/** A refusal for an HTTP status that has no type of its own. */
export function refuseWithStatus(status: number, detail: string): ProblemReply {
  return { problem: { type: 'about:blank', title: 'The request was refused', status, detail } };
}

export function sendProblem(reply: FastifyReply, refusal: ProblemReply): FastifyReply {
  return reply
    .code(refusal.problem.status)
    .headers({ ...refusal.headers })
    .header('content-type', 'application/problem+json')
    .serializer((problem: Problem) => JSON.stringify(problem))
    .send(refusal.problem);
}
