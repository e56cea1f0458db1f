import { expect, test } from 'vitest';
import { saveAssistSettings } from '../../../../../main/data-service/assist/assist-settings.ts';
import { mayLeave } from '../../../../../main/data-service/assist/may-leave.ts';
import { expectValue } from '../../../../../shared/lifetime/outcome.ts';
import {
  assistService,
  deskWithAssist,
  helpful,
  moderation,
  verbose,
  type Asked,
  type Reply,
} from '../../../../helpers/assist-service.ts';
import { intakeBench } from '../../../../helpers/intake-bench.ts';
import { madeGeneration } from '../../../../helpers/made-cases.ts';

function minorsOf(score: number | null) {
  const [category, modality] = ['minors', 'picture'] as const;
  return { category, modality, score, classifier: 'c', version: '1' };
}

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

test.each([
  ['kept by the backend', { offlineEligible: false }, []],
  ['minors suspected', {}, [minorsOf(0.4)]],
  ['minors not checked', {}, [minorsOf(null)]],
])(
  'of a case that may not leave no prompt, no sound, no transcript and no picture is sent: %s',
  async (_, claim, scores) => {
    const { url, asked } = await assistService(helpful);
    const refused = await deskWithAssist(url, claim, { scores }).run();
    expect(refused).toMatchObject({ ok: false, fault: { kind: 'may-not-leave' } });
    expect(asked).toEqual([]);
  },
);

test('an address that is neither https nor this machine is refused', () => {
  const { tables } = intakeBench();
  const settings = {
    enabled: true,
    baseUrl: 'http://example.org/v1',
    moderationModel: 'm',
    transcriptionModel: 't',
  };
  expect(saveAssistSettings(tables, settings, null)).toMatchObject({
    ok: false,
    fault: { kind: 'refused' },
  });
});

const upload = (consent: 'missing' | 'on-record') => ({
  uploadId: 'u',
  kind: 'image' as const,
  description: '',
  consent,
});
test.each([
  ['an ordinary case', true, {}, true],
  ['kept by the backend', false, {}, false],
  ['minors at 0.2', true, { scores: [minorsOf(0.2)] }, false],
  ['minors at 0.19', true, { scores: [minorsOf(0.19)] }, true],
  ['minors not checked', true, { scores: [minorsOf(null)] }, false],
  ['an upload without consent', true, { uploadReference: upload('missing') }, false],
  ['an upload with consent', true, { uploadReference: upload('on-record') }, true],
])('may it leave: %s', (_, eligible, changes, may) => {
  expect(mayLeave(eligible, madeGeneration('a', [], changes)).ok).toBe(may);
});
