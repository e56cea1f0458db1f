import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signVerdict } from '../../../main/data-service/outbox/sign-verdict.ts';
import type { VerdictEnvelope } from '../../../shared/domain/signed-verdict.ts';
import type { Verdict } from '../../../shared/domain/verdict.ts';
import { backendHomes, type TestBackend } from '../../helpers/backend/backend-homes.ts';
import { HttpCaller, HttpDesk } from '../../helpers/backend/http-desk.ts';
import { SmallWorld } from '../../helpers/backend/backend-fixtures.ts';
import { invite, operatorToken } from '../../helpers/backend/invite.ts';

const spki = { type: 'spki', format: 'der' } as const;
const rsaKey = () =>
  generateKeyPairSync('rsa', { modulusLength: 512 }).publicKey.export(spki).toString('base64');
const otherKey = (type: 'x25519' | 'ed448') =>
  (type === 'x25519' ? generateKeyPairSync('x25519') : generateKeyPairSync('ed448')).publicKey
    .export(spki)
    .toString('base64');
const privateKey = () =>
  generateKeyPairSync('ed25519')
    .privateKey.export({ type: 'pkcs8', format: 'der' })
    .toString('base64');

describe.each(backendHomes())('signed verdicts on $name', (home) => {
  let backend: TestBackend;
  beforeAll(async () => {
    backend = await home.start({ operatorToken });
  });
  afterAll(async () => {
    await backend.stop();
  });

  /** A desk with so many claimed cases and a sound verdict on each. */
  async function deskWith(count: number, protocol?: number) {
    const world = new SmallWorld(backend);
    await world.openCases(count);
    const desk = await world.desk({}, protocol);
    const verdicts = (await desk.claim(count)).map((claim) => desk.verdictOn(claim));
    return { world, desk, verdicts, first: verdicts[0] as Verdict };
  }
  const sealed = (desk: HttpDesk, verdict: Verdict, previous: string | null) => {
    const { text, payloadHash } = signVerdict(verdict, previous, desk.deviceKey);
    return { envelope: JSON.parse(text) as VerdictEnvelope, payloadHash };
  };
  const unreadable = { type: 'urn:second-look:verdict-unreadable', status: 422 };
  const chainOf = async (verdict: Verdict) => {
    const operator = new HttpCaller(backend.server.url, operatorToken);
    const { body } = await operator.ask('readCase', { params: { caseId: verdict.caseId } });
    return body.verdicts.map((stored) => stored.chain);
  };

  test('an envelope comes back as the bytes that the device signed', async () => {
    const { desk, first } = await deskWith(1);
    const envelope = desk.sign(first);
    expect(await desk.put(first)).toMatchObject({ status: 201, body: { chain: 'first' } });
    const read = await desk.ask('readVerdict', { params: { verdictId: first.verdictId } });
    expect(read.body).toMatchObject({ verdict: first, envelope, chain: 'first' });
  });

  test('a payload that was touched, a signature of another key or of nothing: refused, nothing is stored', async () => {
    const { desk, first } = await deskWith(1);
    const { envelope } = sealed(desk, first, null);
    const { privateKey } = generateKeyPairSync('ed25519');
    const stranger = privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
    const touched = sealed(desk, { ...first, note: 'another note' }, null).envelope.payload;
    const bad: readonly VerdictEnvelope[] = [
      { ...envelope, payload: touched },
      JSON.parse(signVerdict(first, null, stranger).text) as VerdictEnvelope,
      { ...envelope, signatures: [{ keyid: envelope.signatures[0]?.keyid ?? '', sig: '' }] },
    ];
    for (const body of bad) {
      expect((await desk.putBody(first.verdictId, body)).problem).toMatchObject(unreadable);
    }
    expect(await chainOf(first)).toEqual([]);
    expect((await desk.putBody(first.verdictId, envelope)).status).toBe(201);
  });

  test('id in the address, device and payload must agree', async () => {
    const { world, desk, verdicts, first } = await deskWith(2);
    const other = await world.desk();
    const id = verdicts[1]?.verdictId ?? '';
    expect((await desk.putBody(id, desk.sign(first))).problem).toMatchObject(unreadable);
    const { envelope } = sealed(desk, first, null);
    expect((await other.putBody(first.verdictId, envelope)).problem).toMatchObject(unreadable);
  });

  test('signed bytes are final: the same verdict in another payload is a conflict', async () => {
    const { desk, first } = await deskWith(1);
    expect((await desk.put(first)).status).toBe(201);
    expect((await desk.put(first)).status).toBe(200);
    const { envelope } = sealed(desk, first, 'a'.repeat(64));
    expect((await desk.putBody(first.verdictId, envelope)).problem).toMatchObject({
      type: 'urn:second-look:verdict-conflict',
      status: 422,
    });
  });

  test('verdicts chain; one that overtakes its predecessor stands after a gap until that comes', async () => {
    const { desk, verdicts } = await deskWith(3);
    const [a, b, c] = verdicts as [Verdict, Verdict, Verdict];
    for (const verdict of [a, b, c]) desk.sign(verdict);
    expect((await desk.put(a)).body.chain).toBe('first');
    expect((await desk.put(c)).body).toMatchObject({ outcome: 'effective', chain: 'gap' });
    expect(await chainOf(c)).toEqual(['gap']);
    expect((await desk.put(b)).body.chain).toBe('linked');
    expect(await chainOf(c)).toEqual(['linked']);
  });

  test('a device that goes on from an old copy of itself forks its chain: seen, and never in the way', async () => {
    const { desk, verdicts } = await deskWith(3);
    const [a, b, c] = verdicts as [Verdict, Verdict, Verdict];
    const root = sealed(desk, a, null);
    await desk.putBody(a.verdictId, root.envelope);
    await desk.putBody(b.verdictId, sealed(desk, b, root.payloadHash).envelope);
    const twin = sealed(desk, { ...c, deviceSequence: b.deviceSequence }, root.payloadHash);
    const answer = await desk.putBody(c.verdictId, twin.envelope);
    expect(answer).toMatchObject({ status: 201, body: { outcome: 'effective', chain: 'fork' } });
  });

  test('a desk of the version before submits bare verdicts until it signs its first', async () => {
    const { desk, verdicts } = await deskWith(4, 1);
    const [a, b, c, d] = verdicts as [Verdict, Verdict, Verdict, Verdict];
    const asBefore = { 'second-look-protocol': '1' };
    const params = (verdict: Verdict) => ({ verdictId: verdict.verdictId });
    const bare = await desk.ask('putVerdict', { params: params(a), body: a, headers: asBefore });
    expect(bare).toMatchObject({ status: 201, body: { chain: 'unsigned' } });
    // Updated: what waited in the old outbox goes out bare, even after the first signed one.
    expect((await desk.put(c)).body.chain).toBe('first');
    expect((await desk.putBody(b.verdictId, b)).status).toBe(201);
    expect((await desk.putBody(d.verdictId, d)).problem).toMatchObject(unreadable);
    const reused = { ...d, deviceSequence: a.deviceSequence };
    expect((await desk.putBody(d.verdictId, reused)).problem).toMatchObject(unreadable);
    // A bare verdict whose receipt was lost may come again in its envelope.
    expect(await desk.put(a)).toMatchObject({ status: 200, body: bare.body });
  });

  test('who has the token of a desk and not its key submits nothing, from the first verdict on', async () => {
    const { desk, first } = await deskWith(1);
    for (const protocol of ['1', '2']) {
      const bare = await desk.ask('putVerdict', {
        params: { verdictId: first.verdictId },
        headers: { 'second-look-protocol': protocol },
        body: first,
      });
      expect(bare.problem).toMatchObject(unreadable);
    }
    expect(await chainOf(first)).toEqual([]);
    expect((await desk.put(first)).body).toMatchObject({ outcome: 'effective', chain: 'first' });
  });

  test.each([
    ['no key', 'not a key'],
    ['nothing', ''],
    ['an RSA key', rsaKey()],
    ['an X25519 key', otherKey('x25519')],
    ['an Ed448 key', otherKey('ed448')],
    ['a private key', privateKey()],
  ])('a desk that gives %s does not enrol, and its invitation is not spent', async (_, key) => {
    const code = await invite(backend.server.parts);
    const body = { invitation: code, devicePublicKey: key, deskVersion: '' };
    const nobody = new HttpCaller(backend.server.url, null);
    expect((await nobody.ask('enrolDevice', { body })).problem).toMatchObject({
      type: 'urn:second-look:bad-request',
      status: 400,
    });
    expect((await HttpDesk.enrol(backend.server.url, code)).deviceId).not.toBe('');
  });

  test('a protocol that nobody speaks is told to update', async () => {
    const { desk } = await deskWith(1);
    const answer = await desk.ask('readSnapshot', { headers: { 'second-look-protocol': '99' } });
    expect(answer.problem?.status).toBe(426);
  });

  test('none of this was a bug of the backend', () => {
    expect(backend.bugs).toEqual([]);
  });
});
