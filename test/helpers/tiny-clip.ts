import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A clip made by ffmpeg: `video` and `output` are its arguments; the default is 2 s of 64x36 at 24 fps with a tone. */
export async function makeClip(args: readonly string[], name = 'clip.mp4'): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'second-look-clip-'));
  try {
    const file = join(folder, name);
    await run('ffmpeg', ['-v', 'error', '-y', ...args, file], { maxBuffer: 1e7 });
    return await readFile(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export function tinyClip(rate = '24', seconds = 2, more: readonly string[] = []): Promise<Buffer> {
  return makeClip([
    '-f',
    'lavfi',
    '-i',
    `testsrc2=size=64x36:rate=${rate}:duration=${seconds}`,
    '-f',
    'lavfi',
    '-i',
    `sine=duration=${seconds}`,
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-pix_fmt',
    'yuv420p',
    '-c:a',
    'aac',
    ...more,
  ]);
}
