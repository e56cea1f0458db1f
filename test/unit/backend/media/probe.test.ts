import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { lookInto } from '../../../../backend/media/look-into.ts';
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
    expect((await lookInto(path, false)).plan.kind).toBe(plan);
    expect((await lookInto(path, true)).plan.kind).toBe(plan);
  },
);

test('a file that is no clip is broken, with ffmpeg and without', async () => {
  const path = join(folder, 'page.mp4');
  writeFileSync(path, '<html>');
  expect((await lookInto(path, false)).plan.kind).toBe('broken');
  expect((await lookInto(path, true)).plan.kind).toBe('broken');
});
