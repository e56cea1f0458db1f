import { expect, test } from 'vitest';
import { indexOfBytes } from '../../../helpers/index-of-bytes.ts';

/** A WebM whose only element after the segment's head is one of which nothing but the name can be read. */
function namedAndNothingElse(elementId: readonly number[], tail: readonly number[]): Uint8Array {
  const head = [0x1a, 0x45, 0xdf, 0xa3, 0x87, 0x42, 0x82, 0x84, 0x77, 0x65, 0x62, 0x6d];
  const segment = [0x18, 0x53, 0x80, 0x67, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
  return Uint8Array.from([...head, ...segment, ...elementId, ...tail]);
}

const elements = {
  cues: [0x1c, 0x53, 0xbb, 0x6b],
  cluster: [0x1f, 0x43, 0xb6, 0x75],
  tracks: [0x16, 0x54, 0xae, 0x6b],
  tags: [0x12, 0x54, 0xc3, 0x67],
};

test.each(Object.entries(elements))(
  'a WebM that breaks off in the head of its %s is no file without end: it is refused',
  async (_name, id) => {
    for (const tail of [Array<number>(40).fill(0), [0], [0x00, ...Array<number>(64).fill(0xff)]])
      expect(await indexOfBytes(namedAndNothingElse(id, tail))).toBeNull();
  },
);
