import { expect, onTestFinished, test } from 'vitest';
import { createOpenedCases } from '../../../../main/data-service/desk-api/opened-cases.ts';
import { realWorld } from '../../../../main/data-service/runtime/world.ts';
import { deskApi } from '../../../../shared/contract/desk-api.ts';
import { analyserCards } from '../../../../shared/domain/analyser-cards.ts';
import { mediaApi } from '../../../../shared/contract/media-api.ts';
import { portWire } from '../../../../shared/contract/port-wire.ts';
import { expectValue } from '../../../../shared/lifetime/result.ts';
import { startDesk, startInput, temporaryFolder, until } from '../../../helpers/desk.ts';
import { madeClaim, madeFile, madePolicy } from '../../../helpers/case-fixtures.ts';
import { createModelBackend, modelInvitation } from '../../../helpers/model-backend.ts';
import { tinyClip } from '../../../helpers/tiny-clip.ts';

const filter = { text: '', states: [], reasons: [] };
const sort = { by: 'due' as const, direction: 'asc' as const };

/** A backend with two cases of two clips, and a desk that holds both. */
async function twoClips() {
  const clip = await tinyClip();
  // Bytes behind the last box change the hash and nothing else.
  const other = Buffer.concat([clip, Buffer.from([0, 0, 0, 8, 0x66, 0x72, 0x65, 0x65])]);
  const backend = createModelBackend(madePolicy);
  const [one, two] = [madeFile(clip), madeFile(other)];
  backend.media.set(one.sha256, clip);
  backend.media.set(two.sha256, other);
  backend.waiting = [madeClaim('a', [one]), madeClaim('b', [two])];
  const backendUrl = await backend.listen();
  onTestFinished(() => backend.close());
  const asked: string[] = [];
  const real = realWorld();
  const world = {
    ...real,
    fetch: (input: string | URL | Request, init?: RequestInit) => {
      asked.push(new URL(input instanceof Request ? input.url : input).host);
      return real.fetch(input, init);
    },
  };
  const enrolAt = { backendUrl, invitation: modelInvitation };
  const desk = startDesk(startInput(temporaryFolder(), { enrolAt }), world);
  const list = async () =>
    expectValue(await desk.page.call.listCases({ filter, sort, offset: 0, limit: 9 })).rows;
  await until(list, (rows) => rows.length === 2 && rows.every((row) => row.state === 'ready'));
  return { ...desk, backend, backendUrl, one, two, asked, list };
}

/** Asks by a port as whoever holds the page would, by whatever name and input. */
function rawPage(service: Awaited<ReturnType<typeof twoClips>>['service']) {
  const ports = new MessageChannel();
  onTestFinished(() => ports.port1.close());
  service.attachPage(portWire(ports.port1));
  ports.port2.start();
  let id = 0;
  return (name: string, input: unknown) =>
    new Promise<unknown>((resolve) => {
      const own = (id += 1);
      ports.port2.addEventListener('message', (event: MessageEvent<{ id?: number }>) => {
        if (event.data.id === own) resolve(event.data);
      });
      ports.port2.postMessage({ t: 'call', id: own, name, input });
    });
}

test('by the port of the page nobody enrols elsewhere, nor names a service that cases are sent to', async () => {
  const { service, asked, page } = await twoClips();
  const ask = rawPage(service);
  const stranger = 'https://stranger.example';
  const settings = {
    enabled: true,
    baseUrl: `${stranger}/v1`,
    moderationModel: 'm',
    transcriptionModel: 't',
  };
  for (const [name, input] of [
    ['enrol', { backendUrl: stranger, invitation: 'the prompt of a case' }],
    ['saveAssist', { settings, apiKey: 'k' }],
    ['start', { dataDir: '/tmp' }],
    ['handOver', {}],
    ['wipeDesk', { typed: 'WIPE', evenUnsent: true }],
  ] as const) {
    expect(await ask(name, input)).toMatchObject({ t: 'fault', fault: { kind: 'bad-message' } });
  }
  await ask('openCase', { caseId: 'case-a' });
  expect(
    await ask('runAssist', { caseId: 'case-a', frames: [], soundWav: null, soundFromUs: 0 }),
  ).toMatchObject({
    fault: { kind: 'not-configured' },
  });
  expect(expectValue(await page.call.readAssist({})).settings.enabled).toBe(false);
  expect(asked.filter((host) => !host.startsWith('127.0.0.1'))).toEqual([]);
});

test('the page and the data service have no call in common with what main confirms', async () => {
  const { confirmedCalls } = await import('../../../../shared/contract/confirmed-api.ts');
  const names = Object.keys({ ...deskApi.calls, ...mediaApi.calls });
  expect(Object.keys(confirmedCalls).filter((name) => names.includes(name))).toEqual([]);
});

test('a clip, its index and what was measured of it can be read only while its case is open', async () => {
  const { service, page, media, one, two, list } = await twoClips();
  const { sha256 } = one;
  const reads = () => [
    page.call.readFrameIndex({ sha256 }),
    page.call.readMeasurement({ sha256, kind: 'peaks', version: 1 }),
    page.call.saveMeasurement({ sha256, kind: 'peaks', version: 1, bytes: new Uint8Array(1) }),
    page.call.readEvidence({ sha256 }),
    media.call.describeMedia({ sha256, reader: 'page' }),
    media.call.readMedia({ sha256, reader: 'page', offset: 0, length: 100 }),
  ];
  const kinds = async () =>
    (await Promise.all(reads())).map((done) => (done.ok ? 'read' : done.fault.kind));
  const refused = reads().map(() => 'refused');
  expect(await list()).toHaveLength(2);
  expect(await kinds()).toEqual(refused);
  expectValue(await page.call.openCase({ caseId: 'case-b' }));
  expect(await kinds()).toEqual(refused);
  expectValue(await page.call.setOpenCase({ caseId: 'case-a' }));
  expect(await kinds()).toEqual(reads().map(() => 'read'));
  // No pass over it is under way: the page that measures reads none of it.
  const measuring = await media.call.describeMedia({ sha256: two.sha256, reader: 'measuring' });
  expect(measuring).toMatchObject({ ok: false, fault: { kind: 'refused' } });
  expect(service.cases).toBe(0);
});

test('of the cases opened last only four have a clip to read, each opening is logged, and nobody opens all at once', () => {
  const clock = { ms: 0 };
  const opened: unknown[] = [];
  const cases = createOpenedCases({
    monotonicMs: () => clock.ms,
    log: (event, facts) => void opened.push([event, facts?.['caseId']]),
    fileOf: (caseId) => `clip of ${caseId}`,
  });
  for (let n = 0; n < 60; n += 1) expect(cases.open(`c${n}`)).toBe(true);
  expect(opened).toHaveLength(60);
  expect(opened[0]).toEqual(['case-opened', 'c0']);
  const readable = Array.from({ length: 70 }, (_, n) => `c${n}`).filter((caseId) =>
    cases.holds(`clip of ${caseId}`),
  );
  expect(readable).toEqual(['c56', 'c57', 'c58', 'c59']);
  expect(cases.open('c60')).toBe(false);
  expect(cases.holds('clip of c60')).toBe(false);
  // What is open already is asked for again and again while it changes.
  for (let n = 0; n < 200; n += 1) expect(cases.open('c58')).toBe(true);
  clock.ms += 2_000;
  expect([cases.open('c60'), cases.open('c61'), cases.open('c62')]).toEqual([true, true, false]);
  cases.forget();
  expect(cases.holds('clip of c60')).toBe(false);
});

test('a desk that enrols at a second backend keeps nothing of the first but its verdicts', async () => {
  const { service, page, backend, one, list } = await twoClips();
  const second = createModelBackend({ ...madePolicy, title: 'Another policy of the same name' });
  second.waiting = [madeClaim('c', [], {}, { mediaState: 'broken' })];
  const elsewhere = await second.listen();
  onTestFinished(() => second.close());
  const { approval, conduct } = await import('../../../helpers/case-fixtures.ts');
  expectValue(await page.call.openCase({ caseId: 'case-a' }));
  const judgement = { ...approval };
  const command = { caseId: 'case-a', judgement, conduct, supersedesVerdictId: null };
  const { verdictId } = expectValue(await page.call.recordVerdict(command));
  // What waits is sent first; a line that is down is a refusal, and nothing changes.
  backend.interfere = () => Promise.reject(new Error('cut'));
  expect(await service.enrol(elsewhere, 'X')).toMatchObject({ fault: { kind: 'refused' } });
  expect(await list()).toHaveLength(2);
  backend.interfere = () => null;
  await page.call.syncNow({});
  await until(
    () => backend.verdicts.has(verdictId),
    (arrived) => arrived,
  );
  expectValue(await service.enrol(elsewhere, modelInvitation));
  const rows = await until(list, (now) => now.some(({ caseId }) => caseId === 'case-c'));
  expect(rows.map(({ caseId }) => caseId)).toEqual(['case-c']);
  expect(await page.call.openCase({ caseId: 'case-a' })).toMatchObject({ ok: false });
  expect(await page.call.readFrameIndex({ sha256: one.sha256 })).toMatchObject({ ok: false });
  const opened = expectValue(await page.call.openCase({ caseId: 'case-c' }));
  expect(opened.policy.title).toBe('Another policy of the same name');
  const journal = expectValue(await page.call.listJournal({ offset: 0, limit: 9 }));
  expect(journal.entries.map(({ verdict }) => verdict.verdictId)).toEqual([verdictId]);
  expect([...second.verdicts.keys()]).toEqual([]);
});

test('a backend that refuses the invitation changes nothing: the first one’s cases stay', async () => {
  const { service, list } = await twoClips();
  const second = createModelBackend(madePolicy);
  second.interfere = () => new Response('no', { status: 403 });
  const elsewhere = await second.listen();
  onTestFinished(() => second.close());
  expect((await service.enrol(elsewhere, 'X')).ok).toBe(false);
  expect(await list()).toHaveLength(2);
});

test('a backend that the operator did not pin is neither enrolled at nor talked to', async () => {
  const { backendUrl, backend } = await twoClips();
  const pinnedHosts = { backends: ['review.example.org'], assist: null };
  const desk = startDesk(startInput(temporaryFolder(), { pinnedHosts }));
  const refused = await desk.service.enrol(backendUrl, modelInvitation);
  expect(refused).toMatchObject({ ok: false, fault: { kind: 'refused' } });
  const trouble = 'The list can’t be read.';
  const unread = { backends: [], assist: [], trouble };
  const closed = startDesk(startInput(temporaryFolder(), { pinnedHosts: unread }));
  expect(await closed.service.enrol(backendUrl, modelInvitation)).toMatchObject({
    ok: false,
    fault: { kind: 'refused', message: trouble },
  });
  const own = { backends: [new URL(backendUrl).host], assist: [] };
  const other = startDesk(startInput(temporaryFolder(), { pinnedHosts: own }));
  backend.isInvitationUsed = false;
  expectValue(await other.service.enrol(backendUrl, modelInvitation));
});

test('a page writes no evidence of analysers, nothing without measure, and asks no query of a thousand parts', async () => {
  const { service, page, one } = await twoClips();
  const { sha256 } = one;
  expectValue(await page.call.openCase({ caseId: 'case-a' }));
  const ask = rawPage(service);
  const bytes = new TextEncoder().encode('{"result":null,"fault":null}');
  const before = expectValue(await page.call.readEvidence({ sha256 })).analyses;
  for (const { id, version } of Object.values(analyserCards)) {
    const input = { sha256, kind: `evidence.${id}`, version };
    expect(await ask('saveMeasurement', { ...input, bytes })).toMatchObject({
      fault: { kind: 'bad-message' },
    });
    expect(await ask('readMeasurement', input)).toMatchObject({ fault: { kind: 'bad-message' } });
  }
  const after = expectValue(await page.call.readEvidence({ sha256 })).analyses;
  expect(after.map(({ fault }) => fault)).toEqual(before.map(({ fault }) => fault));
  const peaks = { sha256, kind: 'peaks', version: 1 };
  for (const huge of [new Uint8Array(64 * 1024 * 1024 + 1), 'text', null, new ArrayBuffer(4)])
    expect(await ask('saveMeasurement', { ...peaks, bytes: huge })).toMatchObject({
      fault: { kind: 'bad-message' },
    });
  const many = (value: string) => Array.from({ length: 40_000 }, () => value);
  for (const filter of [
    { text: '', states: many('ready'), reasons: [] },
    { text: '', states: [], reasons: many('appeal') },
  ])
    expect(await ask('listCases', { filter, sort, offset: 0, limit: 9 })).toMatchObject({
      fault: { kind: 'bad-message' },
    });
  for (const [name, more] of [
    ['listJournal', { offset: 0, limit: 9 }],
    ['exportJournal', {}],
  ] as const)
    expect(await ask(name, { ...more, statuses: many('waiting') })).toMatchObject({
      fault: { kind: 'bad-message' },
    });
});

test('a case without a clip goes to no outside service either, unless it is open', async () => {
  const { service, backend, page, list } = await twoClips();
  backend.waiting = [madeClaim('bare', [], {}, { mediaState: 'broken' })];
  await page.call.syncNow({});
  await until(list, (rows) => rows.some(({ caseId }) => caseId === 'case-bare'));
  const ask = rawPage(service);
  const run = () =>
    ask('runAssist', { caseId: 'case-bare', frames: [], soundWav: null, soundFromUs: 0 });
  expect(await run()).toMatchObject({ fault: { kind: 'refused' } });
  expectValue(await page.call.openCase({ caseId: 'case-bare' }));
  expect(await run()).toMatchObject({ fault: { kind: 'not-configured' } });
});
