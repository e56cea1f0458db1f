import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Verdict } from '../../../shared/domain/verdict.ts';
import { backendHomes, type TestBackend } from '../../helpers/backend/backend-homes.ts';
import { HttpCaller, type HttpDesk } from '../../helpers/backend/http-desk.ts';
import { operatorToken } from '../../helpers/backend/invite.ts';
import { SmallWorld, someGeneration } from '../../helpers/backend/backend-fixtures.ts';
import {
  hostileConduct,
  hostileFinding,
  hostileText,
  soundText,
} from '../../helpers/hostile-verdicts.ts';

const bad = ['a\0b', '\ud800', '\udfff tail', 'ok \ud83d'];

describe.each(backendHomes())('text that a database cannot hold, on $name', (home) => {
  let backend: TestBackend;
  beforeAll(async () => {
    backend = await home.start({ operatorToken });
  });
  afterAll(() => backend.stop());
  const operator = () => new HttpCaller(backend.server.url, operatorToken);

  test.each(bad)(
    '%j is refused in words, in whatever part of a generation it stands',
    async (text) => {
      const words = { language: null, author: { name: 'a', version: '1' } };
      const said = { text, fromUs: null, toUs: null };
      const places = [
        { title: text },
        { prompt: text },
        { style: text },
        { modifiers: [{ name: text, value: '' }] },
        { account: { ...someGeneration().account, displayName: text } },
        { transcript: { ...words, segments: [said] } },
        { transcript: { ...words, segments: [{ ...said, text: '', words: [said] }] } },
        { reasonDetail: text },
        { fileName: text },
      ];
      for (const place of places) {
        const answer = await operator().ask('registerGeneration', { body: someGeneration(place) });
        expect(answer.status).toBe(400);
        expect(answer.problem?.detail).toMatch(
          new RegExp(`^The text at /${Object.keys(place)[0]}.* holds U\\+0000 or half`),
        );
      }
    },
  );

  test('it is refused in paths and questions too', async () => {
    const desk = await new SmallWorld(backend).desk();
    const version = await desk.ask('readPolicy', { params: { version: 'a\0b' } });
    const cursor = await desk.ask('readChanges', { query: { cursor: '\0' } });
    expect([version.status, cursor.status]).toEqual([400, 400]);
  });

  async function workplace(): Promise<{
    readonly desk: HttpDesk;
    readonly sound: () => Verdict;
  }> {
    const world = new SmallWorld(backend);
    // A desk may submit some verdicts on one case only: they go round over these.
    await world.openCases(20);
    const desk = await world.desk();
    const claims = await desk.claim(20);
    let n = 0;
    const next = () => claims[n++ % claims.length];
    return {
      desk,
      sound: () => {
        const claim = next();
        if (!claim) throw new Error('there are cases to claim');
        return desk.verdictOn(claim);
      },
    };
  }

  test('a note with it is refused with the place named, alone and in a batch', async () => {
    const { desk, sound } = await workplace();
    const verdict = { ...sound(), note: 'half \ud83d' };
    const alone = await desk.put(verdict);
    expect(alone).toMatchObject({ status: 422, problem: { detail: /^The text at \/note holds/ } });
    const good = sound();
    const { body } = await desk.ask('putVerdicts', {
      body: { verdicts: [desk.sign(verdict), desk.sign(good)] },
    });
    expect(body.items.map(({ status }) => status)).toEqual([422, 201]);
    expect(body.items[0]?.problem?.detail).toMatch(/^The text at \/note holds/);
  });

  test('every well-typed verdict arrives or is refused in words, and an answer is given again', async () => {
    const { desk, sound } = await workplace();
    const text = fc.oneof(soundText(4000), hostileText(4000));
    const changes = fc.oneof(
      fc.record({ note: fc.oneof(soundText(10_000), hostileText(10_000)) }),
      fc.record({ findings: fc.array(hostileFinding(soundText(4000)), { maxLength: 4 }) }),
      fc.record({ findings: fc.array(hostileFinding(text), { maxLength: 4 }) }),
      fc.record({ conduct: hostileConduct(text) }),
      fc.record({ branchId: hostileText(100) }),
      fc.record({ reasonIds: fc.array(hostileText(100), { maxLength: 3 }) }),
      fc.record({ policyVersion: hostileText(100) }),
      fc.record({ epoch: fc.constantFrom(2, 2_147_483_646, 2_147_483_647, 2 ** 53 - 1) }),
      fc.record({ deviceSequence: fc.constantFrom(2_147_483_646, 2_147_483_647, 2 ** 53 - 1) }),
      fc.record({ decidedAtMs: fc.constantFrom(0, 8.64e15), supersedesVerdictId: fc.uuid() }),
    );
    const seen = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(changes, async (changed) => {
        const verdict: Verdict = { ...sound(), ...changed };
        const first = await desk.put(verdict);
        seen.set(first.status, (seen.get(first.status) ?? 0) + 1);
        expect([201, 422]).toContain(first.status);
        expect(first.problem?.detail ?? 'taken').not.toBe('');
        const again = await desk.put(verdict);
        expect(again.status).toBe(first.status === 201 ? 200 : 422);
        expect(again.body).toEqual(first.body);
      }),
      { numRuns: 80 },
    );
    // Both kinds of answer were met: the property is about something.
    expect(seen.get(201)).toBeGreaterThan(10);
    expect(seen.get(422)).toBeGreaterThan(10);
    expect(backend.bugs).toEqual([]);
  }, 60_000);
});
