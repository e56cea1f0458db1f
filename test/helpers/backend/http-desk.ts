import { generateKeyPairSync, randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { backendApi, type Problem } from '../../../shared/contract/backend-api.ts';
import type { HttpCall } from '../../../shared/contract/http-contract.ts';
import { protocolHeader, protocolVersion } from '../../../shared/contract/version.ts';
import type { Claim } from '../../../shared/domain/claim.ts';
import type { VerdictEnvelope } from '../../../shared/domain/signed-verdict.ts';
import type { Receipt, Verdict } from '../../../shared/domain/verdict.ts';
import { signVerdict } from '../../../main/data-service/outbox/sign-verdict.ts';

/** A judgement that a second person is asked about: a way out of the house's policy. */
export const cannotTell = {
  branchId: 'cannot-tell',
  decision: 'cannot-tell',
  severity: 0,
  confidence: 'unsure',
  reasonIds: ['language-unknown'],
} satisfies Partial<Verdict>;

type CallName = keyof typeof backendApi;
type ReplyBody<N extends CallName> = z.output<
  Extract<(typeof backendApi)[N]['replies'][keyof (typeof backendApi)[N]['replies']], z.ZodType>
>;

export type Ask = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** A raw body instead of JSON. */
  readonly bytes?: Uint8Array | ReadableStream<Uint8Array>;
};

/** A reply whose body was checked against the contract; `problem` when it is one. */
export type Answer<B> = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: B;
  readonly problem: Problem | null;
};

/** Calls a backend as its contract says, with a token or without. */
export class HttpCaller {
  readonly #url: string;
  readonly #token: string | null;

  constructor(url: string, token: string | null) {
    this.#url = url;
    this.#token = token;
  }

  async fetch(name: CallName, ask: Ask = {}): Promise<Response> {
    const call: HttpCall = backendApi[name];
    const path = call.path.replace(/\{(\w+)\}/g, (_, key: string) =>
      encodeURIComponent(ask.params?.[key] ?? ''),
    );
    const url = new URL(path, this.#url);
    for (const [key, value] of Object.entries(ask.query ?? {})) url.searchParams.set(key, value);
    const raw = ask.bytes !== undefined;
    return fetch(url, {
      method: call.method,
      headers: {
        [protocolHeader]: String(protocolVersion),
        ...(this.#token === null ? {} : { authorization: `Bearer ${this.#token}` }),
        ...(raw ? { 'content-type': 'application/octet-stream' } : {}),
        ...(ask.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...ask.headers,
      },
      ...(raw ? { body: ask.bytes as BodyInit, duplex: 'half' } : {}),
      ...(ask.body === undefined ? {} : { body: JSON.stringify(ask.body) }),
    });
  }

  /** Any reply but a problem is parsed by the contract's schema for its status: a stray field or type fails here. */
  async ask<N extends CallName>(name: N, ask: Ask = {}): Promise<Answer<ReplyBody<N>>> {
    const reply = await this.fetch(name, ask);
    const json: unknown = await reply.json();
    const call: HttpCall = backendApi[name];
    if (reply.headers.get('content-type')?.startsWith('application/problem+json')) {
      return {
        status: reply.status,
        headers: reply.headers,
        body: null as never,
        problem: json as Problem,
      };
    }
    const schema = call.replies[reply.status];
    if (!schema)
      throw new Error(`${name} answered ${reply.status}: ${JSON.stringify(json).slice(0, 300)}`);
    return {
      status: reply.status,
      headers: reply.headers,
      body: schema.parse(json) as ReplyBody<N>,
      problem: null,
    };
  }
}

/** An Ed25519 public key as a desk gives it: SPKI DER, base64. */
export function somePublicKey(): string {
  const { publicKey } = generateKeyPairSync('ed25519');
  return publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
}

export type HttpEnrolment = {
  readonly token: string;
  readonly deviceId: string;
  readonly reviewerId: string;
  readonly queue: string;
  /** Ed25519, PKCS #8, base64. */
  readonly deviceKey: string;
};

/** An enrolled desk. */
export class HttpDesk extends HttpCaller {
  readonly token: string;
  readonly deviceId: string;
  readonly reviewerId: string;
  readonly queue: string;
  readonly deviceKey: string;
  #sequence = 0;
  /** Hash of what was signed last, per verdict: signing one again gives the same bytes. */
  #previous: string | null = null;
  readonly #signed = new Map<string, { readonly of: string; readonly text: string }>();

  constructor(url: string, { token, deviceId, reviewerId, queue, deviceKey }: HttpEnrolment) {
    super(url, token);
    this.token = token;
    this.deviceId = deviceId;
    this.reviewerId = reviewerId;
    this.queue = queue;
    this.deviceKey = deviceKey;
  }

  /** Enrols a desk of this protocol, or of an earlier one. */
  static async enrol(
    url: string,
    invitation: string,
    protocol: number = protocolVersion,
  ): Promise<HttpDesk> {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const devicePublicKey = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    const answer = await new HttpCaller(url, null).ask('enrolDevice', {
      headers: { [protocolHeader]: String(protocol) },
      body: { invitation, devicePublicKey, deskVersion: '0.0.0' },
    });
    if (answer.problem) throw new Error(`could not enrol: ${answer.problem.title}`);
    return new HttpDesk(url, {
      token: answer.body.token,
      deviceId: answer.body.deviceId,
      reviewerId: answer.body.reviewerId,
      queue: answer.body.queues[0] ?? '',
      deviceKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    });
  }

  async claim(
    max: number,
    more: {
      readonly kind?: 'live' | 'travel';
      readonly maxBytes?: number;
      readonly key?: string;
    } = {},
  ): Promise<readonly Claim[]> {
    const answer = await this.ask('claimCases', {
      headers: { 'idempotency-key': more.key ?? randomUUID() },
      body: { queue: this.queue, max, maxBytes: more.maxBytes ?? 1e12, kind: more.kind ?? 'live' },
    });
    if (answer.problem) throw new Error(`could not claim: ${answer.problem.title}`);
    return answer.body.claims;
  }

  async claimOne(): Promise<Claim> {
    const [claim] = await this.claim(1);
    if (!claim) throw new Error('there was no case to claim');
    return claim;
  }

  /** A sound verdict on a claim: "nothing wrong", unless told otherwise. */
  verdictOn(claim: Claim, changes: Partial<Verdict> = {}): Verdict {
    return {
      decision: 'approve',
      branchId: 'nothing-wrong',
      severity: 0,
      confidence: 'sure',
      reasonIds: [],
      note: '',
      findings: [],
      verdictId: uuidv7At(Date.now()),
      caseId: claim.caseId,
      generationId: claim.generation.generationId,
      mediaSha256: claim.generation.media.find((file) => file.role === 'original')?.sha256 ?? null,
      epoch: claim.epoch,
      policyVersion: claim.policyVersion,
      category: null,
      supersedesVerdictId: null,
      decidedAtMs: 1,
      deviceId: this.deviceId,
      deviceSequence: ++this.#sequence,
      conduct: {
        firstExposureAtMs: 1,
        handleMs: 1000,
        proposalsSeen: false,
        soundHeard: true,
        playedWith: ['plain'],
        framesShown: 10,
        framesTotal: 10,
        frameIndexVersion: 1,
      },
      ...changes,
    };
  }

  /** The verdict in its envelope, chained to the one signed before; the same verdict gives the same envelope. */
  sign(verdict: Verdict): VerdictEnvelope {
    const of = JSON.stringify(verdict);
    const known = this.#signed.get(verdict.verdictId);
    if (known?.of === of) return JSON.parse(known.text) as VerdictEnvelope;
    const { text, payloadHash } = signVerdict(verdict, this.#previous, this.deviceKey);
    this.#previous = payloadHash;
    this.#signed.set(verdict.verdictId, { of, text });
    return JSON.parse(text) as VerdictEnvelope;
  }

  put(verdict: Verdict): Promise<Answer<Receipt>> {
    return this.putBody(verdict.verdictId, this.sign(verdict));
  }

  putBody(verdictId: string, body: unknown): Promise<Answer<Receipt>> {
    return this.ask('putVerdict', { params: { verdictId }, body });
  }
}

/** Fields of a removal for violence: differs from `verdictOn` in decision and is more severe. */
export const removal: Partial<Verdict> = {
  decision: 'remove',
  branchId: 'violence',
  category: 'violence',
  severity: 3,
  reasonIds: ['harm-shown'],
};

function uuidv7At(ms: number): string {
  const hex = ms.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${randomUUID().slice(15)}`;
}
