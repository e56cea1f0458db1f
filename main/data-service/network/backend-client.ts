import type { z } from 'zod';
import { backendApi, type BackendApi } from '../../../shared/contract/backend-api.ts';
import type { HttpCall } from '../../../shared/contract/http-contract.ts';
import {
  protocolHeader,
  protocolVersion,
  spokenProtocols,
} from '../../../shared/contract/version.ts';
import { err, ok, type Result } from '../../../shared/lifetime/result.ts';
import type { World } from '../runtime/world.ts';
import { addressOf, asStrings } from './call-address.ts';
import { followMedia } from './follow-media.ts';
import type { HostGate } from './host-gate.ts';
import { createBodyPacker } from './packed-body.ts';
import { fetchOutward, isInside, OutwardRefusal } from './outward-fetch.ts';
import {
  impossibleTime,
  isPossibleTime,
  parseProblem,
  replyFault,
  retryAfterMs,
} from './reply-fault.ts';

type CallName = Extract<keyof BackendApi, string>;
type Value<T> = T extends z.ZodType ? z.output<T> : never;
type Input<C extends HttpCall> = (C extends { params: infer P }
  ? { readonly params: Value<P> }
  : unknown) &
  (C extends { query: infer Q } ? { readonly query: Value<Q> } : unknown) &
  (C extends { headers: infer H } ? { readonly headers: Value<H> } : unknown) &
  (C extends { body: z.ZodType }
    ? { readonly body: Value<C['body']> } | { readonly rawBody: RawBody }
    : unknown);
/** The exact text to send, which may depend on the protocol that the backend speaks. */
export type RawBody = string | ((protocol: number) => string);
type Reply<C extends HttpCall> = {
  readonly [S in keyof C['replies']]: Value<C['replies'][S]>;
}[keyof C['replies']];

/** Everything of an answer that a caller may act on; `status` is the HTTP status or 0 without an answer. */
export type Answered<T> = Result<T> & {
  readonly status: number;
  readonly problemType: string | null;
  /** False where the gate blocked the request: then nothing is known about what was to be sent. */
  readonly wasAsked: boolean;
};

/** `isSuspect`: what is sent failed before while all else went well, so its failing says nothing of the host. */
export type CallManner = { readonly isSuspect?: boolean };

export type BackendClient = {
  call<N extends CallName>(
    name: N,
    input: Input<BackendApi[N]>,
    manner?: CallManner,
  ): Promise<Answered<Reply<BackendApi[N]>>>;
  /** How many answers so far showed that the host is well; a refusal is one. */
  healthyAnswers(): number;
  /** Bytes `[from, to)` of a media file. */
  readRange(sha256: string, from: number, to: number): Promise<Result<Uint8Array>>;
};

export type BackendClientOptions = {
  readonly baseUrl: URL;
  readonly token: string | null;
  readonly world: World;
  readonly gate: HostGate;
  readonly signal: AbortSignal;
  readonly timeoutMs?: number;
};

/**
 * The longest answer that holds no media, in bytes after unpacking. The two that bring whole cases, up to 200 at once,
 * may be longer: 80 kB a case, with prompt, scores and transcript.
 */
const longestAnswerBytes = 4 * 1024 * 1024;
const longestWithCasesBytes = 16 * 1024 * 1024;
const bringsCases: readonly CallName[] = ['claimCases', 'readSnapshot'];

type Loose = {
  readonly params?: unknown;
  readonly query?: unknown;
  readonly headers?: unknown;
  readonly body?: unknown;
  readonly rawBody?: RawBody;
};
/** One call on its way: which gate it goes through, and whether a request went out. */
type Asking = { readonly gate: HostGate; wasAsked: boolean };
type Raw = {
  readonly status: number;
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly retryAfter: string | null;
  readonly wasPacked: boolean;
};

/**
 * A typed client of the backend protocol. Never throws: every trouble is a fault. All calls of one host
 * share its gate, so that an outage is met with few requests, whichever part asks.
 */
export function createBackendClient(options: BackendClientOptions): BackendClient {
  const { world } = options;
  let healthy = 0;
  const gate: HostGate = {
    ...options.gate,
    succeeded() {
      healthy += 1;
      options.gate.succeeded();
    },
  };
  /** The protocol spoken with this backend; negotiated again by each client. */
  let spoken = protocolVersion;
  const packer = createBodyPacker();

  function bodyOf({ rawBody, body }: Loose): string | undefined {
    if (rawBody !== undefined) return typeof rawBody === 'string' ? rawBody : rawBody(spoken);
    return body === undefined ? undefined : JSON.stringify(body);
  }

  function asking({ isSuspect = false }: CallManner = {}): Asking {
    const learnNothing = () => gate.abandoned();
    return {
      gate: isSuspect ? { ...gate, failed: learnNothing, stumbled: learnNothing } : gate,
      wasAsked: false,
    };
  }

  /** A backend that refused our protocol is asked for its own; true when that is another one that we speak, too. */
  async function agreed(): Promise<boolean> {
    const asked = await request(asking(), backendApi.readHealth, {}, longestAnswerBytes, null);
    if (!asked.ok || asked.value.status !== 200) return false;
    const text = new TextDecoder().decode(asked.value.bytes);
    const health = backendApi.readHealth.replies[200].safeParse(parseJson(text));
    if (!health.success || health.data.protocol === spoken) return false;
    if (!spokenProtocols.includes(health.data.protocol)) return false;
    spoken = health.data.protocol;
    return true;
  }

  /** One request; another one in the backend's own protocol where ours is refused. */
  async function inAgreedProtocol(
    way: Asking,
    call: HttpCall,
    input: Loose,
    limitBytes: number,
  ): Promise<Result<Raw>> {
    const first = await request(way, call, input, limitBytes, spoken);
    if (first.ok && first.value.wasPacked && [400, 415].includes(first.value.status)) {
      // It may be the packing that could not be read; a refusal of the content comes again unpacked.
      packer.stopPacking();
      gate.succeeded();
      return inAgreedProtocol(way, call, input, limitBytes);
    }
    if (!first.ok || first.value.status !== 426) return first;
    // A refusal is a healthy answer: the next question may go out at once.
    gate.succeeded();
    return (await agreed()) ? request(way, call, input, limitBytes, spoken) : first;
  }

  async function request(
    way: Asking,
    call: HttpCall,
    input: Loose,
    limitBytes: number,
    protocol: number | null,
  ): Promise<Result<Raw>> {
    const waitMs = way.gate.enter();
    if (waitMs > 0)
      return err(
        'offline',
        'The backend could not be reached. The desk tries again by itself.',
        'later',
        waitMs,
      );
    way.wasAsked = true;
    const timeout = AbortSignal.timeout(options.timeoutMs ?? 20_000);
    const headers = new Headers(asStrings(input.headers));
    if (protocol !== null) headers.set(protocolHeader, String(protocol));
    if (options.token !== null && call.auth !== 'none')
      headers.set('authorization', `Bearer ${options.token}`);
    const text = bodyOf(input);
    const body = text === undefined ? undefined : packer.pack(text);
    if (body !== undefined) headers.set('content-type', 'application/json');
    if (body?.isPacked) headers.set('content-encoding', 'gzip');
    const address = addressOf(options.baseUrl, call, input);
    // A redirect is followed for media only: no verdict and no token goes where the backend was not enrolled.
    const settings = {
      cache: 'no-store',
      signal: AbortSignal.any([timeout, options.signal]),
    } as const;
    try {
      const sent = body === undefined ? {} : { body: body.bytes };
      const request = { ...settings, method: call.method, headers, ...sent };
      const first = await fetchOutward(world, address, request, {
        longestAnswerBytes: limitBytes,
        // Where it is was confirmed when the desk enrolled.
        mayBePrivate: true,
      });
      packer.heard(first.headers);
      const response =
        call === backendApi.readMedia
          ? await followMedia(first, address, headers.get('range') ?? '', async (url, only) =>
              fetchOutward(
                world,
                url,
                { ...settings, headers: only },
                {
                  longestAnswerBytes: limitBytes,
                  mayBePrivate: await isInside(world, address),
                },
              ),
            )
          : first;
      const bytes = new Uint8Array(await response.arrayBuffer());
      return ok({
        status: response.status,
        type: response.headers.get('content-type') ?? '',
        bytes,
        retryAfter: response.headers.get('retry-after'),
        wasPacked: body?.isPacked ?? false,
      });
    } catch (error) {
      if (error instanceof OutwardRefusal) {
        way.gate.failed();
        return err('bad-answer', refusalWords[error.why], 'later');
      }
      if (options.signal.aborted) {
        way.gate.abandoned();
        return err('cancelled', 'The desk is closing.', 'later');
      }
      way.gate.failed();
      if (timeout.aborted)
        return err(
          'timed-out',
          'The backend did not answer in time. The desk tries again by itself.',
          'later',
        );
      return err(
        'offline',
        'The backend could not be reached. The desk tries again by itself.',
        'later',
      );
    }
  }

  /** Reports to the gate what an answer says of the host: a refusal is a healthy answer too. */
  function judge(
    way: Asking,
    status: number,
    result: Result<unknown>,
    waitMs: number | undefined,
  ): void {
    if (result.ok) way.gate.succeeded();
    else if (result.fault.kind === 'bad-answer' || status === 429) way.gate.failed(waitMs);
    else if (result.fault.kind === 'server-error') way.gate.stumbled(waitMs);
    else way.gate.succeeded();
  }

  function parseReply(
    call: HttpCall,
    raw: Raw,
  ): { readonly outcome: Result<unknown>; readonly problemType: string | null } {
    const text = new TextDecoder().decode(raw.bytes);
    const schema = call.replies[raw.status];
    if (schema === undefined) {
      const found = parseProblem(raw.type, text);
      return {
        outcome: replyFault(raw.status, found, retryAfterMs(raw.retryAfter, world.nowMs())),
        problemType: found?.type ?? null,
      };
    }
    const parsed = schema.safeParse(parseJson(text));
    if (parsed.success && !isPossibleTime(parsed.data))
      return { outcome: impossibleTime, problemType: null };
    if (parsed.success) return { outcome: ok(parsed.data), problemType: null };
    return {
      outcome: err(
        'bad-answer',
        'The backend answered something that is not its protocol. Is the address right, or is a login page in between?',
        'later',
      ),
      problemType: null,
    };
  }

  return {
    healthyAnswers: () => healthy,
    async call<N extends CallName>(name: N, input: Input<BackendApi[N]>, manner?: CallManner) {
      const call: HttpCall = backendApi[name];
      const way = asking(manner);
      const limitBytes = bringsCases.includes(name) ? longestWithCasesBytes : longestAnswerBytes;
      const raw = await inAgreedProtocol(way, call, input as Loose, limitBytes);
      if (!raw.ok) return { ...raw, status: 0, problemType: null, wasAsked: way.wasAsked };
      const { outcome, problemType } = parseReply(call, raw.value);
      judge(way, raw.value.status, outcome, retryAfterMs(raw.value.retryAfter, world.nowMs()));
      // The reply was parsed by the schema of this very call, which is what Reply says.
      return {
        ...(outcome as Result<Reply<BackendApi[N]>>),
        status: raw.value.status,
        problemType,
        wasAsked: true,
      };
    },
    async readRange(sha256, from, to) {
      const call: HttpCall = backendApi.readMedia;
      const way = asking();
      const raw = await inAgreedProtocol(
        way,
        call,
        { params: { sha256 }, headers: { range: `bytes=${from}-${to - 1}` } },
        to - from,
      );
      if (!raw.ok) return raw;
      const { status, type, bytes, retryAfter } = raw.value;
      const waitMs = retryAfterMs(retryAfter, world.nowMs());
      const result: Result<Uint8Array> =
        status === 206 && bytes.length === to - from
          ? ok(bytes)
          : status === 200 && from === 0 && bytes.length === to
            ? ok(bytes)
            : status === 200 || status === 206
              ? err(
                  'bad-answer',
                  'The backend sent half a file. The desk fetches it again.',
                  'later',
                )
              : replyFault(status, parseProblem(type, new TextDecoder().decode(bytes)), waitMs);
      // Half a file is the trouble of that file, not yet of the host.
      if (!result.ok && result.fault.kind === 'bad-answer') gate.stumbled(waitMs);
      else judge(way, status, result, waitMs);
      return result;
    },
  };
}

const refusalWords: Readonly<Record<OutwardRefusal['why'], string>> = {
  'open-line': 'A backend on another machine is asked over https:// only. Nothing was sent.',
  'private-address':
    'The backend says that a clip lies inside a local network, where the desk does not look. Tell your operator; everything on this desk stays as it is.',
  'too-long': 'The backend sent more than was asked for.',
};

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
