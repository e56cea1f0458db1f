import Sqlite from 'better-sqlite3';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { leaveCase, openClip } from './bench-desk.ts';
import { timed, type Ground } from './bench.ts';
import { measureAct } from './picture-probe.ts';
import { timeRow, type BenchRow } from './rows.ts';

const verdicts = 40;
/** Bytes of a verdict's body with two findings and a note. */
const bodyBytes = 1200;

/** Ctrl+Enter to the words on screen that the verdict is saved: durable by then, in one transaction. */
export async function run(ground: Ground): Promise<readonly BenchRow[]> {
  const { desk, clips } = await ground.benchDesk();
  const { page } = desk;
  const folder = await mkdtemp(join(tmpdir(), 'plain-insert-'));
  const db = new Sqlite(join(folder, 'plain.db'));
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.exec('CREATE TABLE verdicts (verdict_id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT');
    const insert = db.prepare('INSERT INTO verdicts (verdict_id, body) VALUES (?, ?)');
    await openClip(page, clips[0]?.title ?? '');
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let n = 0; n < verdicts; n += 1) {
      await makeJudgement(page, n > 0);
      const save = () => page.keyboard.press('Control+Enter');
      ours.push(await measureAct(page, { kind: 'element', selector: '.verdict-after' }, save));
      theirs.push(await timed(() => insert.run(randomUUID(), 'x'.repeat(bodyBytes))));
    }
    await leaveCase(page);
    return [
      timeRow(
        'verdict.key-to-saved',
        { values: ours },
        { name: 'one insert, plain better-sqlite3, WAL + FULL', values: theirs },
      ),
    ];
  } finally {
    db.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** "Nothing wrong", approve, no harm, sure; after the first one as a change of mind. */
async function makeJudgement(page: Page, isChange: boolean): Promise<void> {
  if (isChange) {
    await page.locator('.verdict-status').waitFor();
    await page.keyboard.press('c');
    await page.locator('.verdict-after').waitFor({ state: 'detached' });
  }
  for (const key of ['1', '1', '1']) await page.keyboard.press(key);
  await page.getByText('Complete.').waitFor();
}
