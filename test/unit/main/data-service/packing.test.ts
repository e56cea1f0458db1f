import { expect, onTestFinished, test } from 'vitest';
import { serve } from '../../../../shared/contract/serve.ts';
import { measuringApi } from '../../../../shared/contract/measuring-api.ts';
import { portWire } from '../../../../shared/contract/port-wire.ts';
import type { TravelPack } from '../../../../shared/contract/travel-api.ts';
import type { Claim } from '../../../../shared/domain/claim.ts';
import { expectValue, ok } from '../../../../shared/lifetime/result.ts';
import { realWorld } from '../../../../main/data-service/runtime/world.ts';
import { startDesk, startInput, temporaryFolder, until, type Desk } from '../../../helpers/desk.ts';
import { madeClaim, madeFile, madePolicy } from '../../../helpers/case-fixtures.ts';
import { createModelBackend, modelInvitation } from '../../../helpers/model-backend.ts';
import { tinyClip } from '../../../helpers/tiny-clip.ts';

const rates = ['24', '25', '30', '12', '15', '20'];
const wish = (amount: number) => ({ by: 'cases', amount, budgetBytes: 1_000_000_000 }) as const;
const hashOf = (claim: Claim) => claim.generation.media[0]?.sha256 ?? '';

/** A backend that gives live cases to live requests, and the others to who packs for a journey. */
async function backendWith(live: number, travel: number) {
  const backend = createModelBackend(madePolicy);
  const claims = await Promise.all(
    rates.slice(0, live + travel).map(async (rate, at) => {
      const clip = await tinyClip(rate, 1);
      backend.media.set(madeFile(clip).sha256, clip);
      const kind = at < live ? 'live' : 'travel';
      return madeClaim(`${kind}-${at}`, [madeFile(clip)], {
        kind,
        dueAtMs: 2_000_000_000_000 + at,
      });
    }),
  );
  const backendUrl = await backend.listen();
  onTestFinished(() => backend.close());
  const liveClaims = claims.slice(0, live);
  const travelClaims = claims.slice(live);
  backend.interfere = ({ path, body }) => {
    if (path === '/v1/leases')
      backend.waiting = body.includes('"travel"') ? travelClaims.splice(0) : liveClaims.splice(0);
    return null;
  };
  const input = startInput(temporaryFolder(), {
    enrolAt: { backendUrl, invitation: modelInvitation },
    keyProtection: 'passphrase',
  });
  return { backend, claims, input };
}

async function untilPack(desk: Desk, is: (pack: TravelPack) => boolean): Promise<TravelPack> {
  return until(async () => expectValue(await desk.page.call.readTravel({})), is);
}
const untilSynced = (desk: Desk) =>
  until(
    () => desk.page.call.readDesk({}),
    (state) => state.ok && state.value.lastSyncAtMs !== null,
  );

test('the clips of a pack are measured before the live ones, and a measured clip counts as ready', async () => {
  const { claims, input } = await backendWith(3, 2);
  const asked: string[] = [];
  const gate = Promise.withResolvers<null>();
  const desk: Desk = startDesk(input, realWorld(), (isWanted) => {
    if (!isWanted) return;
    const ports = new MessageChannel();
    onTestFinished(() => ports.port1.close());
    const handlers = {
      async measure({ sha256 }: { readonly sha256: string }) {
        asked.push(sha256);
        await gate.promise;
        return ok({});
      },
      stop: () => ok({}),
      throttle: () => ok({}),
    };
    serve(measuringApi, handlers, portWire(ports.port1), () => {});
    desk.service.attachMeasuring(portWire(ports.port2));
  });
  await until(
    () => asked.length,
    (n) => n === 1,
  );
  await until(
    () => desk.page.call.readDesk({}),
    (state) => state.ok && state.value.cases.ready === 3,
  );
  expectValue(await desk.page.call.packForTravel(wish(2)));
  const unmeasured = await untilPack(desk, (pack) => pack.cases.here === 2);
  expect(unmeasured).toMatchObject({ phase: 'measuring', cases: { total: 2, ready: 0 } });
  gate.resolve(null);
  await untilPack(desk, (pack) => pack.phase === 'packed' && pack.cases.ready === 2);
  await until(
    () => asked.length,
    (n) => n === 5,
  );
  expect(claims.slice(0, 3).map(hashOf)).toContain(asked[0]);
  expect(new Set(asked.slice(1, 3))).toEqual(new Set(claims.slice(3).map(hashOf)));
  expect(new Set(asked)).toEqual(new Set(claims.map(hashOf)));
});

test('a desk that is locked in the middle of packing asks for nothing, and goes on with the same cases after', async () => {
  const { backend, claims, input } = await backendWith(0, 4);
  const desk = startDesk(input);
  await untilSynced(desk);
  const give = backend.interfere;
  const held = claims.slice(2).map(hashOf);
  // Two clips come; the bytes of the others are on their way until the lock.
  backend.interfere = (request) =>
    held.some((sha256) => request.path.endsWith(sha256)) ? new Promise(() => {}) : give(request);
  expectValue(await desk.page.call.packForTravel(wish(4)));
  const halfway = await untilPack(desk, (pack) => pack.cases.here === 2);
  expect(halfway).toMatchObject({ phase: 'fetching', cases: { total: 4 } });

  // Locking ends the data service; unlocking starts it over the same folder.
  await desk.stop();
  const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  // What was on the line when it ended still arrives.
  await rest(200);
  const before = backend.requests.length;
  await rest(300);
  expect(backend.requests).toHaveLength(before);

  backend.interfere = give;
  const again = startDesk({ ...input, enrolAt: null });
  const pack = await untilPack(again, ({ cases }) => cases.here === 4);
  expect(pack).toMatchObject({ wanted: 4, cases: { total: 4, lost: 0 } });
  expect(backend.live.map(({ caseId }) => caseId)).toEqual(claims.map(({ caseId }) => caseId));
  const since = backend.requests.slice(before).map(({ path }) => path);
  for (const claim of claims.slice(0, 2))
    expect(since.filter((path) => path.includes(hashOf(claim)))).toEqual([]);
  expect(backend.released).toEqual([]);
});
