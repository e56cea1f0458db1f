import type { FastifyRequest } from 'fastify';
import type { HttpCall } from '../../shared/contract/http-contract.ts';
import type { ProblemReply } from './problem.ts';

/** An enrolled desk and the person at it. */
export type DeskCaller = {
  readonly deviceId: string;
  readonly reviewerId: string;
  readonly role: 'reviewer' | 'lead' | 'auditor';
  readonly queues: readonly string[];
  /** It was taken off: it submits what it had, and reads nothing but its own receipts and that it is over. */
  readonly isRevoked: boolean;
};
export type Caller = DeskCaller | null;

/** Signs the client in, or refuses. */
export type SignIn = (call: HttpCall, request: FastifyRequest) => Promise<Caller | ProblemReply>;
