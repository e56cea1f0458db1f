/** A way to spoil a good MP4 whose index is at the front. */
export type Damage = {
  readonly id: string;
  readonly how: string;
  readonly spoil: (bytes: Buffer) => Buffer;
};

/** The broken files of the demo batch. */
export const damages: readonly Damage[] = [
  {
    id: 'broken-cut-short',
    how: 'cut off after 45 % of its bytes: the index lists frames that are not there',
    spoil: (bytes) => bytes.subarray(0, Math.floor(bytes.length * 0.45)),
  },
  {
    id: 'broken-index',
    how: 'every byte of the index (moov) after its first 8 is inverted: the file starts well and cannot be read',
    spoil: (bytes) => {
      const spoiled = Buffer.from(bytes);
      const name = spoiled.indexOf('moov');
      const end = name - 4 + spoiled.readUInt32BE(name - 4);
      for (let at = name + 4; at < end; at += 1) spoiled[at] = 255 - (spoiled[at] ?? 0);
      return spoiled;
    },
  },
];
