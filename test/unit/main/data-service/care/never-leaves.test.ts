import { expect, onTestFinished, test } from 'vitest';
import { expectValue } from '../../../../../shared/lifetime/result.ts';
import {
  approval,
  conduct,
  madeClaim,
  madeFile,
  madePolicy,
} from '../../../../helpers/case-fixtures.ts';
import { startDesk, startInput, temporaryFolder, until } from '../../../../helpers/desk.ts';
import { findOnDisk } from '../../../../helpers/find-on-disk.ts';
import { createModelBackend, modelInvitation } from '../../../../helpers/model-backend.ts';
import { tinyClip } from '../../../../helpers/tiny-clip.ts';

/** Reasons and times of one person that are found again wherever they went. */
const secrets = {
  stop: 'my own reason to stop, heliotrope',
  rest: 'my own reason to come back, marigold',
  unfilteredMs: 48_611,
  filteredMs: 37_573,
};
/** The two times and their sums, in milliseconds or seconds; never a part of a longer number, a hash or a signature. */
const figures = /(?<![\w+/])(48[ ,._]?611|37[ ,._]?573|97[ ,._]?222|75[ ,._]?146)(?![\w+/])/;
const words = /heliotrope|marigold|exposure|unfiltered|isCutShort|breakUntil|stopNotes/i;

test('what a person was shown, why they stopped or came back early: none of it leaves the desk', async () => {
  const clip = await tinyClip();
  const file = madeFile(clip);
  const backend = createModelBackend(madePolicy);
  backend.media.set(file.sha256, clip);
  const scores = [
    { category: 'self-harm', modality: 'picture', score: 0.9, classifier: 'guard', version: '1' },
  ] as const;
  backend.waiting = [
    madeClaim('a', [file], {}, { scores: [...scores] }),
    madeClaim('b', [file], {}, { scores: [...scores] }),
  ];
  const backendUrl = await backend.listen();
  onTestFinished(() => backend.close());
  const folder = temporaryFolder();
  const { page, stop } = startDesk(
    startInput(folder, { enrolAt: { backendUrl, invitation: modelInvitation } }),
  );
  await until(
    () => page.call.openCase({ caseId: 'case-a' }),
    (opened) => opened.ok && opened.value.row.state === 'ready',
  );
  for (const caseId of ['case-a', 'case-b'])
    expectValue(
      await page.call.addExposure({
        caseId,
        unfilteredMs: secrets.unfilteredMs,
        filteredMs: secrets.filteredMs,
      }),
    );
  expectValue(await page.call.beginBreak({ kind: 'break' }));
  expectValue(await page.call.endBreak({ reason: secrets.rest }));
  expectValue(
    await page.call.recordVerdict({
      caseId: 'case-a',
      judgement: approval,
      conduct,
      supersedesVerdictId: null,
    }),
  );
  expectValue(await page.call.stopCase({ caseId: 'case-b' }));
  expectValue(await page.call.noteStop({ reason: secrets.stop }));
  await until(
    () => page.call.syncNow({}),
    () => backend.verdicts.size === 1 && backend.released.includes('case-b'),
  );
  expectValue(await page.call.syncNow({}));

  // It is here, for its own person.
  const dayStartMs = new Date().setHours(0, 0, 0, 0);
  const day = expectValue(await page.call.readOwnDay({ dayStartMs }));
  expect(day.lines.reduce((sum, line) => sum + line.unfilteredMs, 0)).toBe(97_222);
  expect([day.stops[0]?.reason, day.breaks[0]?.reason]).toEqual([secrets.stop, secrets.rest]);

  const span = { fromMs: 0, toMs: Date.now() + 86_400_000, timeZone: 'UTC' };
  const left = [
    ...backend.requests.map(
      ({ path, query, headers, body }) =>
        `${path} ${query} ${JSON.stringify([...headers])} ${body}`,
    ),
    // The signed envelope, in which the verdict is text within text.
    ...[...backend.verdicts.values()].map((stored) => {
      const { payload } = JSON.parse(stored.body) as { payload?: string };
      return payload === undefined ? '' : Buffer.from(payload, 'base64').toString();
    }),
    ...(await Promise.all(
      (['verdicts', 'summary'] as const).map(async (table) =>
        JSON.stringify(expectValue(await page.call.exportStatistics({ ...span, table }))),
      ),
    )),
    JSON.stringify(expectValue(await page.call.readStatistics(span))),
    JSON.stringify(expectValue(await page.call.exportJournal({}))),
  ];
  expect(left.length).toBeGreaterThan(8);
  // When a clip was first open is part of each verdict's own conduct.
  const said = left.map((text) => text.replaceAll('firstExposureAtMs', ''));
  expect(said.filter((text) => words.test(text) || figures.test(text))).toEqual([]);

  await stop();
  const canaries = [secrets.stop, secrets.rest].map((name) => ({ name, bytes: Buffer.from(name) }));
  expect(findOnDisk([folder], canaries)).toEqual([]);
});
