import { expect, test } from 'vitest';
import { distressing } from '../../../../../shared/domain/exposure.ts';
import { defaultPreferences } from '../../../../../shared/contract/app-api.ts';
import type { CaseDetail } from '../../../../../shared/contract/desk-api.ts';
import { harmCategories, type HarmCategory } from '../../../../../shared/domain/harm-category.ts';
import { emptyDraft, type JudgementDraft } from '../../../../../shared/domain/judgement-gaps.ts';
import {
  beginCase,
  caseAfter,
  verdictToShow,
  warningCategories,
  type CaseProgress,
} from '../../../../../renderer/case/state/case-machine.ts';
import { FakeDesk } from '../../../../app/ui/page/fake-desk.ts';

const { wellbeing } = defaultPreferences;
const fault = { kind: 'disk-full', message: '', retry: 'after-user' } as const;

async function fakeCase(change: (desk: FakeDesk) => void = () => {}): Promise<CaseDetail> {
  const desk = new FakeDesk({
    cases: 6,
    clips: [''],
    nowMs: 0,
    isFallback: false,
    preferences: defaultPreferences,
  });
  desk.isOnline = false;
  change(desk);
  const detail = await desk.deskHandlers().openCase({ caseId: 'case-0' });
  if (!detail.ok) throw new Error(detail.fault.kind);
  return detail.value;
}

const record = (desk: FakeDesk) =>
  void desk.deskHandlers().recordVerdict({
    caseId: 'case-0',
    judgement: {
      ...emptyDraft,
      decision: 'approve',
      branchId: 'fine',
      severity: 0,
      confidence: 'sure',
      reasonIds: [],
      findings: [],
    },
    conduct: {
      firstExposureAtMs: null,
      handleMs: 0,
      proposalsSeen: false,
      soundHeard: false,
      playedWith: [],
      framesShown: 0,
      framesTotal: null,
      frameIndexVersion: 1,
    },
    supersedesVerdictId: null,
  });

const scored = (category: HarmCategory, score: number | null) =>
  ({ category, modality: 'picture', score, classifier: 'guard', version: '1' }) as const;

test('text comes first, then a warning where a score asks for one, then the picture', async () => {
  const start = beginCase(await fakeCase(), wellbeing, null);
  const warned = caseAfter(start, { do: 'uncover', mustWarn: true });
  const open = caseAfter(warned, { do: 'uncover', mustWarn: true });
  expect([start.cover, warned.cover, open.cover]).toEqual(['covered', 'warning', 'open']);
  expect(caseAfter(start, { do: 'uncover', mustWarn: false }).cover).toBe('open');
  const shown = { ...wellbeing, textFirst: false };
  const detail = await fakeCase();
  const generation = { ...detail.generation, scores: [scored('violence', 0.9)] };
  expect(beginCase(detail, shown, null).cover).toBe('open');
  expect(beginCase({ ...detail, generation }, shown, null).cover).toBe('warning');
});

test('the warning names each distressing harm once, and nothing else that a classifier scored', async () => {
  const { generation } = await fakeCase();
  const all = harmCategories.map((category) => scored(category, 0.9));
  expect(warningCategories({ scores: [...all, ...all] }, 0.5).toSorted()).toEqual(
    [...distressing].toSorted(),
  );
  expect(warningCategories({ scores: [scored('minors', null)] }, 0)).toEqual([]);
  expect(warningCategories(generation, 0.5)).toEqual([]);
});

test('a decided case opens on its verdict; a changed mind starts from it and names it', async () => {
  const detail = await fakeCase(record);
  const start = beginCase(detail, wellbeing, null);
  expect(start.phase).toBe('reading');
  const [entry] = detail.verdicts;
  if (!entry) throw new Error('a verdict was made');
  const changing = caseAfter(start, { do: 'change-mind', entry, policy: detail.policy });
  expect(changing).toMatchObject({
    phase: 'deciding',
    supersedes: entry.verdict.verdictId,
    draft: { branchId: 'fine', decision: 'approve', severity: 0, confidence: 'sure' },
    step: 'branch',
  });
  const restored = caseAfter(changing, { do: 'restore', entry });
  expect(restored).toMatchObject({ phase: 'reading', draft: changing.draft });
});

test('a draft that changes nothing of the verdict opens the verdict, one that does opens the change', async () => {
  const kept = {
    ...emptyDraft,
    decision: 'approve',
    branchId: 'fine',
    confidence: 'sure',
  } as const;
  const detail = await fakeCase(record);
  const phaseWith = (draft: JudgementDraft) =>
    beginCase({ ...detail, draft: { ...draft, reasonIds: [], findings: [] } }, wellbeing, null)
      .phase;
  expect(phaseWith({ ...kept, severity: 0 })).toBe('reading');
  expect(phaseWith({ ...kept, severity: 0, note: 'one more look' })).toBe('deciding');
});

test('undo takes back the last ten choices and findings, and never the note', async () => {
  const start = beginCase(await fakeCase(), wellbeing, null);
  const reasons = Array.from({ length: 12 }, (_, at) => ({
    ...emptyDraft,
    reasonIds: [`reason-${at}`],
    note: `note ${at}`,
  }));
  const made = reasons.reduce<CaseProgress>(
    (now, draft) => caseAfter(now, { do: 'edit', draft, step: 'reasons' }),
    start,
  );
  const undone = (times: number) =>
    Array.from({ length: times }).reduce<CaseProgress>(
      (now) => caseAfter(now, { do: 'undo' }),
      made,
    ).draft;
  expect(undone(1)).toMatchObject({ reasonIds: ['reason-10'], note: 'note 11' });
  expect(undone(10)).toMatchObject({ reasonIds: ['reason-1'], note: 'note 11' });
  expect(undone(11)).toEqual(undone(10));
});

test('a verdict that was just replaced is not offered for correction until the new one is read', async () => {
  const { verdicts } = await fakeCase(record);
  const supersedes = verdicts[0]?.verdict.verdictId ?? '';
  expect(verdictToShow(verdicts, { phase: 'saved', supersedes })).toBeNull();
  expect(verdictToShow(verdicts, { phase: 'saved', supersedes: null })).toBe(verdicts[0]);
  expect(verdictToShow(verdicts, { phase: 'reading', supersedes })).toBe(verdicts[0]);
});

test('a case with a draft goes on where it was left', async () => {
  const detail = await fakeCase((desk) =>
    desk.drafts.set('case-0', { ...emptyDraft, branchId: 'likeness', decision: 'remove' }),
  );
  expect(beginCase(detail, wellbeing, 'ok')).toMatchObject({
    phase: 'deciding',
    step: 'severity',
    lean: 'ok',
  });
});

test('a judgement can not be edited or saved twice while it is being saved', async () => {
  const saving = caseAfter(beginCase(await fakeCase(), wellbeing, null), { do: 'save' });
  expect(saving.phase).toBe('saving');
  expect(
    caseAfter(saving, { do: 'edit', draft: { ...emptyDraft, note: 'x' }, step: 'branch' }),
  ).toBe(saving);
  expect(caseAfter(saving, { do: 'save' })).toBe(saving);
});

test('a save that fails goes back to deciding with the draft whole and the reason told', async () => {
  const deciding: CaseProgress = {
    ...beginCase(await fakeCase(), wellbeing, null),
    draft: { ...emptyDraft, note: 'kept' },
  };
  const after = caseAfter(caseAfter(deciding, { do: 'save' }), { do: 'not-saved', fault });
  expect(after).toMatchObject({ phase: 'deciding', draft: { note: 'kept' }, saveFault: fault });
});

test('undo and redo keep the words of findings, and a new choice ends what could be redone', async () => {
  const finding = (findingId: string, note: string) => ({
    findingId,
    kind: 'other' as const,
    fromUs: 0,
    toUs: 1000,
    fromFrame: 0,
    toFrame: 1,
    frameIndexVersion: 1,
    note,
  });
  const begun = beginCase(await fakeCase(), wellbeing, null);
  const edit = (state: CaseProgress, change: Partial<JudgementDraft>) =>
    caseAfter(state, { do: 'edit', draft: { ...state.draft, ...change }, step: state.step });
  const one = edit(begun, { findings: [finding('a', '')] });
  const two = edit(one, { findings: [finding('a', ''), finding('b', '')] });
  const worded = edit(two, { findings: [finding('a', 'lips part'), finding('b', 'a cut')] });
  const undone = caseAfter(worded, { do: 'undo' });
  expect(undone.draft.findings).toEqual([finding('a', 'lips part')]);
  const more = edit(undone, { findings: [finding('a', 'lips part early')] });
  const redone = caseAfter(more, { do: 'redo' });
  expect(redone.draft.findings).toEqual([finding('a', 'lips part early'), finding('b', 'a cut')]);
  expect(caseAfter(redone, { do: 'undo' }).draft.findings).toHaveLength(1);
  expect(caseAfter(redone, { do: 'redo' })).toBe(redone);
  const other = edit(undone, { severity: 2 });
  expect(caseAfter(other, { do: 'redo' })).toBe(other);
});

test('a verdict that is to be taken up again begins with its choices; without one the case begins as ever', async () => {
  const judged = await fakeCase(record);
  expect(beginCase(judged, wellbeing, null, true)).toMatchObject({
    phase: 'deciding',
    supersedes: judged.verdicts[0]?.verdict.verdictId,
    draft: { branchId: 'fine', decision: 'approve' },
  });
  const fresh = await fakeCase();
  expect(beginCase(fresh, wellbeing, null, true)).toEqual(beginCase(fresh, wellbeing, null));
});
