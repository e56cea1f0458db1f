import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { LumaPicture } from '../../renderer/evidence/picture-events/frame-change.ts';

const run = promisify(execFile);

async function piped(args: readonly string[]): Promise<Buffer> {
  const { stdout } = await run('ffmpeg', ['-nostdin', '-v', 'error', ...args, '-'], {
    encoding: 'buffer',
    maxBuffer: 1e9,
  });
  return stdout;
}

/** The first soundtrack of a file, or of a lavfi source, one array per channel, -1..1. */
export async function decodedSound(
  input: readonly string[],
  sampleRate: number,
  channels: number,
): Promise<Float32Array[]> {
  const bytes = await piped([
    ...input,
    '-ar',
    String(sampleRate),
    '-ac',
    String(channels),
    '-f',
    'f32le',
  ]);
  const all = new Float32Array(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
  );
  return Array.from({ length: channels }, (_, channel) =>
    all.filter((_sample, i) => i % channels === channel),
  );
}

/** Every picture's luma at 320x180. */
export async function decodedLuma(file: string): Promise<LumaPicture[]> {
  const [width, height] = [320, 180];
  const scaled = ['-vf', `scale=${width}:${height}`, '-pix_fmt', 'gray', '-f', 'rawvideo'];
  const bytes = await piped(['-i', file, ...scaled]);
  const size = width * height;
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, i) => ({
    width,
    height,
    data: new Uint8Array(bytes.subarray(i * size, (i + 1) * size)),
  }));
}
