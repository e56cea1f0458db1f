/** A repeatable source of numbers in [0, 1): mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const damages = [
  'bit-flips',
  'bit-flips-in-the-head',
  'cut-short',
  'zeroed-range',
  'moved-range',
  'lying-length',
  'swapped-boxes',
  'noise-range',
] as const;
export type Damage = (typeof damages)[number];

/** A copy of a media file, damaged in the way and place that `seed` says: the same seed, the same damage. */
export function mutated(whole: Uint8Array, damage: Damage, seed: number): Uint8Array {
  const random = seeded(seed);
  const bytes = Uint8Array.from(whole);
  const at = (limit = bytes.length) => Math.floor(random() * Math.max(1, limit));
  const length = () => 1 + at(Math.min(4000, bytes.length / 4));
  switch (damage) {
    case 'bit-flips':
      for (let n = 1 + at(64); n > 0; n--) flip(bytes, at(), at(8));
      return bytes;
    case 'bit-flips-in-the-head':
      for (let n = 1 + at(24); n > 0; n--) flip(bytes, at(2048), at(8));
      return bytes;
    case 'cut-short':
      return bytes.slice(0, at());
    case 'zeroed-range': {
      const from = at();
      return bytes.fill(0, from, from + length());
    }
    case 'moved-range': {
      const from = at();
      return bytes.copyWithin(at(), from, from + length());
    }
    case 'noise-range': {
      const from = at();
      for (let i = from; i < Math.min(bytes.length, from + length()); i++) bytes[i] = at(256);
      return bytes;
    }
    case 'lying-length': {
      const head = at(Math.min(bytes.length - 4, 4096));
      const lies = [0, 1, 7, 0x7f_ff_ff_ff, 0x80_00_00_00, 0xff_ff_ff_ff, at(bytes.length * 2)];
      new DataView(bytes.buffer).setUint32(head, lies[at(lies.length)] ?? 0);
      return bytes;
    }
    case 'swapped-boxes':
      return swapBoxes(bytes, at);
  }
}

function flip(bytes: Uint8Array, at: number, bit: number): void {
  bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
}

/** Top-level boxes in another order; files without boxes have two halves of a few kilobytes exchanged. */
function swapBoxes(bytes: Uint8Array, at: (limit?: number) => number): Uint8Array {
  const view = new DataView(bytes.buffer);
  const boxes: Uint8Array[] = [];
  for (let from = 0; from + 8 <= bytes.length;) {
    const size = view.getUint32(from);
    if (size < 8 || from + size > bytes.length) break;
    boxes.push(bytes.slice(from, from + size));
    from += size;
  }
  if (boxes.length < 2) return bytes.copyWithin(at(), at(), at());
  const first = at(boxes.length);
  const [moved] = boxes.splice(first, 1);
  boxes.splice(at(boxes.length + 1), 0, ...(moved ? [moved] : []));
  return Uint8Array.from(Buffer.concat(boxes));
}
