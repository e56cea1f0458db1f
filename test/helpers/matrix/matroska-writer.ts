import { deflateSync } from 'node:zlib';
import {
  BufferSource,
  EncodedPacketSink,
  Input,
  type InputAudioTrack,
  type InputVideoTrack,
} from 'mediabunny';
import { houseContainers } from '../../../shared/media-file/containers.ts';

/** What the written file says beyond its packets. */
export type MatroskaWishes = {
  /** Every packet packed by zlib, and said to be. */
  readonly isCompressed?: boolean;
  /** Added to every time, in milliseconds. */
  readonly startMs?: number;
  /** Changes the times of the picture's packets, in milliseconds; null leaves a packet out. */
  readonly pictureMs?: (ms: number, place: number) => number | null;
  /** The same for the sound's. */
  readonly soundMs?: (ms: number, place: number) => number | null;
  /** More elements within the picture's `Video`, written by `element`. */
  readonly video?: readonly Buffer[];
  /** More elements within the picture's track entry. */
  readonly pictureEntry?: readonly Buffer[];
  /** More elements at the top of the segment. */
  readonly top?: readonly Buffer[];
};

/** An EBML element: its name with the length marker, and what is in it. */
export function element(id: number, ...content: readonly (Buffer | number | string)[]): Buffer {
  const body = Buffer.concat(
    content.map((one) =>
      typeof one === 'number' ? unsigned(one) : Buffer.isBuffer(one) ? one : Buffer.from(one),
    ),
  );
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(BigInt(body.length));
  size[0] = 1;
  return Buffer.concat([unsigned(id), size, body]);
}

/** A 64-bit float as an element's content. */
export function float(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes;
}

function unsigned(value: number): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}

type Block = {
  readonly track: number;
  readonly ms: number;
  readonly isKey: boolean;
  readonly data: Uint8Array;
};

const codecIds: Readonly<Record<string, string>> = {
  avc: 'V_MPEG4/ISO/AVC',
  vp8: 'V_VP8',
  vp9: 'V_VP9',
  av1: 'V_AV1',
  aac: 'A_AAC',
  opus: 'A_OPUS',
};

/** The picture and sound of a clip as a Matroska file that says what is wished, packet for packet. */
export async function matroskaOf(clip: Uint8Array, wishes: MatroskaWishes = {}): Promise<Buffer> {
  const input = new Input({ formats: houseContainers, source: new BufferSource(clip) });
  const [picture] = await input.getVideoTracks();
  const [sound] = await input.getAudioTracks();
  const entries: Buffer[] = [];
  const blocks: Block[] = [];
  if (picture) {
    entries.push(await entryOf(picture, 1, wishes));
    blocks.push(...(await blocksOf(picture, 1, wishes.pictureMs, wishes)));
  }
  if (sound) {
    entries.push(await entryOf(sound, 2, wishes));
    blocks.push(...(await blocksOf(sound, 2, wishes.soundMs, wishes)));
  }
  const isWebm = !entries.some((entry) => /AVC|AAC/.test(entry.toString('latin1')));
  const header = element(
    0x1a45dfa3,
    element(0x4282, isWebm ? 'webm' : 'matroska'),
    element(0x4287, 4),
    element(0x4285, 2),
  );
  const last = Math.max(...blocks.map(({ ms }) => ms)) + 40;
  const info = element(0x1549a966, element(0x2ad7b1, 1_000_000), element(0x4489, float(last)));
  const tracks = element(0x1654ae6b, ...entries);
  const segment = element(0x18538067, info, tracks, ...(wishes.top ?? []), ...clusters(blocks));
  input.dispose();
  return Buffer.concat([header, segment]);
}

async function entryOf(
  track: InputVideoTrack | InputAudioTrack,
  number: number,
  wishes: MatroskaWishes,
): Promise<Buffer> {
  const config: unknown = await track.getDecoderConfig();
  const description = Reflect.get(Object(config), 'description') as Uint8Array | undefined;
  const codec = codecIds[(await track.getCodec()) ?? ''] ?? '';
  const shared = [
    element(0xd7, number),
    element(0x73c5, number),
    element(0x9c, 0),
    element(0x22b59c, 'und'),
    element(0x86, codec),
    ...(description ? [element(0x63a2, Buffer.from(description))] : []),
    ...(wishes.isCompressed
      ? [element(0x6d80, element(0x6240, element(0x5033, 0), element(0x5034, element(0x4254, 0))))]
      : []),
  ];
  if (track.isVideoTrack()) {
    const size = [
      element(0xb0, await track.getCodedWidth()),
      element(0xba, await track.getCodedHeight()),
    ];
    const video = element(0xe0, ...size, ...(wishes.video ?? []));
    return element(0xae, ...shared, element(0x83, 1), video, ...(wishes.pictureEntry ?? []));
  }
  const audio = element(
    0xe1,
    element(0xb5, float(await track.getSampleRate())),
    element(0x9f, await track.getNumberOfChannels()),
  );
  return element(0xae, ...shared, element(0x83, 2), audio);
}

async function blocksOf(
  track: InputVideoTrack | InputAudioTrack,
  number: number,
  move: MatroskaWishes['pictureMs'],
  wishes: MatroskaWishes,
): Promise<Block[]> {
  const blocks: Block[] = [];
  let place = 0;
  const sink = new EncodedPacketSink(track);
  for await (const packet of sink.packets()) {
    const plain = Math.max(0, Math.round(packet.timestamp * 1000));
    const moved = move ? move(plain, place) : plain;
    place += 1;
    if (moved === null) continue;
    const data = wishes.isCompressed ? deflateSync(packet.data) : packet.data;
    blocks.push({
      track: number,
      ms: moved + (wishes.startMs ?? 0),
      isKey: packet.type === 'key',
      data,
    });
  }
  return blocks;
}

/** Blocks in their order of decoding, both tracks side by side, a cluster for each second. */
function clusters(blocks: readonly Block[]): readonly Buffer[] {
  const bySecond = new Map<number, Block[]>();
  for (const one of blocks) {
    const second = Math.floor(one.ms / 1000);
    bySecond.set(second, [...(bySecond.get(second) ?? []), one]);
  }
  // Pictures that are decoded late and shown early stay behind those they need: their own order counts.
  return [...bySecond.entries()]
    .toSorted(([a], [b]) => a - b)
    .map(([second, inside]) => {
      const sorted = inside.toSorted((a, b) => (a.track === b.track ? 0 : a.track - b.track));
      return element(
        0x1f43b675,
        element(0xe7, second * 1000),
        ...sorted.map((one) => simple(one, second * 1000)),
      );
    });
}

function simple({ track, ms, isKey, data }: Block, base: number): Buffer {
  const head = Buffer.alloc(4);
  head[0] = 0x80 | track;
  head.writeInt16BE(ms - base, 1);
  head[3] = isKey ? 0x80 : 0;
  return element(0xa3, head, Buffer.from(data));
}
