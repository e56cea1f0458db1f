import { z } from 'zod';
import { frameIndex, type FrameIndex } from '../../../shared/media-time/frame-index.ts';

const head = frameIndex
  .omit({ startsUs: true, keyFrames: true })
  .extend({ frames: z.number().int(), keys: z.number().int() });

/** A frame index as bytes for the cache: head length (u32), head as JSON, padding to 8, starts (f64), key frames (u32). */
export function packFrameIndex(index: FrameIndex): Uint8Array {
  const { startsUs, keyFrames, ...rest } = index;
  const json = Buffer.from(
    JSON.stringify({ ...rest, frames: startsUs.length, keys: keyFrames.length }),
  );
  const startsAt = Math.ceil((4 + json.length) / 8) * 8;
  const packed = Buffer.alloc(startsAt + startsUs.byteLength + keyFrames.byteLength);
  packed.writeUInt32LE(json.length, 0);
  json.copy(packed, 4);
  packed.set(new Uint8Array(startsUs.buffer, startsUs.byteOffset, startsUs.byteLength), startsAt);
  packed.set(
    new Uint8Array(keyFrames.buffer, keyFrames.byteOffset, keyFrames.byteLength),
    startsAt + startsUs.byteLength,
  );
  return packed;
}

export function unpackFrameIndex(packed: Uint8Array): FrameIndex {
  const copy = new Uint8Array(packed).buffer;
  const headLength = new DataView(copy).getUint32(0, true);
  const { frames, keys, ...rest } = head.parse(
    JSON.parse(new TextDecoder().decode(new Uint8Array(copy, 4, headLength))),
  );
  const startsAt = Math.ceil((4 + headLength) / 8) * 8;
  return {
    ...rest,
    startsUs: new Float64Array(copy, startsAt, frames),
    keyFrames: new Uint32Array(copy, startsAt + frames * 8, keys),
  };
}
