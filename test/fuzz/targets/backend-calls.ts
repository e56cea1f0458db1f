import { backendApi } from '../../../shared/contract/backend-api.ts';
import type { HttpCall } from '../../../shared/contract/http-contract.ts';
import { protocolVersion } from '../../../shared/contract/version.ts';
import { backendHomes } from '../../helpers/backend/backend-homes.ts';
import { HttpDesk } from '../../helpers/backend/http-desk.ts';
import { invite, operatorToken } from '../../helpers/backend/invite.ts';
import { seeded } from '../../helpers/mutated-media.ts';
import { hostileValue, pick, shapedValue, type Random } from '../hostile-values.ts';
import type { FuzzTarget, RunningTarget } from '../target.ts';

/** A stranger, or a desk that was taken over, writes to the backend: each request is answered, none is a bug. */
export const backendCalls: FuzzTarget = {
  name: 'backend-calls',
  async start(): Promise<RunningTarget> {
    const [home] = backendHomes();
    if (!home) throw new Error('there is no backend here');
    const backend = await home.start({
      mayUseFfmpeg: false,
      operatorToken,
    });
    const { url } = backend.server;
    const desk = await HttpDesk.enrol(url, await invite(backend.server.parts));
    const tokens = [operatorToken, desk.token, desk.token, ''];
    const calls = Object.entries(backendApi) as readonly (readonly [string, HttpCall])[];
    const seen = { bugs: 0 };
    const statuses = new Map<number, number>();
    return {
      async tryOne(seed) {
        const random = seeded(seed);
        const [name, call] = pick(random, calls);
        const reply = await fetch(`${url}${addressOf(call, random)}`, {
          method: call.method,
          headers: headersOf(tokens, random),
          ...(call.method === 'GET' ? {} : { body: bodyOf(call, random) }),
          redirect: 'manual',
          signal: AbortSignal.timeout(20_000),
        });
        await reply.arrayBuffer();
        statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1);
        const bug = backend.bugs[seen.bugs];
        seen.bugs = backend.bugs.length;
        if (bug !== undefined) return `${name}: ${bug}`;
        return reply.status >= 500 ? `${name} answered ${reply.status}` : null;
      },
      figures: () =>
        [...statuses]
          .sort(([a], [b]) => a - b)
          .map(([status, count]) => `${status}: ${count}`)
          .join(', '),
      end: () => backend.stop(),
    };
  },
};

function addressOf(call: HttpCall, random: Random): string {
  const params = call.params ? shapedValue(call.params, random) : {};
  const path = call.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(textOf(Reflect.get(Object(params), name)).slice(0, 500)),
  );
  const query = call.query ? shapedValue(call.query, random) : {};
  const search = new URLSearchParams(
    Object.entries(Object(query) as object).map(([key, value]) => [
      key,
      textOf(value).slice(0, 500),
    ]),
  );
  return `${path}?${search.toString()}`;
}

const textOf = (value: unknown): string =>
  (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toWellFormed();

/** Mostly what a desk sends: a request of another protocol ends at the door. */
function headersOf(tokens: readonly string[], random: Random): Record<string, string> {
  const token = random() < 0.95 ? pick(random, tokens) : 'nobody';
  return {
    authorization: `Bearer ${token}`,
    'content-type':
      random() < 0.8
        ? 'application/json'
        : pick(random, ['text/plain', 'application/octet-stream']),
    'idempotency-key': pick(random, ['019a0000-0000-7000-8000-000000000000', 'x', '']),
    'second-look-protocol':
      random() < 0.9 ? String(protocolVersion) : pick(random, ['1', '3', '99', 'x']),
    ...(random() < 0.2 ? { 'content-encoding': pick(random, ['gzip', 'br', 'x']) } : {}),
    ...(random() < 0.2 ? { range: pick(random, ['bytes=0-', 'bytes=9-1', 'bytes=-', 'x']) } : {}),
  };
}

function bodyOf(call: HttpCall, random: Random): string {
  const value = call.body && random() < 0.9 ? shapedValue(call.body, random) : hostileValue(random);
  const text = JSON.stringify(value) ?? '';
  return random() < 0.9 ? text : text.slice(0, Math.floor(random() * text.length));
}
