import { expect, test, type Page } from '@playwright/test';
import { demoBatch } from '../../backend/seed/demo-batch.ts';
import { housePolicies } from '../../backend/review/house-policies.ts';
import { publishPolicy } from '../../backend/store/policies.ts';
import type { Claim } from '../../shared/domain/claim.ts';
import { HttpCaller, HttpDesk, cannotTell } from '../helpers/backend/http-desk.ts';
import { launchDesk } from './helpers/launch-desk.ts';
import { liveBackend, operatorToken, type LiveBackend } from './helpers/live-backend.ts';
import { expectLocked, passphrase, setPassphrase, unlock } from './helpers/protection.ts';
import { newDeskFolder } from './helpers/measured-clips.ts';
import {
  approve,
  keepScreenshot,
  openByTitle,
  showPicture,
  waitForQueue,
  strike,
  untilSeen,
} from './helpers/review.ts';
import { removeFolder } from './helpers/remove-folder.ts';

const day = 86_400_000;
const hour = 3_600_000;
const packedCases = 6;

type Packed = { readonly caseId: string; readonly title: string };
/** The six cases of the journey by what becomes of them. */
type Journey = {
  readonly changed: Packed;
  readonly decidedByOther: Packed;
  readonly heldByOther: Packed;
  readonly withdrawn: Packed;
  readonly late: Packed;
  readonly refused: Packed;
};

test('six cases go on a journey: two kills, a wrong clock, another reviewer; every verdict has its right status on both sides', async () => {
  test.setTimeout(600_000);
  const backend = await liveBackend();
  const userDataDir = await newDeskFolder();
  const launch = async (env: Record<string, string>) => {
    const desk = await launchDesk({ backendUrl: backend.url, userDataDir, env });
    await expectLocked(desk.page);
    await unlock(desk.page, passphrase);
    return desk;
  };

  const home = await launchDesk({
    backendUrl: backend.url,
    invitation: await backend.invite(),
    userDataDir,
  });
  await waitForQueue(home.page, demoBatch.length);
  await expectNoPackWithoutPassphrase(home.page);
  await setPassphrase(home.page, passphrase);
  await pack(home.page);
  const journey = await packedJourney(backend);

  backend.network.cut();
  await decide(home.page, [journey.changed, journey.decidedByOther, journey.heldByOther]);
  await expectWaiting(home.page, 3);
  await home.kill();

  // Half a day behind, as after a flight to the west.
  const hotel = await launch({ SECOND_LOOK_CLOCK_OFFSET_MS: String(-15 * hour) });
  await expectWaiting(hotel.page, 3);
  await decide(hotel.page, [journey.withdrawn, journey.late, journey.refused], journey.late);
  await changeMind(hotel.page, journey.changed);
  await expectWaiting(hotel.page, 7);
  await expectNothingPopsUp(hotel.page);
  await hotel.page.keyboard.press('Alt+3');
  await expect(hotel.page.getByText('1 superseded')).toBeVisible();
  await keepScreenshot(hotel.page, 'travel-statistics-offline');
  await hotel.kill();
  expect(await backend.verdicts()).toEqual([]);

  // A week passes at the backend: the leases end, and others work on.
  backend.turnClock(8 * day);
  const other = await HttpDesk.enrol(backend.directUrl, await backend.invite());
  const held = await meanwhile(backend, other, journey);

  const back = await launch({ SECOND_LOOK_CLOCK_OFFSET_MS: String(15 * hour) });
  await expectWaiting(back.page, 7);
  await back.page.keyboard.press('Alt+2');
  await keepScreenshot(back.page, 'travel-journal-waiting');
  backend.network.mend();
  await back.page.keyboard.press('Control+r');
  await expect(back.page.getByText('Nothing waiting to send')).toBeVisible({ timeout: 60_000 });
  await expect
    .poll(() => outcomesAt(backend, journey), { timeout: 60_000 })
    .toEqual({
      changed: ['superseded', 'effective'],
      decidedByOther: ['effective', 'superseded'],
      heldByOther: ['deferred'],
      withdrawn: ['withdrawn'],
      late: ['effective'],
      refused: [],
    });
  await expectStatuses(back.page, [
    [journey.changed, ['Effective.', 'Superseded: another verdict counts.']],
    [journey.decidedByOther, ['Superseded: another verdict counts.']],
    [journey.heldByOther, ['Kept: somebody else has the case now.']],
    [journey.withdrawn, ['Withdrawn: the case left review.']],
    [journey.late, ['Effective, late.']],
    [journey.refused, ['Refused by the backend; kept here.']],
  ]);
  await keepScreenshot(back.page, 'travel-journal-home');

  await giveBackUnderNewPolicy(backend, other, held);
  await back.page.keyboard.press('Control+r');
  await confirmByOneKey(back.page, journey.heldByOther);
  await expect
    .poll(async () => (await outcomesAt(backend, journey)).heldByOther)
    .toEqual(['superseded', 'effective']);
  await expectRefusedIsKept(back.page);
  await back.close();
  await backend.close();
  await removeFolder(userDataDir);
});

/** The key lies in a file: nothing may be taken along, and the way out is named. */
async function expectNoPackWithoutPassphrase(page: Page): Promise<void> {
  await page.keyboard.press('Alt+5');
  // The desk's own warning says it as well; this is the pack's refusal.
  await expect(page.getByText(/^Nothing may be taken along/)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Pack/ })).toBeDisabled();
  await keepScreenshot(page, 'travel-no-passphrase');
}

/** By keys alone: six cases, packed, and the words that it is safe to unplug. */
async function pack(page: Page): Promise<void> {
  await page.keyboard.press('Alt+5');
  await expect(page.getByRole('heading', { name: 'Estimate' })).toBeVisible();
  await page.keyboard.press('t');
  await page.keyboard.press('a');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(String(packedCases));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(page.getByText('6 cases', { exact: true })).toBeVisible();
  await keepScreenshot(page, 'travel-wish');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('You can unplug now.')).toBeVisible({ timeout: 60_000 });
  await keepScreenshot(page, 'travel-measuring');
  await expect(page.getByText('6 of 6 cases ready')).toBeVisible({ timeout: 240_000 });
  await keepScreenshot(page, 'travel-packed');
  await page.keyboard.press('Alt+1');
}

async function packedJourney(backend: LiveBackend): Promise<Journey> {
  const rows = (await backend.database.query(
    `SELECT l.case_id AS "caseId", g.record->>'title' AS title, c.offline_eligible AS "isEligible"
     FROM leases l JOIN cases c USING (case_id) JOIN generations g USING (generation_id)
     WHERE l.kind = 'travel' AND l.ended_at_ms IS NULL ORDER BY c.due_at_ms`,
  )) as unknown as readonly (Packed & { readonly isEligible: boolean })[];
  expect(rows).toHaveLength(packedCases);
  expect(rows.every(({ isEligible }) => isEligible)).toBe(true);
  const [changed, decidedByOther, heldByOther, withdrawn, late, refused] = rows;
  if (!changed || !decidedByOther || !heldByOther || !withdrawn || !late || !refused)
    throw new Error('six cases were packed');
  return { changed, decidedByOther, heldByOther, withdrawn, late, refused };
}

async function decide(page: Page, cases: readonly Packed[], looksAt?: Packed): Promise<void> {
  for (const packed of cases) {
    await page.keyboard.press('Alt+1');
    await openByTitle(page, packed.title);
    if (packed === looksAt) await lookCloser(page);
    await approve(page);
    await page.keyboard.press('Escape');
  }
}

/** Picture, exact frames, lanes and a draft, all from the cache. */
async function lookCloser(page: Page): Promise<void> {
  await showPicture(page);
  await strike(page, '.', 5);
  await expect(page.locator('.time-badge', { hasText: /^exact/ })).toBeVisible();
  await expect(page.getByRole('img', { name: /^frame 5 of/ })).toBeVisible();
  await keepScreenshot(page, 'travel-case-offline');
}

async function changeMind(page: Page, { title }: Packed): Promise<void> {
  await page.keyboard.press('Alt+2');
  await page.getByRole('row').filter({ hasText: title }).first().click();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Your verdict' })).toBeVisible();
  await untilSeen(page);
  await page.keyboard.press('c');
  await expect(
    page.getByText('Nothing is changed from your earlier verdict yet.', { exact: false }),
  ).toBeVisible();
  for (const key of ['1', '1', '2']) await page.keyboard.press(key);
  await expect(page.getByText('Complete.')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('region', { name: 'Your verdict' })).toBeVisible();
  await page.keyboard.press('Escape');
}

async function expectWaiting(page: Page, count: number): Promise<void> {
  await expect(page.getByText(`${count} verdicts waiting to send`)).toBeVisible({
    timeout: 30_000,
  });
}

/** Without network the state stands in the status line alone: no dialog, no alert, no trouble bar. */
async function expectNothingPopsUp(page: Page): Promise<void> {
  await expect(page.locator('.status-connection')).toContainText('Offline');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.getByText('Reconnecting to the data service', { exact: false })).toHaveCount(0);
}

/** While the desk is away: two cases go to another reviewer, one leaves review, one lease gets lost. */
async function meanwhile(backend: LiveBackend, other: HttpDesk, journey: Journey): Promise<Claim> {
  const operator = new HttpCaller(backend.directUrl, operatorToken);
  await operator.ask('withdrawCase', { params: { caseId: journey.withdrawn.caseId } });
  const taken = await other.claim(100);
  const of = ({ caseId }: Packed) => {
    const claim = taken.find((one) => one.caseId === caseId);
    if (!claim) throw new Error('the other reviewer could not take the case');
    return claim;
  };
  const [decided, held] = [of(journey.decidedByOther), of(journey.heldByOther)];
  const rest = taken.filter((claim) => claim !== decided && claim !== held);
  await other.ask('releaseClaims', {
    body: { items: rest.map(({ caseId, epoch }) => ({ caseId, epoch })) },
  });
  const verdict = other.verdictOn(decided, cannotTell);
  expect((await other.put(verdict)).status).toBe(201);
  // As after a restored backup: the backend knows nothing of this desk's lease any more.
  await backend.database.query(
    'UPDATE leases SET device_id = $2 WHERE case_id = $1 AND device_id <> $2',
    [journey.refused.caseId, other.deviceId],
  );
  return held;
}

/** Outcomes of today, in the order in which the verdicts came. */
async function outcomesAt(
  backend: LiveBackend,
  journey: Journey,
): Promise<Record<keyof Journey, readonly string[]>> {
  const all = await backend.verdicts();
  const of = ({ caseId }: Packed) =>
    all.filter((made) => made.caseId === caseId).map(({ outcome }) => outcome);
  return {
    changed: of(journey.changed),
    decidedByOther: of(journey.decidedByOther),
    heldByOther: of(journey.heldByOther),
    withdrawn: of(journey.withdrawn),
    late: of(journey.late),
    refused: of(journey.refused),
  };
}

async function expectStatuses(
  page: Page,
  statuses: readonly (readonly [Packed, readonly string[]])[],
): Promise<void> {
  for (const [{ title }, words] of statuses) {
    const rows = page.getByRole('row').filter({ hasText: title });
    await expect(rows.locator('.status')).toHaveText([...words], { timeout: 30_000 });
  }
}

/** The other reviewer gives the case back, but meanwhile the policy asks another question. */
async function giveBackUnderNewPolicy(
  backend: LiveBackend,
  other: HttpDesk,
  held: Claim,
): Promise<void> {
  const inForce = housePolicies.at(-1);
  if (!inForce) throw new Error('the house has a policy');
  const [first, ...more] = inForce.branches;
  if (!first) throw new Error('the policy has branches');
  const question =
    'Seen and heard to the end, with the label of synthetic origin in place: is there nothing that a policy speaks of?';
  await backend.database.transaction((tx) =>
    publishPolicy(
      tx,
      {
        ...inForce,
        version: '2027-01',
        title: 'Labels of synthetic origin are looked for',
        effectiveAtMs: Date.now(),
        branches: [{ ...first, question }, ...more],
      },
      Date.now() + 8 * day,
    ),
  );
  await other.ask('releaseClaims', {
    body: { items: [{ caseId: held.caseId, epoch: held.epoch }] },
  });
}

async function confirmByOneKey(page: Page, { title }: Packed): Promise<void> {
  const row = page.getByRole('row').filter({ hasText: title });
  await expect(row.locator('.status').first()).toHaveText('Needs you: the policy changed.', {
    timeout: 30_000,
  });
  await expect(page.getByText('1 verdict to confirm: needs you')).toBeVisible();
  await row.first().click();
  const change = page.getByRole('region', { name: 'What changed in the policy' });
  await expect(
    change.getByText('with the label of synthetic origin', { exact: false }),
  ).toBeVisible();
  await keepScreenshot(page, 'travel-reconfirm');
  await page.keyboard.press('Shift+c');
  await expect(row.locator('.status').first()).toHaveText(/^Effective/, { timeout: 30_000 });
  await expect(page.getByText('1 verdict to confirm: needs you')).toHaveCount(0);
  await expect(row.locator('.status').nth(1)).toHaveText('Superseded: another verdict counts.', {
    timeout: 30_000,
  });
}

async function expectRefusedIsKept(page: Page): Promise<void> {
  const filter = page.getByRole('group', { name: 'Filter by status' });
  await filter.getByRole('button', { name: /^Refused/ }).click();
  await expect(page.getByRole('row')).toHaveCount(2);
  await expect(
    page.getByText('This device never held a claim', { exact: false }).first(),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: /^Write to a file/ })).toBeEnabled();
  await keepScreenshot(page, 'travel-refused');
}
