import { expect, test } from 'vitest';
import { simulatedSync } from '../../../helpers/simulated-sync.ts';

const hour = 3_600_000;
const problem = (status: number, type: string) =>
  new Response(JSON.stringify({ type: `urn:second-look:${type}`, title: type, status }), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  });
const busy = (headers: Record<string, string>) => new Response('{}', { status: 503, headers });
const page = () =>
  new Response('<html>Please log in</html>', { headers: { 'content-type': 'text/html' } });

test.each([
  ['the line is cut', () => null],
  ['every answer is a server error', () => busy({})],
  ['a login page stands between', page],
  ['the backend asks to wait', () => new Response('{}', { status: 429 })],
  ['every answer is empty JSON', () => Response.json({})],
  ['the desk is not accepted', () => problem(401, 'unauthorized')],
  ['the backend wants a newer desk', () => problem(426, 'upgrade-required')],
  [
    'the feed is always gone',
    (path: string) => (path.endsWith('changes') ? problem(410, 'cursor-gone') : busy({})),
  ],
] as const)(
  'in an hour in which %s a desk asks at most 60 times in any minute and keeps its verdicts',
  async (_, answer) => {
    const desk = simulatedSync(answer, 20);
    await desk.time.pass(hour);
    expect(desk.busiestMinute()).toBeLessThanOrEqual(60);
    const { waiting, sending, rejected } = desk.tables.outbox.counts();
    expect(waiting + sending + rejected).toBe(20);
    await desk.end();
  },
);

test('Retry-After is kept by the whole desk', async () => {
  const desk = simulatedSync(() => busy({ 'retry-after': '600' }), 3);
  await desk.time.pass(10_000);
  const asked = desk.requests.length;
  await desk.time.pass(580_000);
  expect(desk.requests.length).toBe(asked);
  await desk.end();
});

test('a backend that wants a newer desk is said so, and nothing is rejected', async () => {
  const desk = simulatedSync(() => problem(426, 'upgrade-required'), 7);
  await desk.time.pass(120_000);
  expect(desk.connection.now.connection).toBe('refused');
  expect(desk.connection.now.connectionNote).toContain('saved verdicts wait');
  expect(desk.tables.outbox.counts()).toMatchObject({ waiting: 7, rejected: 0 });
  await desk.end();
});
