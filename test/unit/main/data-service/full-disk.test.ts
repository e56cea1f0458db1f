import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { expectValue } from '../../../../shared/lifetime/outcome.ts';
import { startDesk, startInput, until, type Desk } from '../../../helpers/desk.ts';
import { approval, conduct, madeClaim, madePolicy } from '../../../helpers/made-cases.ts';
import { createModelBackend } from '../../../helpers/model-backend.ts';
import { canMountDisks, smallDisk, type SmallDisk } from '../../../helpers/small-disk.ts';

const canMount = canMountDisks();
const broken = { mediaState: 'broken' as const };
const count = 40;

async function deskOn(disk: SmallDisk): Promise<Desk> {
  const backend = createModelBackend(madePolicy);
  backend.waiting = Array.from({ length: count }, (_, n) => madeClaim(`f${n}`, [], {}, broken));
  const backendUrl = await backend.listen();
  onTestFinished(() => backend.close());
  const enrolAt = { backendUrl, invitation: 'DEMO-REVIEWER' };
  const desk = startDesk(startInput(disk.folder, { enrolAt }));
  await until(
    () => desk.page.call.openCase({ caseId: 'case-f0' }),
    (opened) => opened.ok && opened.value.row.state === 'blocked',
  );
  // Without network: nothing is sent, all that happens is on the disk.
  backend.interfere = () => Promise.reject(new Error('cut'));
  return desk;
}

const judge = (n: number, noteLength: number) => ({
  caseId: `case-f${n}`,
  judgement: { ...approval, note: 'x'.repeat(noteLength) },
  conduct,
  supersedesVerdictId: null,
});

test.skipIf(!canMount)(
  'on a disk that is really full verdicts are saved by the ballast, and the ones after it are said to be not saved',
  async () => {
    const disk = smallDisk(8);
    const desk = await deskOn(disk);
    const { page } = desk;
    disk.fill();
    const saved: string[] = [];
    const refused: string[] = [];
    const said = new Set<string>();
    for (let n = 0; n < 40; n += 1) {
      // The notes are long, so that few verdicts use up the ballast.
      const outcome = await page.call.recordVerdict(judge(n, 10_000));
      if (outcome.ok) saved.push(outcome.value.verdictId);
      else {
        refused.push(`case-f${n}`);
        said.add(`${outcome.fault.kind}: ${outcome.fault.message}`);
      }
      if (n === 20) disk.fill();
    }
    expect(existsSync(join(disk.folder, 'ballast'))).toBe(false);
    expect(saved.length).toBeGreaterThan(0);
    expect(refused.length).toBeGreaterThan(0);
    expect([...said]).toEqual([expect.stringMatching(/^disk-full: .*NOT saved/)]);
    const journal = expectValue(await page.call.listJournal({ offset: 0, limit: 500 }));
    expect(new Set(journal.entries.map(({ verdict }) => verdict.verdictId))).toEqual(
      new Set(saved),
    );

    disk.makeRoom();
    const again = Number(refused[0]?.slice('case-f'.length));
    expectValue(await page.call.recordVerdict(judge(again, 10)));
    // What was acknowledged on the full disk is there after a restart.
    await desk.stop();
    const next = startDesk(startInput(disk.folder));
    const kept = expectValue(await next.page.call.listJournal({ offset: 0, limit: 500 }));
    expect(kept.total).toBe(saved.length + 1);
  },
);

test.skipIf(!canMount)(
  'a draft that does not fit on a full disk is said to be not saved, and the desk goes on',
  async () => {
    const disk = smallDisk(8);
    const { page } = await deskOn(disk);
    disk.fill();
    const draft = { ...approval, decision: null };
    const ends = new Set<string>();
    for (let n = 0; n < 30; n += 1) {
      const outcome = await page.call.saveDraft({
        caseId: `case-f${n}`,
        draft: { ...draft, note: 'y'.repeat(10_000) },
      });
      ends.add(outcome.ok ? 'saved' : outcome.fault.kind);
    }
    ends.delete('saved');
    expect([...ends]).toEqual(['disk-full']);
    // The ballast is kept for verdicts.
    expect(existsSync(join(disk.folder, 'ballast'))).toBe(true);
    expectValue(await page.call.recordVerdict(judge(39, 10)));
  },
);
