import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { setKey } from '../../../../main/data-service/cache/open-cache.ts';
import { createMediaFiles } from '../../../../main/data-service/cache/media-files.ts';
import { realWorld } from '../../../../main/data-service/runtime/world.ts';
import { expectValue } from '../../../../shared/lifetime/result.ts';
import { startDesk, startInput, temporaryFolder, until } from '../../../helpers/desk.ts';
import {
  approval,
  conduct,
  madeClaim,
  madeFile,
  madePolicy,
} from '../../../helpers/case-fixtures.ts';
import { createModelBackend, modelInvitation } from '../../../helpers/model-backend.ts';
import { liesInPages } from '../../../helpers/plain-pages.ts';
import { tinyClip } from '../../../helpers/tiny-clip.ts';

const key = new Uint8Array(32).fill(7);
const prompt = Buffer.from('a heron reads the tide table aloud');

/** A desk with one ready clip, and the key that seals it. */
async function deskWithClip(wipeAtMs = Date.now() + 86_400_000) {
  const clip = await tinyClip();
  const { sha256 } = madeFile(clip);
  const backend = createModelBackend(madePolicy);
  backend.media.set(sha256, clip);
  backend.waiting = [madeClaim('a', [madeFile(clip)], { wipeAtMs }, { prompt: prompt.toString() })];
  const backendUrl = await backend.listen();
  onTestFinished(() => backend.close());
  const dataDir = temporaryFolder();
  const enrolAt = { backendUrl, invitation: modelInvitation };
  const desk = startDesk(startInput(dataDir, { enrolAt }));
  await until(
    () => desk.page.call.readDesk({}),
    (state) => state.ok && state.value.cases.ready === 1,
  );
  return { backend, dataDir, desk, sha256, file: join(dataDir, 'desk.db') };
}

/** The key of a clip by a connection of its own, which changes nothing. */
function fileKeyOf(file: string, sha256: string): Uint8Array {
  const db = new Sqlite(file, { readonly: true });
  setKey(db, key);
  const found = createMediaFiles(db).read(sha256)?.fileKey;
  db.close();
  if (found === undefined) throw new Error('the clip has no key');
  return found;
}

const untilClipGone = (dataDir: string, sha256: string) =>
  until(
    () => existsSync(join(dataDir, 'media', `${sha256}.sealed`)),
    (isThere) => !isThere,
  );

test('past its wipe time, neither the key nor the prompt of a case is in any page of the database or its log', async () => {
  const { dataDir, desk, sha256, file } = await deskWithClip(Date.now() + 3_600_000);
  const fileKey = Buffer.from(fileKeyOf(file, sha256));
  expect([liesInPages(file, key, fileKey), liesInPages(file, key, prompt)]).toEqual([true, true]);
  await desk.stop();
  const later = { ...realWorld(), nowMs: () => Date.now() + 2 * 3_600_000 };
  startDesk(startInput(dataDir), later);
  await untilClipGone(dataDir, sha256);
  expect([liesInPages(file, key, fileKey), liesInPages(file, key, prompt)]).toEqual([false, false]);
});

test('on a desk that was taken off, neither the key nor the prompt of a case is in any page or the log', async () => {
  const { backend, dataDir, desk, sha256, file } = await deskWithClip();
  const fileKey = Buffer.from(fileKeyOf(file, sha256));
  expect([liesInPages(file, key, fileKey), liesInPages(file, key, prompt)]).toEqual([true, true]);
  backend.changes.push({ kind: 'device-revoked', caseId: null, detail: {} });
  void desk.page.call.syncNow({});
  await untilClipGone(dataDir, sha256);
  expect([liesInPages(file, key, fileKey), liesInPages(file, key, prompt)]).toEqual([false, false]);
});

test('the key of a clip that may not wait on a disk is in no page and not in the log once the verdict is saved', async () => {
  const { backend, dataDir, desk, file } = await deskWithClip();
  const bytes = await tinyClip('24', 1);
  const { sha256 } = madeFile(bytes);
  backend.media.set(sha256, bytes);
  backend.waiting = [madeClaim('b', [madeFile(bytes)], { offlineEligible: false })];
  await desk.page.call.syncNow({});
  await until(
    () => desk.page.call.openCase({ caseId: 'case-b' }),
    (opened) => opened.ok,
  );
  await desk.page.call.setOpenCase({ caseId: 'case-b' });
  await until(
    () => desk.page.call.readDesk({}),
    (state) => state.ok && state.value.cases.ready === 2,
  );
  const fileKey = Buffer.from(fileKeyOf(file, sha256));
  expect(liesInPages(file, key, fileKey)).toBe(true);
  expectValue(
    await desk.page.call.recordVerdict({
      caseId: 'case-b',
      judgement: approval,
      conduct,
      supersedesVerdictId: null,
    }),
  );
  await untilClipGone(dataDir, sha256);
  expect(liesInPages(file, key, fileKey)).toBe(false);
});
