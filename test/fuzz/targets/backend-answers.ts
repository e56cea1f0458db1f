import { createBackendClient } from '../../../main/data-service/network/backend-client.ts';
import { createHostGate } from '../../../main/data-service/network/host-gate.ts';
import { realWorld } from '../../../main/data-service/runtime/world.ts';
import { backendApi } from '../../../shared/contract/backend-api.ts';
import type { HttpCall } from '../../../shared/contract/http-contract.ts';
import { seeded } from '../../helpers/mutated-media.ts';
import { hostileValue, pick, shapedValue, type Random } from '../hostile-values.ts';
import type { FuzzTarget, RunningTarget } from '../target.ts';

/** A backend answers the desk what it likes: each call ends in an outcome, none throws. */
export const backendAnswers: FuzzTarget = {
  name: 'backend-answers',
  start(): Promise<RunningTarget> {
    const calls = Object.entries(backendApi) as readonly (readonly [string, HttpCall])[];
    return Promise.resolve({
      async tryOne(seed: number) {
        const random = seeded(seed);
        const [name, call] = pick(random, calls);
        const world = { ...realWorld(), fetch: () => Promise.resolve(answerOf(call, random)) };
        const client = createBackendClient({
          baseUrl: new URL('http://127.0.0.1:1'),
          token: 'token',
          world,
          gate: createHostGate(world),
          signal: new AbortController().signal,
        });
        const part = (schema: HttpCall['body']) =>
          schema ? shapedValue(schema, () => 0.5) : undefined;
        const input = {
          params: part(call.params),
          query: part(call.query),
          headers: part(call.headers),
          rawBody: '{}',
        };
        const ask = client.call as (name: string, input: object) => Promise<{ ok: boolean }>;
        const outcome = await ask(name, input);
        return typeof outcome.ok === 'boolean' ? null : `${name}: no outcome`;
      },
      end: () => Promise.resolve(),
    });
  },
};

function answerOf(call: HttpCall, random: Random): Response {
  const [status, schema] = pick(random, Object.entries(call.replies));
  const code =
    random() < 0.7 ? Number(status) : pick(random, [200, 204, 301, 400, 409, 429, 500, 503]);
  const value = shapedValue(schema, random);
  const text = random() < 0.8 ? JSON.stringify(value) : String(hostileText(random));
  const headers = new Headers({
    'content-type': pick(random, ['application/json', 'text/html', 'application/octet-stream']),
  });
  if (random() < 0.3) headers.set('retry-after', pick(random, ['-1', '1e9', 'soon', '0']));
  if (random() < 0.3)
    headers.set('date', pick(random, ['', 'tomorrow', new Date(0).toUTCString()]));
  return new Response(code === 204 ? null : (text ?? ''), { status: code, headers });
}

function hostileText(random: Random): string {
  const value = JSON.stringify(hostileValue(random)) ?? '';
  return value.slice(0, Math.floor(random() * value.length));
}
