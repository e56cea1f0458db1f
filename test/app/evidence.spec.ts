import { expect, test } from '@playwright/test';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchDesk, type Desk } from './helpers/launch-desk.ts';
import { keepMeasured } from './helpers/measured-clips.ts';
import { removeFolder } from './helpers/remove-folder.ts';

type Line = Readonly<Record<string, unknown>>;

/** What the data service printed under this name. */
function said(desk: Desk, name: string): readonly Line[] {
  return desk.events
    .filter((one) => one.event === 'program-said' && one['program'] === 'data-service')
    .map((one) => JSON.parse(String(one['line'])) as Line)
    .filter((line) => line['event'] === name);
}

const passes = (desk: Desk) => Number(said(desk, 'all-measured').at(-1)?.['passes'] ?? -1);

test('the demo batch is measured after the start, results outlive a restart, and nothing is measured twice', async () => {
  test.setTimeout(600_000);
  const userDataDir = await mkdtemp(join(tmpdir(), 'desk-'));
  try {
    const first = await launchDesk({ userDataDir });
    await first.untilEvent('ready');
    // Other processes share the machine: the limit is the test's own.
    await expect.poll(() => passes(first), { timeout: 500_000 }).toBeGreaterThan(10);
    const measured = said(first, 'measured');
    expect(measured.map((line) => line['end'])).toEqual(measured.map(() => 'over'));
    expect(new Set(measured.map((line) => line['sha256'])).size).toBe(measured.length);
    const readyAt = first.events.findIndex((one) => one.event === 'ready');
    const measuredAt = first.events.findIndex((one) => String(one['line']).includes('"measured"'));
    expect(measuredAt).toBeGreaterThan(readyAt);
    await first.close();

    const second = await launchDesk({ userDataDir });
    await second.untilEvent('ready');
    await expect.poll(() => passes(second)).toBeGreaterThan(-1);
    expect(said(second, 'measured')).toEqual([]);
    await second.close();
    await keepMeasured(userDataDir);
  } finally {
    await removeFolder(userDataDir);
  }
});
