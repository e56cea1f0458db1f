import { randomBytes } from 'node:crypto';
import { existsSync, openSync, readdirSync, statSync, statfsSync } from 'node:fs';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openKeyStore } from '../../../../main/app/desk-key/key-store.ts';
import { createPrefetch } from '../../../../main/data-service/intake/prefetch.ts';
import { createMediaStore } from '../../../../main/data-service/media-store/media-store.ts';
import { createClient } from '../../../../shared/contract/create-client.ts';
import { deskApi } from '../../../../shared/contract/desk-api.ts';
import { hostApi } from '../../../../shared/contract/host-api.ts';
import { expectValue, ok } from '../../../../shared/lifetime/result.ts';
import {
  forkedWire,
  startDesk,
  startInput,
  temporaryFolder,
  until,
  type Desk,
} from '../../../helpers/desk.ts';
import { approval, conduct, madeClaim, madePolicy } from '../../../helpers/case-fixtures.ts';
import { createModelBackend, modelInvitation } from '../../../helpers/model-backend.ts';
import { canMountDisks, smallDisk, type SmallDisk } from '../../../helpers/small-disk.ts';
import { travelBench } from '../../../helpers/travel-bench.ts';

const canMount = canMountDisks();
const broken = { mediaState: 'broken' as const };
const count = 40;

async function deskOn(disk: SmallDisk): Promise<Desk> {
  const backend = createModelBackend(madePolicy);
  backend.waiting = Array.from({ length: count }, (_, n) => madeClaim(`f${n}`, [], {}, broken));
  const backendUrl = await backend.listen();
  onTestFinished(() => backend.close());
  const enrolAt = { backendUrl, invitation: modelInvitation };
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

const ballastOf = (disk: SmallDisk) => join(disk.folder, 'ballast');
const freeOn = (disk: SmallDisk) => {
  const { bavail, bsize } = statfsSync(disk.folder);
  return bavail * bsize;
};

test.skipIf(!canMount)(
  'the ballast gives its room back when it is freed, and is taken again while the desk runs, once there is room to spare',
  async () => {
    const disk = smallDisk(40);
    const { page } = await deskOn(disk);
    expect(statSync(ballastOf(disk)).blocks * 512).toBeGreaterThanOrEqual(2 * 1024 * 1024);
    disk.fill();
    for (let n = 0; existsSync(ballastOf(disk)); n += 1)
      expectValue(await page.call.recordVerdict(judge(n, 10_000)));
    expect(freeOn(disk)).toBeGreaterThan(500_000);
    // Still next to nothing: it is not taken from under the next verdicts.
    expectValue(await page.call.recordVerdict(judge(38, 10)));
    expect(existsSync(ballastOf(disk))).toBe(false);

    disk.makeRoom();
    expectValue(await page.call.recordVerdict(judge(39, 10)));
    await until(
      () => existsSync(ballastOf(disk)) && statSync(ballastOf(disk)).size,
      (size) => size === 2 * 1024 * 1024,
    );
  },
);

test.skipIf(!canMount)(
  'a pack that fills the disk says so, keeps what is here, and goes on where it was when there is room',
  async () => {
    const disk = smallDisk(6);
    const bench = travelBench();
    const store = createMediaStore(join(disk.folder, 'media'));
    const prefetch = createPrefetch({ ...bench.context, store }, async () => ok(null));
    bench.offer(8, 1_000_000);
    const wish = { by: 'cases', amount: 8, budgetBytes: 1_000_000_000 } as const;
    expectValue(await bench.travel.pack(wish));
    const troubles = new Set<string>();
    for (let round = 0; round < 6; round += 1) {
      expectValue(await bench.travel.round());
      const done = await prefetch.run();
      if (!done.ok) troubles.add(`${done.fault.kind}: ${done.fault.message}`);
    }
    expect([...troubles]).toEqual([
      expect.stringMatching(/^disk-full: The disk is full.*Make room/),
    ]);
    const half = bench.travel.read();
    expect(half).toMatchObject({ phase: 'fetching', cases: { total: 8, lost: 0 } });
    expect(half.cases.here).toBeGreaterThan(2);
    expect(half.cases.here).toBeLessThan(8);

    const asked = bench.backend.requests.length;
    disk.grow(20);
    for (let round = 0; round < 6; round += 1) {
      bench.world.turn(60_000);
      expectValue(await bench.travel.round());
      await prefetch.run();
    }
    expect(bench.travel.read()).toMatchObject({ phase: 'packed', cases: { here: 8, total: 8 } });
    // What was whole before is not fetched again.
    const again = bench.backend.requests
      .slice(asked)
      .filter(({ path }) => path.includes('/media/'));
    expect(again.length).toBeLessThan(8 * 4);
  },
);

test.skipIf(!canMount)(
  'on a full disk the passphrase stays the one that it was, and the desk says that nothing was changed',
  async () => {
    const disk = smallDisk(1);
    const parts = {
      keychain: undefined,
      randomBytes: (n: number) => new Uint8Array(randomBytes(n)),
      monotonicMs: () => 0,
    };
    const keeper = expectValue(await openKeyStore(disk.folder, parts));
    const key = Buffer.from(keeper.key() ?? []);
    disk.fill();
    const full = {
      ok: false,
      fault: { kind: 'disk-full', message: expect.stringMatching(/[Mm]ake room/) as string },
    };
    expect(await keeper.setPassphrase(null, 'the first long one')).toMatchObject(full);
    expect(keeper.protection()).toBe('key-file');
    disk.makeRoom();
    expectValue(await keeper.setPassphrase(null, 'the first long one'));
    disk.fill();
    expect(await keeper.setPassphrase('the first long one', 'another long one')).toMatchObject(
      full,
    );
    expect(await keeper.removePassphrase('the first long one')).toMatchObject(full);

    const again = expectValue(await openKeyStore(disk.folder, parts));
    expect(again.protection()).toBe('passphrase');
    disk.makeRoom();
    expectValue(await again.unlock('the first long one'));
    expect(Buffer.from(again.key() ?? []).equals(key)).toBe(true);
    expect(readdirSync(disk.folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  },
);

test.skipIf(!existsSync('/dev/full'))(
  'a log that can not be written any more ends no desk and loses no verdict',
  async () => {
    const entry = fileURLToPath(new URL('../../../../main/data-service/entry.ts', import.meta.url));
    const full = openSync('/dev/full', 'w');
    const child = fork(entry, [], {
      serialization: 'advanced',
      stdio: ['ignore', full, full, 'ipc'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const control = createClient(hostApi, forkedWire(child, 'control'));
    const enrolAt = { backendUrl: 'http://127.0.0.1:9', invitation: 'NOBODY' };
    expectValue(await control.call.start(startInput(temporaryFolder(), { enrolAt })));
    child.send({ p: 'page-1', open: true });
    const page = createClient(deskApi, forkedWire(child, 'page-1'));
    // Enrolling fails by and by, and each failure is a line of the log.
    for (let n = 0; n < 20; n += 1) {
      expectValue(await page.call.readDesk({}));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(child.exitCode).toBeNull();
    expectValue(await control.call.stop({}));
  },
);
