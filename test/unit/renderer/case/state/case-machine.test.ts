import { expect, test } from 'vitest';
import { defaultPreferences } from '../../../../../shared/contract/app-api.ts';
import type { CaseDetail } from '../../../../../shared/contract/desk-api.ts';
import { emptyDraft } from '../../../../../shared/domain/judgement-gaps.ts';
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

test('text comes first, then a warning where a score asks for one, then the picture', async () => {
  const start = beginCase(await fakeCase(), wellbeing, null);
  const warned = caseAfter(start, { do: 'uncover', mustWarn: true });
  const open = caseAfter(warned, { do: 'uncover', mustWarn: true });
  expect([start.cover, warned.cover, open.cover]).toEqual(['covered', 'warning', 'open']);
  expect(caseAfter(start, { do: 'uncover', mustWarn: false }).cover).toBe('open');
  expect(beginCase(await fakeCase(), { ...wellbeing, textFirst: false }, null).cover).toBe(
    'warning',
  );
});

test('the warning names each category once and leaves out what was not checked', async () => {
  const { generation } = await fakeCase();
  expect(warningCategories(generation, 0.5)).toEqual(['likeness']);
  expect(warningCategories(generation, 0)).not.toContain('minors');
});

test('a decided case opens on its verdict; a changed mind starts empty and names the old one', async () => {
  const detail = await fakeCase(record);
  const start = beginCase(detail, wellbeing, null);
  expect(start.phase).toBe('reading');
  const verdictId = detail.verdicts[0]?.verdict.verdictId ?? '';
  expect(caseAfter(start, { do: 'change-mind', verdictId })).toMatchObject({
    phase: 'deciding',
    supersedes: verdictId,
    draft: emptyDraft,
    step: 'branch',
  });
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
