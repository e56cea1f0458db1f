import { closeSync, existsSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { CaseFilter, CaseSort } from '../../../../shared/contract/desk-api.ts';
import { portWire } from '../../../../shared/contract/port-wire.ts';
import { emptyDraft } from '../../../../shared/domain/judgement-gaps.ts';
import { expectValue } from '../../../../shared/lifetime/result.ts';
import { startDesk, startInput, temporaryFolder, until, type Desk } from '../../../helpers/desk.ts';
import {
  approval,
  conduct,
  madeClaim,
  madeFile,
  madePolicy,
  removal,
} from '../../../helpers/case-fixtures.ts';
import {
  createModelBackend,
  type ModelBackend,
  modelInvitation,
} from '../../../helpers/model-backend.ts';
import { tinyClip } from '../../../helpers/tiny-clip.ts';

/** Vitest's matcher under the type of what it stands for. */
const containing = (part: string): string => expect.stringContaining(part) as string;
const matching = (pattern: RegExp): string => expect.stringMatching(pattern) as string;

const filter: CaseFilter = { text: '', states: [], reasons: [] };
const sort: CaseSort = { by: 'due', direction: 'asc' };

async function reviewing(): Promise<
  Desk & {
    readonly backend: ModelBackend;
    readonly folder: string;
    readonly sha256: string;
    readonly backendUrl: string;
  }
> {
  const clip = await tinyClip();
  const file = madeFile(clip);
  const backend = createModelBackend(madePolicy);
  backend.media.set(file.sha256, clip);
  backend.waiting = [
    madeClaim('a', [file]),
    madeClaim('b', [], {}, { mediaState: 'broken', mediaNote: 'No moov atom.' }),
  ];
  const backendUrl = await backend.listen();
  onTestFinished(() => backend.close());
  const folder = temporaryFolder();
  const desk = startDesk(
    startInput(folder, { enrolAt: { backendUrl, invitation: modelInvitation } }),
  );
  await until(
    () => desk.page.call.openCase({ caseId: 'case-a' }),
    (opened) => opened.ok && opened.value.row.state === 'ready',
  );
  return { ...desk, backend, folder, sha256: file.sha256, backendUrl };
}

const judge = (
  caseId: string,
  judgement = approval,
  supersedesVerdictId: string | null = null,
) => ({ caseId, judgement, conduct, supersedesVerdictId });

test('changing one’s mind names the newest verdict, and only that', async () => {
  const { page, backend } = await reviewing();
  const first = expectValue(await page.call.recordVerdict(judge('case-a')));
  expect(await page.call.recordVerdict(judge('case-a'))).toMatchObject({
    ok: false,
    fault: { kind: 'refused' },
  });
  const second = expectValue(
    await page.call.recordVerdict(judge('case-a', removal, first.verdictId)),
  );
  expect(await page.call.recordVerdict(judge('case-a', approval, first.verdictId))).toMatchObject({
    ok: false,
    fault: { kind: 'refused' },
  });
  await until(
    () => backend.verdicts.size,
    (n) => n === 2,
  );
  const detail = expectValue(await page.call.openCase({ caseId: 'case-a' }));
  expect(detail.verdicts.map((entry) => entry.verdict.verdictId)).toEqual([
    second.verdictId,
    first.verdictId,
  ]);
  expect(detail.verdicts[0]?.verdict).toMatchObject({
    category: 'likeness',
    supersedesVerdictId: first.verdictId,
    deviceSequence: 2,
  });
  const statistics = expectValue(
    await page.call.readStatistics({ fromMs: 0, toMs: 8e12, timeZone: 'UTC' }),
  );
  expect([statistics.verdicts, statistics.superseded]).toEqual([1, 1]);
});

test('a judgement that the policy does not allow is refused with what is missing', async () => {
  const { page } = await reviewing();
  const wrong = await page.call.recordVerdict(
    judge('case-a', { ...removal, severity: 0, reasonIds: [] }),
  );
  expect(wrong).toMatchObject({
    ok: false,
    fault: { kind: 'refused', message: matching(/severity.*reason/) },
  });
  expect(expectValue(await page.call.listJournal({ offset: 0, limit: 10 })).total).toBe(0);
});

test('a blocked case says why and can be judged by its record; the next case is offered', async () => {
  const { page } = await reviewing();
  const opened = expectValue(await page.call.openCase({ caseId: 'case-b' }));
  expect(opened.mediaFault).toMatchObject({
    kind: 'broken-media',
    message: containing('No moov atom.'),
  });
  expectValue(await page.call.recordVerdict(judge('case-b')));
  const next = await page.call.neighbourCase({
    filter,
    sort,
    caseId: null,
    direction: 'next',
    openOnly: true,
  });
  expect(expectValue(next).caseId).toBe('case-a');
});

test('a draft is there again after a restart, and gone with its verdict', async () => {
  const desk = await reviewing();
  const draft = {
    ...emptyDraft,
    note: 'half a thought',
    decision: 'approve' as const,
    reasonIds: [],
    findings: [],
  };
  expectValue(await desk.page.call.saveDraft({ caseId: 'case-a', draft }));
  await desk.stop();
  const { page } = startDesk(startInput(desk.folder));
  expect(expectValue(await page.call.openCase({ caseId: 'case-a' })).draft).toEqual(draft);
  expectValue(await page.call.recordVerdict(judge('case-a')));
  expect(expectValue(await page.call.openCase({ caseId: 'case-a' })).draft).toBeNull();
});

test('a verdict saved without a network is sent after a restart, once', async () => {
  const desk = await reviewing();
  desk.backend.interfere = () => Promise.reject(new Error('cable cut'));
  const saved = expectValue(await desk.page.call.recordVerdict(judge('case-a')));
  await desk.stop();
  desk.backend.interfere = () => null;
  const again = startDesk(startInput(desk.folder));
  await until(
    () => again.page.call.readDesk({}),
    (state) => state.ok && state.value.outbox.settled === 1,
  );
  expect([...desk.backend.verdicts.keys()]).toEqual([saved.verdictId]);
});

test('a refused verdict is rejected with the backend’s sentence, shown, and can be tried again', async () => {
  const { page, backend } = await reviewing();
  backend.refuses = () => true;
  const { verdictId } = expectValue(await page.call.recordVerdict(judge('case-a')));
  const journal = async () =>
    expectValue(await page.call.listJournal({ offset: 0, limit: 10 })).entries[0];
  await until(journal, (entry) => entry?.state === 'rejected');
  expect((await journal())?.lastFault?.message).toBe('This label is not known here.');
  expect(expectValue(await page.call.openCase({ caseId: 'case-a' })).row.outboxState).toBe(
    'rejected',
  );
  backend.refuses = () => false;
  expectValue(await page.call.retryVerdict({ verdictId }));
  await until(journal, (entry) => entry?.state === 'settled');
  expect(await page.call.retryVerdict({ verdictId })).toMatchObject({
    ok: false,
    fault: { kind: 'not-found' },
  });
});

test('a clip that was changed on the disk stops playing, is said to every page, and is fetched anew', async () => {
  const { page, media, folder, sha256 } = await reviewing();
  const failed = new Promise<string>((resolve) =>
    page.on('integrityFailed', (event) => resolve(event.sha256)),
  );
  const file = openSync(join(folder, 'media', `${sha256}.sealed`), 'r+');
  writeSync(file, Buffer.from([9, 9, 9]), 0, 3, 100);
  closeSync(file);
  expect(await media.call.describeMedia({ sha256, reader: 'page' })).toMatchObject({
    ok: false,
    fault: { kind: 'integrity-failed' },
  });
  expect(await failed).toBe(sha256);
  await until(
    () => media.call.describeMedia({ sha256, reader: 'page' }),
    (described) => described.ok,
  );
  const opened = await until(
    () => page.call.openCase({ caseId: 'case-a' }),
    (found) => found.ok && found.value.row.state === 'ready',
  );
  expect(expectValue(opened).row.fetched).toBe(1);
});

test('unknown calls, wrong types and strangers’ messages are answered with a fault, and the desk goes on', async () => {
  const { page, service } = await reviewing();
  const ports = new MessageChannel();
  onTestFinished(() => ports.port1.close());
  service.attachPage(portWire(ports.port1));
  const heard: unknown[] = [];
  ports.port2.addEventListener('message', (event) => heard.push(event.data));
  ports.port2.start();
  for (const message of [
    null,
    42,
    'x',
    { t: 'call' },
    { t: 'call', id: 1, name: 'dropTables', input: {} },
    { t: 'call', id: 2, name: '__proto__', input: {} },
    { t: 'call', id: 3, name: 'openCase', input: { caseId: '../../../etc' } },
  ]) {
    ports.port2.postMessage(message);
  }
  await until(
    () => heard.length,
    (n) => n >= 3,
  );
  expect(heard).toMatchObject(
    [1, 2, 3].map((id) => ({ t: 'fault', id, fault: { kind: 'bad-message' } })),
  );
  expect((await page.call.readDesk({})).ok).toBe(true);
});

test('measurements of the page are kept by version, for verified clips only', async () => {
  const { page, sha256 } = await reviewing();
  const bytes = new Uint8Array([1, 2, 3]);
  expectValue(await page.call.saveMeasurement({ sha256, kind: 'peaks', version: 1, bytes }));
  expect(
    expectValue(await page.call.readMeasurement({ sha256, kind: 'peaks', version: 1 })).bytes,
  ).toEqual(bytes);
  expect(
    expectValue(await page.call.readMeasurement({ sha256, kind: 'peaks', version: 2 })).bytes,
  ).toBeNull();
  expect(
    (await page.call.saveMeasurement({ sha256: '0'.repeat(64), kind: 'peaks', version: 1, bytes }))
      .ok,
  ).toBe(false);
});

test('a desk on the fallback runtime enrols nowhere but on this machine, and says why', async () => {
  const desk = startDesk(startInput(temporaryFolder()));
  const refused = await desk.service.enrol('https://review.example.org', 'X');
  expect(refused).toMatchObject({
    ok: false,
    fault: { kind: 'refused', message: containing('fallback runtime') },
  });
  expect(expectValue(await desk.page.call.readDesk({})).connection).toBe('not-enrolled');
});

test('an invitation that the backend does not know is said plainly', async () => {
  const { backendUrl } = await reviewing();
  const desk = startDesk(startInput(temporaryFolder()));
  const refused = await desk.service.enrol(backendUrl, 'WRONG');
  expect(refused).toMatchObject({
    ok: false,
    fault: { kind: 'unauthorized', message: containing('invitation') },
  });
});

test('sealed files that nobody holds a key for are removed at the start, the others stay', async () => {
  const desk = await reviewing();
  await desk.stop();
  const stray = join(desk.folder, 'media', `${'e'.repeat(64)}.sealed`);
  closeSync(openSync(stray, 'w'));
  const { media, page } = startDesk(startInput(desk.folder));
  expect(existsSync(stray)).toBe(false);
  expectValue(await page.call.openCase({ caseId: 'case-a' }));
  expect((await media.call.describeMedia({ sha256: desk.sha256, reader: 'page' })).ok).toBe(true);
});
