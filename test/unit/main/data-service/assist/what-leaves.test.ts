import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  readAssistSettings,
  saveAssistSettings,
} from '../../../../../main/data-service/assist/assist-settings.ts';
import { mayLeave, type CaseToSend } from '../../../../../main/data-service/assist/may-leave.ts';
import type { Tables } from '../../../../../main/data-service/cache/tables.ts';
import { realWorld, type World } from '../../../../../main/data-service/runtime/world.ts';
import type { Generation } from '../../../../../shared/domain/generation.ts';
import { modalities, type Modality } from '../../../../../shared/domain/harm-category.ts';
import { expectValue } from '../../../../../shared/lifetime/result.ts';
import {
  allChecked,
  assistService,
  deskWithAssist,
  helpful,
  minorsBranch,
  minorsOf,
  moderation,
  verbose,
  type Asked,
  type Reply,
} from '../../../../helpers/assist-service.ts';
import { intakeBench } from '../../../../helpers/intake-bench.ts';
import { madeEnrolment, madeGeneration } from '../../../../helpers/case-fixtures.ts';

test('nothing is sent while assistance is off, nor of a case that must stay in the building', async () => {
  const { url, asked } = await assistService(helpful);
  const kept = deskWithAssist(url, { offlineEligible: false });
  expect(await kept.run()).toMatchObject({ ok: false, fault: { kind: 'may-not-leave' } });
  const off = deskWithAssist(url);
  saveAssistSettings(
    off.tables,
    { enabled: false, baseUrl: url, moderationModel: 'm', transcriptionModel: 't' },
    null,
  );
  expect(await off.run()).toMatchObject({ ok: false, fault: { kind: 'not-configured' } });
  expect(asked).toEqual([]);
});

const minorsScore = (asked: Asked, score: number): Reply => {
  const [result] = moderation.results;
  const scored = { ...result, category_scores: { violence: 0.1, 'sexual/minors': score } };
  return asked.path.endsWith('/moderations')
    ? { status: 200, body: { ...moderation, results: [scored] } }
    : { status: 200, body: verbose };
};
const isPicture = (asked: Asked) => asked.body.includes('data:image');
const isSound = (asked: Asked) => asked.path.endsWith('/transcriptions');

test('once the prompt is answered as one about a minor, neither sound nor transcript nor picture is sent, then or later', async () => {
  const { url, asked } = await assistService((one) => minorsScore(one, 0.6));
  const { run, tables } = deskWithAssist(url);
  const { proposals } = expectValue(await run());
  expect(asked).toHaveLength(1);
  expect(asked.some(isPicture) || asked.some(isSound)).toBe(false);
  expect(proposals).toMatchObject([{ kind: 'moderation', sampledFrames: [] }]);
  expect(proposals[0]?.notChecked[0]).toContain('nothing more of this case was sent');
  expect(proposals[0]?.notChecked).toContain('No frame was checked.');
  expect(await run()).toMatchObject({ ok: false, fault: { kind: 'may-not-leave' } });
  expect(asked).toHaveLength(1);
  expect(tables.proposals.of('case-a')).toHaveLength(1);
});

test('a transcript that is answered so keeps the pictures in the building', async () => {
  const { url, asked } = await assistService((one) =>
    minorsScore(one, one.body.includes('Hello there.') ? 0.9 : 0),
  );
  expectValue(await deskWithAssist(url).run());
  expect(asked.some(isSound)).toBe(true);
  expect(asked.some(isPicture)).toBe(false);
});

const draftWith = (changes: object) => ({
  decision: null,
  branchId: null,
  severity: null,
  confidence: null,
  reasonIds: [],
  note: '',
  findings: [],
  ...changes,
});
const minorSeen = {
  findingId: 'f',
  kind: 'minor' as const,
  note: '',
  fromUs: 0,
  toUs: 1,
  fromFrame: 0,
  toFrame: 1,
};
const without = (part: Modality) => allChecked.filter(({ modality }) => modality !== part);

test.each([
  ['kept by the backend', { offlineEligible: false }, allChecked],
  ['minors suspected', {}, [...allChecked, minorsOf('picture', 0.4)]],
  ['minors not checked', {}, [minorsOf('picture', null)]],
  ['nobody checked anything', {}, []],
  ['the prompt checked, the picture not', {}, [minorsOf('prompt', 0), minorsOf('picture', null)]],
  ['all but the sound checked', {}, without('sound')],
  ['all but the prompt checked', {}, without('prompt')],
  ['other harms checked only', {}, allChecked.map((one) => ({ ...one, category: 'sexual' }))],
] satisfies readonly (readonly [string, object, readonly object[]])[])(
  'of a case that may not leave no prompt, no sound, no transcript and no picture is sent: %s',
  async (_, claim, scores) => {
    const { url, asked } = await assistService(helpful);
    const changes = { scores: [...scores] as Generation['scores'] };
    const refused = await deskWithAssist(url, claim, changes).run();
    expect(refused).toMatchObject({ ok: false, fault: { kind: 'may-not-leave' } });
    expect(asked).toEqual([]);
  },
);

test("what the reviewer's own draft says of a minor keeps the case in the building", async () => {
  const { url, asked } = await assistService(helpful);
  const desk = deskWithAssist(url);
  for (const draft of [{ findings: [minorSeen] }, { branchId: minorsBranch.branchId }]) {
    desk.tables.drafts.save('case-a', draftWith(draft));
    expect(await desk.run()).toMatchObject({ ok: false, fault: { kind: 'may-not-leave' } });
  }
  expect(asked).toEqual([]);
  desk.tables.drafts.save('case-a', draftWith({}));
  expectValue(await desk.run());
});

test('a finding that is made while the service is being asked ends the asking', async () => {
  const desk: { tables?: Tables } = {};
  const { url, asked } = await assistService((one) => {
    desk.tables?.drafts.save('case-a', draftWith({ findings: [minorSeen] }));
    return helpful(one);
  });
  const { tables, run } = deskWithAssist(url);
  desk.tables = tables;
  const { faults } = expectValue(await run());
  expect(asked).toHaveLength(1);
  expect(asked.some(isPicture) || asked.some(isSound)).toBe(false);
  expect(faults.map(({ kind }) => kind)).toContain('may-not-leave');
});

const parts = fc.subarray([...modalities]);
const scores = fc.array(
  fc.record({
    category: fc.constantFrom('minors' as const, 'sexual' as const),
    modality: fc.constantFrom(...modalities),
    score: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null }),
    classifier: fc.constant('c'),
    version: fc.constant('1'),
  }),
  { maxLength: 12 },
);
test('whatever the classifiers say: what leaves was checked for minors in every part, and nothing was suspected', () => {
  fc.assert(
    fc.property(scores, parts, fc.boolean(), (all, sent, offlineEligible) => {
      const asked = { ...caseOf({ scores: all }), offlineEligible, modalities: sent };
      if (!mayLeave(asked).ok) return;
      const minors = all.filter(({ category }) => category === 'minors');
      expect(offlineEligible && sent.length > 0).toBe(true);
      expect(minors.filter(({ score }) => (score ?? 0) >= 0.2)).toEqual([]);
      const checked = minors.filter(({ score }) => score !== null).map(({ modality }) => modality);
      expect(sent.filter((part) => !checked.includes(part))).toEqual([]);
    }),
    { numRuns: 5000 },
  );
});

const settingsAt = (baseUrl: string) => ({
  enabled: true,
  baseUrl,
  moderationModel: 'm',
  transcriptionModel: 't',
});

test('an address that is neither https nor this machine is refused', () => {
  const { tables } = intakeBench();
  tables.settings.write('enrolment', { ...madeEnrolment, role: 'lead' });
  for (const url of ['http://example.org/v1', 'ftp://example.org', 'x', 'https://a:b@example.org'])
    expect(saveAssistSettings(tables, settingsAt(url), null)).toMatchObject({
      ok: false,
      fault: { kind: 'refused' },
    });
  expect(saveAssistSettings(tables, settingsAt('https://example.org/v1'), null).ok).toBe(true);
});

test.each(['reviewer', 'auditor', null] as const)('a %s can not change the assistance', (role) => {
  const { tables } = intakeBench();
  if (role) tables.settings.write('enrolment', { ...madeEnrolment, role });
  else tables.settings.forget('enrolment');
  const saved = saveAssistSettings(tables, settingsAt('https://example.org/v1'), 'key');
  expect(saved).toMatchObject({ ok: false, fault: { kind: 'refused' } });
  expect(readAssistSettings(tables)).toMatchObject({ settings: { enabled: false }, hasKey: false });
});

test('a key that was given for one address is not sent to another', () => {
  const { tables } = deskWithAssist('https://one.example/v1');
  expect(readAssistSettings(tables).hasKey).toBe(true);
  expectValue(saveAssistSettings(tables, settingsAt('https://two.example/v1'), null));
  expect(readAssistSettings(tables).hasKey).toBe(false);
});

test('a service that sends the desk on to another host gets nothing there', async () => {
  const stranger = await assistService(helpful);
  const { url } = await assistService(({ path }) => ({
    status: 307,
    body: '',
    location: stranger.url + path.replace('/v1', ''),
  }));
  const { faults, proposals } = expectValue(await deskWithAssist(url).run());
  expect(proposals).toEqual([]);
  expect(faults.map(({ kind }) => kind)).toEqual(['refused', 'refused']);
  expect(faults[0]?.message).toContain('another address');
  expect(stranger.asked).toEqual([]);
});

test('an endless answer of the service is given up', async () => {
  const { url } = await assistService(() => ({ status: 200, body: ' '.repeat(5_000_000) }));
  const { faults } = expectValue(await deskWithAssist(url).run());
  expect(faults[0]?.message).toContain('more than any answer needs');
});

test('a name that leads into the local network is asked only where the operator pinned it', async () => {
  const sent: string[] = [];
  const world: World = {
    ...realWorld(),
    resolve: async () => ['203.0.114.9', '10.1.2.3'],
    async fetch(input) {
      sent.push(new URL(input instanceof Request ? input.url : input).host);
      return new Response(JSON.stringify(moderation), {
        headers: { 'content-type': 'application/json' },
      });
    },
  };
  const desk = (pinnedHosts: readonly string[] | null) =>
    deskWithAssist('https://assist.example/v1', {}, {}, { world, pinnedHosts }).run();
  const { faults } = expectValue(await desk(null));
  expect(faults[0]?.message).toContain('local network');
  expect(await desk(['other.example'])).toMatchObject({ ok: false, fault: { kind: 'refused' } });
  expect(sent).toEqual([]);
  await desk(['assist.example']);
  expect(new Set(sent)).toEqual(new Set(['assist.example']));
});

const upload = (consent: 'missing' | 'on-record') => ({
  uploadId: 'u',
  kind: 'image' as const,
  description: '',
  consent,
});
const caseOf = (changes: Partial<Generation>): CaseToSend => ({
  offlineEligible: true,
  generation: madeGeneration('a', [], { scores: [...allChecked], ...changes }),
  modalities: ['prompt', 'picture'],
  proposals: [],
  judged: [],
  isWithheld: false,
});
const pictureAt = (score: number | null) => [minorsOf('prompt', 0), minorsOf('picture', score)];
test.each([
  ['every part checked', {}, {}, true],
  ['kept by the backend', { offlineEligible: false }, {}, false],
  ['marked here', { isWithheld: true }, {}, false],
  ['no score at all', {}, { scores: [] }, false],
  ['minors at 0.2', {}, { scores: pictureAt(0.2) }, false],
  ['minors at 0.19', {}, { scores: pictureAt(0.19) }, true],
  ['minors not checked in the picture', {}, { scores: pictureAt(null) }, false],
  ['the picture missing among the scores', {}, { scores: [minorsOf('prompt', 0)] }, false],
  ['nothing to send', { modalities: [] }, {}, false],
  ['an upload without consent', {}, { uploadReference: upload('missing') }, false],
  ['an upload with consent', {}, { uploadReference: upload('on-record') }, true],
] satisfies readonly (readonly [string, Partial<CaseToSend>, Partial<Generation>, boolean])[])(
  'may it leave: %s',
  (_, changes, generation, may) => {
    expect(mayLeave({ ...caseOf(generation), ...changes }).ok).toBe(may);
  },
);
