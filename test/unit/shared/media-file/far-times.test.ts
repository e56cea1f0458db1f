import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readClip } from '../../../../shared/media-file/read-clip.ts';
import { ffmpeg } from '../../../helpers/ffmpeg-clips.ts';

test('a clip whose times lie years from its beginning is refused: they have no whole microseconds', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'second-look-far-'));
  const file = join(folder, 'fragments.mp4');
  const fragments = ['-movflags', 'frag_keyframe+empty_moov', '-video_track_timescale', '12800'];
  const picture = [
    '-f',
    'lavfi',
    '-i',
    'testsrc2=size=128x80:rate=25:duration=1',
    '-c:v',
    'libx264',
  ];
  await ffmpeg(...picture, ...fragments, file);
  const bytes = readFileSync(file);
  rmSync(folder, { recursive: true });
  const shifted = (years: bigint) => {
    const changed = Buffer.from(bytes);
    const place = changed.indexOf('tfdt') + 4;
    expect(changed[place]).toBe(1);
    changed.writeBigUInt64BE(years * 365n * 86_400n * 12_800n, place + 4);
    const read = (from: number, to: number) => Promise.resolve(changed.subarray(from, to));
    return readClip({ sizeBytes: changed.length, read }, async () => {});
  };
  expect((await shifted(1n)).ok).toBe(true);
  const refused = await shifted(40n);
  expect(refused.ok ? '' : `${refused.fault.kind}: ${refused.fault.message}`).toContain(
    'broken-media: This clip cannot be opened: its times lie years from its beginning',
  );
});
