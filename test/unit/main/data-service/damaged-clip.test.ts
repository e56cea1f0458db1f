import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
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
import { tinyClip } from '../../../helpers/tiny-clip.ts';

test('a clip that was damaged on the road blocks its verdict with the reason, and mends itself at home', async () => {
  const clip = await tinyClip();
  const file = madeFile(clip);
  const backend = createModelBackend(madePolicy);
  backend.media.set(file.sha256, clip);
  backend.waiting = [madeClaim('a', [file])];
  const backendUrl = await backend.listen();
  onTestFinished(() => backend.close());
  const folder = temporaryFolder();
  const enrolAt = { backendUrl, invitation: modelInvitation };
  const { page, media } = startDesk(startInput(folder, { enrolAt }));
  const standing = async () =>
    expectValue(await page.call.openCase({ caseId: 'case-a' }).then((found) => found)).row.state;
  await until(
    () => page.call.openCase({ caseId: 'case-a' }),
    (opened) => opened.ok && opened.value.row.state === 'ready',
  );

  backend.interfere = () => Promise.reject(new Error('cut'));
  const sealed = openSync(join(folder, 'media', `${file.sha256}.sealed`), 'r+');
  writeSync(sealed, Buffer.from([9, 9, 9]), 0, 3, 100);
  closeSync(sealed);
  await media.call.describeMedia({ sha256: file.sha256, reader: 'page' });
  const command = { caseId: 'case-a', judgement: approval, conduct, supersedesVerdictId: null };
  const refused = await page.call.recordVerdict(command);
  expect(refused).toMatchObject({ ok: false, fault: { kind: 'integrity-failed' } });
  expect(refused.ok ? '' : refused.fault.message).toMatch(/damaged.*fetched and checked again/);
  const opened = expectValue(await page.call.openCase({ caseId: 'case-a' }));
  expect(opened.mediaFault?.message).toMatch(/fetched again as soon as the backend can be reached/);
  expect(await standing()).toBe('fetching');

  backend.interfere = () => null;
  await page.call.syncNow({});
  await until(standing, (state) => state === 'ready');
  expectValue(await page.call.recordVerdict(command));
  expect((await media.call.describeMedia({ sha256: file.sha256, reader: 'page' })).ok).toBe(true);
});
