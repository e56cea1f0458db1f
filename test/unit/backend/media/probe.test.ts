import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { planReview } from '../../../../backend/media/media-facts.ts';
import { probeMedia } from '../../../../backend/media/probe.ts';
import { hasFfmpeg, makeClip, type ClipName } from '../../../helpers/backend/made-clips.ts';

const folder = mkdtempSync(join(tmpdir(), 'second-look-probe-'));
afterAll(() => rmSync(folder, { recursive: true }));

const clips: readonly [ClipName, string][] = [
  ['plain.mp4', 'playable'],
  ['plain.webm', 'playable'],
  ['hevc.mp4', 'proxy'],
  ['part2.avi', 'proxy'],
  ['program.mpg', 'proxy'],
];
test.each(hasFfmpeg ? clips : [])(
  '%s is told apart without ffmpeg as with it: %s',
  async (name, plan) => {
    const path = makeClip(folder, name);
    expect(planReview(await probeMedia(path, false)).kind).toBe(plan);
    expect(planReview(await probeMedia(path, true)).kind).toBe(plan);
  },
);

test('a file that is no clip is broken, with ffmpeg and without', async () => {
  const path = join(folder, 'page.mp4');
  writeFileSync(path, '<html>');
  expect(planReview(await probeMedia(path, false)).kind).toBe('broken');
  expect(planReview(await probeMedia(path, true)).kind).toBe('broken');
});
