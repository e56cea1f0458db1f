import { createHash, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { backendApi } from '../../shared/contract/backend-api.ts';
import type { HttpCall } from '../../shared/contract/http-contract.ts';
import { protocolVersion } from '../../shared/contract/version.ts';
import type { Claim } from '../../shared/domain/claim.ts';
import type { Policy } from '../../shared/domain/policy.ts';
import type { Receipt } from '../../shared/domain/verdict.ts';

/** The code that enrols one desk, once: in the form that a backend makes them. */
export const modelInvitation = '7Q2M-K4XD-0V9A-T3HR-ZB6N-W8CE-5YJG';

/** What a request looks like to the model. */
export type ModelRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: string;
};
export type StoredFact = { readonly body: string; readonly receipt: Receipt };
/** Answers in the model's place, or null to let the model answer. */
export type Interference = (request: ModelRequest) => Response | null | Promise<Response | null>;

/** A backend made small: it follows the protocol's idempotency and change feed, in memory. */
export type ModelBackend = {
  readonly verdicts: Map<string, StoredFact>;
  readonly claimAnswers: Map<string, readonly Claim[]>;
  readonly requests: ModelRequest[];
  readonly released: string[];
  waiting: Claim[];
  /** What it says of the person's quota with each claim; without it nothing, as older backends. */
  quota?: () => { readonly left: number; readonly renewsAtMs: number };
  /** As older backends: nothing is said of it. */
  securityContact?: string | null;
  live: Claim[];
  changes: { kind: string; caseId: string | null; detail: Record<string, unknown> }[];
  cursorsGoneBelow: number;
  policies: Map<string, Policy>;
  media: Map<string, Buffer>;
  /** Verdict bodies that are refused with 422, by a test's own rule. */
  refuses: (body: { readonly verdictId?: string; readonly note?: string }) => boolean;
  interfere: Interference;
  isInvitationUsed: boolean;
  /** Set by tests that let it say what no backend of the contract would. */
  isHostile: boolean;
  isRevoked: boolean;
  handle(request: ModelRequest): Promise<Response>;
  readonly fetch: typeof fetch;
  listen(): Promise<string>;
  close(): Promise<void>;
};

const chunkBytes = 262_144;
const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': status >= 400 ? 'application/problem+json' : 'application/json' },
  });
const problem = (status: number, type: string, title: string) =>
  json(status, { type: `urn:second-look:${type}`, title, status });

export const sha256Of = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

export function createModelBackend(policy: Policy): ModelBackend {
  let server: Server | null = null;

  function storeVerdict(
    id: string | null,
    text: string,
  ): {
    readonly status: number;
    readonly receipt: Receipt | null;
    readonly refusal: string | null;
  } {
    const parsed = verdictIn(text);
    const verdictId = id ?? parsed.verdictId ?? '';
    if (model.refuses(parsed))
      return { status: 422, receipt: null, refusal: 'This label is not known here.' };
    const known = model.verdicts.get(verdictId);
    if (known)
      return known.body === text
        ? { status: 200, receipt: known.receipt, refusal: null }
        : { status: 422, receipt: null, refusal: 'Same id, another body.' };
    const receipt: Receipt = {
      verdictId,
      receiptId: `receipt-${verdictId}`,
      outcome: 'effective',
      late: false,
      receivedAtMs: Date.now(),
      detail: '',
    };
    model.verdicts.set(verdictId, { body: text, receipt });
    return { status: 201, receipt, refusal: null };
  }

  function claim(request: ModelRequest): Response {
    const key = request.headers.get('idempotency-key') ?? '';
    const { max } = JSON.parse(request.body) as { max: number };
    const before = model.claimAnswers.get(key);
    const claims = before ?? model.waiting.splice(0, max);
    if (!before) model.live.push(...claims);
    model.claimAnswers.set(key, claims);
    return json(200, { nowMs: Date.now(), claims, ...(model.quota && { quota: model.quota() }) });
  }

  function feed(request: ModelRequest): Response {
    const from = Number(request.query.get('cursor') ?? 0);
    if (from < model.cursorsGoneBelow)
      return problem(410, 'cursor-gone', 'That place in the feed is gone.');
    const limit = Number(request.query.get('limit') ?? 100);
    const changes = model.changes
      .slice(from, from + limit)
      .map((change, at) => ({ cursor: String(from + at + 1), atMs: Date.now(), ...change }));
    const next = from + changes.length;
    return json(200, {
      nowMs: Date.now(),
      changes,
      nextCursor: String(next),
      more: next < model.changes.length,
    });
  }

  function mediaRange(request: ModelRequest, sha256: string): Response {
    const bytes = model.media.get(sha256);
    if (!bytes) return problem(404, 'not-found', 'No such media.');
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.get('range') ?? '');
    if (!range) return new Response(new Uint8Array(bytes), { status: 200 });
    const [from, to] = [Number(range[1]), Math.min(Number(range[2]) + 1, bytes.length)];
    return new Response(new Uint8Array(bytes.subarray(from, to)), {
      status: 206,
      headers: { 'content-range': `bytes ${from}-${to - 1}/${bytes.length}` },
    });
  }

  function manifest(sha256: string): Response {
    const bytes = model.media.get(sha256);
    if (!bytes) return problem(404, 'not-found', 'No such media.');
    const chunks = Array.from({ length: Math.ceil(bytes.length / chunkBytes) }, (_, at) =>
      sha256Of(bytes.subarray(at * chunkBytes, (at + 1) * chunkBytes)),
    );
    return json(200, { sha256, sizeBytes: bytes.length, chunkBytes, chunks });
  }

  function batch(body: string): Response {
    // The verdicts' exact texts: the model compares bytes, so it may not parse and print them anew.
    const texts = splitArray(body.slice(body.indexOf('['), body.lastIndexOf(']') + 1));
    const items = texts.map((text) => {
      const { status, receipt, refusal } = storeVerdict(null, text);
      const found =
        refusal === null
          ? null
          : { type: 'urn:second-look:verdict-unreadable', title: refusal, status };
      return {
        verdictId: verdictIn(text).verdictId ?? null,
        status,
        receipt,
        problem: found,
      };
    });
    return json(200, { items });
  }

  function route(request: ModelRequest): Response {
    const at = `${request.method} ${request.path}`;
    if (at === 'GET /v1/health')
      return json(200, {
        protocol: protocolVersion,
        nowMs: Date.now(),
        durable: true,
        storage: 'memory',
        canTranscode: false,
        ...(model.securityContact === undefined ? {} : { securityContact: model.securityContact }),
      });
    if (at === 'POST /v1/devices') {
      const asked = backendApi.enrolDevice.body.parse(JSON.parse(request.body));
      if (asked.invitation !== modelInvitation || model.isInvitationUsed)
        return problem(
          403,
          'invitation-unknown',
          'This invitation is not known here, or it was used, was withdrawn or has ended: ask for a new one.',
        );
      model.isInvitationUsed = true;
      return json(201, {
        deviceId: 'device-1',
        token: 'secret-token',
        reviewerId: 'r-1',
        reviewerName: 'Robin Reviewer',
        role: 'lead',
        quotaPerDay: 500,
        queues: ['main'],
      });
    }
    if (model.isRevoked || request.headers.get('authorization') !== 'Bearer secret-token')
      return problem(401, 'unauthorized', 'This device is not accepted.');
    if (at === 'POST /v1/leases') return claim(request);
    if (at === 'POST /v1/leases/renew') {
      const { items } = JSON.parse(request.body) as { items: { caseId: string }[] };
      return json(200, {
        nowMs: Date.now(),
        items: items.map(({ caseId }) => ({
          caseId,
          status: 'done',
          expiresAtMs: Date.now() + 3_600_000,
        })),
      });
    }
    if (at === 'POST /v1/leases/release') {
      const { items } = JSON.parse(request.body) as { items: { caseId: string }[] };
      model.released.push(...items.map(({ caseId }) => caseId));
      model.live = model.live.filter(({ caseId }) => !model.released.includes(caseId));
      return json(200, {
        nowMs: Date.now(),
        items: items.map(({ caseId }) => ({ caseId, status: 'done', expiresAtMs: null })),
      });
    }
    if (at === 'GET /v1/changes') return feed(request);
    if (at === 'GET /v1/snapshot')
      return json(200, {
        nowMs: Date.now(),
        cursor: String(model.changes.length),
        claims: model.live,
        policyVersion: policy.version,
      });
    if (at === 'POST /v1/verdicts/batch') return batch(request.body);
    const [, , room, id = '', leaf] = request.path.split('/');
    if (room === 'policies') {
      const found = model.policies.get(decodeURIComponent(id));
      return found ? json(200, found) : problem(404, 'not-found', 'No such policy.');
    }
    if (room === 'media') return leaf === 'manifest' ? manifest(id) : mediaRange(request, id);
    if (room === 'verdicts' && request.method === 'PUT') {
      const { status, receipt, refusal } = storeVerdict(id, request.body);
      return receipt ? json(status, receipt) : problem(status, 'verdict-unreadable', refusal ?? '');
    }
    return problem(404, 'not-found', 'No such call.');
  }

  const model: ModelBackend = {
    verdicts: new Map(),
    claimAnswers: new Map(),
    requests: [],
    released: [],
    waiting: [],
    live: [],
    changes: [],
    cursorsGoneBelow: 0,
    policies: new Map([[policy.version, policy]]),
    media: new Map(),
    refuses: () => false,
    interfere: () => null,
    isInvitationUsed: false,
    isHostile: false,
    isRevoked: false,
    async handle(request) {
      model.requests.push(request);
      return (
        (await model.interfere(request)) ??
        (model.isHostile ? route(request) : await asInContract(request, route(request)))
      );
    },
    fetch: async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const body = typeof init?.body === 'string' ? init.body : '';
      return model.handle({
        method: init?.method ?? 'GET',
        path: url.pathname,
        query: url.searchParams,
        headers: new Headers(init?.headers),
        body,
      });
    },
    async listen() {
      const listening = createServer((request, reply) => {
        const parts: Buffer[] = [];
        request.on('data', (part: Buffer) => parts.push(part));
        request.on('end', () => {
          const url = new URL(request.url ?? '/', 'http://127.0.0.1');
          const headers = new Headers(
            Object.entries(request.headers).map(
              ([name, value]) => [name, String(value)] as [string, string],
            ),
          );
          void model
            .handle({
              method: request.method ?? 'GET',
              path: url.pathname,
              query: url.searchParams,
              headers,
              body: Buffer.concat(parts).toString(),
            })
            .then(async (response) => {
              reply.writeHead(response.status, Object.fromEntries(response.headers));
              reply.end(Buffer.from(await response.arrayBuffer()));
            })
            // A test that rejects cuts the cable.
            .catch(() => reply.destroy());
        });
      });
      server = listening;
      await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
      return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
    },
    close: () =>
      new Promise((resolve) => {
        server?.closeAllConnections();
        if (server) server.close(() => resolve());
        else resolve();
      }),
  };
  return model;
}

const modelled: readonly HttpCall[] = Object.values(backendApi);

/** An answer of the model, which must be one of the present contract: a fake that lags behind proves nothing. */
async function asInContract(request: ModelRequest, response: Response): Promise<Response> {
  const call = modelled.find(
    ({ method, path }) =>
      method === request.method &&
      new RegExp(`^${path.replaceAll(/\{\w+\}/gu, '[^/]+')}$`, 'u').test(request.path),
  );
  if (response.headers.get('content-type') === 'application/json')
    call?.replies[response.status]?.parse(await response.clone().json());
  return response;
}

/** What a body says, be it a signed envelope or bare. */
export function verdictIn(text: string): { readonly verdictId?: string; readonly note?: string } {
  const body = JSON.parse(text) as { payload?: string; verdictId?: string; note?: string };
  if (body.payload === undefined) return body;
  return JSON.parse(Buffer.from(body.payload, 'base64').toString()) as typeof body;
}

/** The texts of an array's objects as they stand, told apart by brackets outside of strings. */
function splitArray(text: string): string[] {
  const items: string[] = [];
  let depth = 0;
  let start = 0;
  let isString = false;
  for (let at = 0; at < text.length; at += 1) {
    const c = text[at];
    if (isString) {
      if (c === '\\') at += 1;
      else if (c === '"') isString = false;
    } else if (c === '"') isString = true;
    else if (c === '{' && depth++ === 0) start = at;
    else if (c === '}' && --depth === 0) items.push(text.slice(start, at + 1));
  }
  return items;
}

export const newId = (): string => randomUUID();
