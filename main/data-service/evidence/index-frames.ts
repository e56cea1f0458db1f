import { CustomSource, EncodedPacketSink, Input, type InputVideoTrack } from 'mediabunny';
import { failure, success, type Outcome } from '../../../shared/lifetime/outcome.ts';
import type { ByteSource } from '../../../shared/media-file/byte-source.ts';
import { houseContainers } from '../../../shared/media-file/containers.ts';
import { structureTrouble } from '../../../shared/media-file/structure-trouble.ts';
import { endUnendingReads } from '../../../shared/media-file/unending-reads.ts';
import { frameIndexVersion, type FrameIndex } from '../../../shared/media-time/frame-index.ts';
import { usFromSeconds } from '../../../shared/media-time/units.ts';
import { detectFrameRate } from './frame-rate.ts';
import { startingPoints } from './starting-points.ts';

/** The frames that are there, and whether the container lists more of them than the file holds. */
export type IndexedFile = { readonly index: FrameIndex; readonly isCutShort: boolean };

type Packet = { readonly start: number; readonly end: number; readonly isKey: boolean };

const broken = (why: string) =>
  failure(
    'broken-media',
    `This clip cannot be opened: ${why}. Judge by the record, or escalate it.`,
    'never',
  );

/**
 * Reads every packet of the first video track and gives the frames in presentation order, from the container's own
 * timestamps. Real packets, not the tables (a truncated file lists frames that it doesn't have); key frames verified
 * in the bitstream (open GOP). Gives way to other work as it goes: a file of hours does not block the desk.
 */
export async function indexFrames(
  sha256: string,
  source: ByteSource,
  giveWay: () => Promise<void>,
): Promise<Outcome<IndexedFile>> {
  const input = new Input({
    formats: houseContainers,
    source: endUnendingReads(
      new CustomSource({
        getSize: () => source.sizeBytes,
        read: (from, to) => source.read(from, to),
        maxCacheSize: 4 * 1024 * 1024,
        prefetchProfile: 'fileSystem',
        handleUnhandledError: () => {},
      }),
    ),
  });
  try {
    if ((await structureTrouble(source)) !== null) return broken('its structure is damaged');
    if (!(await input.canRead()))
      return broken('it is in no format that the desk knows, or its beginning is damaged');
    if ((await input.getTracks()).length === 0) return broken('it holds neither picture nor sound');
    const track = await input.getPrimaryVideoTrack();
    if (track === null) {
      return failure(
        'unsupported-media',
        'This file has no picture. Listen to it where it has sound, and judge by the record.',
        'never',
      );
    }
    const codec = await track.getCodecParameterString();
    if (codec === null)
      return failure(
        'unsupported-media',
        'The picture of this clip is in a coding that the desk does not know. Ask your operator for a review copy (ffmpeg on the backend).',
        'never',
      );
    const packets = await readPackets(track, giveWay);
    if (packets.length === 0) return broken('it holds no whole frame');
    const index = await describe(sha256, track, codec, packets);
    return success({ index, isCutShort: await isCutShort(track, packets) });
  } catch (error) {
    return broken(
      isParserTrouble(error) ? 'its structure is damaged' : 'it could not be read to the end',
    );
  } finally {
    input.dispose();
  }
}

async function readPackets(
  track: InputVideoTrack,
  giveWay: () => Promise<void>,
): Promise<readonly Packet[]> {
  const packets: Packet[] = [];
  const isStartingPoint = await startingPoints(track);
  for await (const packet of new EncodedPacketSink(track).packets(undefined, undefined, {
    verifyKeyPackets: true,
  })) {
    packets.push({
      start: packet.timestamp,
      end: packet.timestamp + packet.duration,
      isKey: isStartingPoint(packet),
    });
    if (packets.length % 64 === 0) await giveWay();
  }
  return packets.sort((a, b) => a.start - b.start);
}

async function isCutShort(track: InputVideoTrack, packets: readonly Packet[]): Promise<boolean> {
  const listed = await new EncodedPacketSink(track).getPacket(Infinity, { metadataOnly: true });
  const lastStart = packets.reduce((latest, packet) => Math.max(latest, packet.start), 0);
  return listed !== null && listed.timestamp > lastStart;
}

async function describe(
  sha256: string,
  track: InputVideoTrack,
  codec: string,
  packets: readonly Packet[],
): Promise<FrameIndex> {
  const shown = shownFrames(packets);
  const starts = shown.map((packet) => packet.start);
  const end = shown.reduce((latest, packet) => Math.max(latest, packet.end), 0);
  const startsUs = Float64Array.from(starts, usFromSeconds);
  return {
    sha256,
    version: frameIndexVersion,
    codec,
    codedWidth: await track.getCodedWidth(),
    codedHeight: await track.getCodedHeight(),
    displayWidth: await track.getDisplayWidth(),
    displayHeight: await track.getDisplayHeight(),
    rotation: await track.getRotation(),
    isMirrored: false,
    trackId: track.id,
    soundTrackId: (await track.input.getPrimaryAudioTrack())?.id ?? null,
    irregularities: [],
    rate: detectFrameRate(starts, await track.getTimeResolution(), end),
    startsUs,
    endUs: Math.max(usFromSeconds(end), (startsUs.at(-1) ?? 0) + 1),
    keyFrames: Uint32Array.from(shown.flatMap((packet, frame) => (packet.isKey ? [frame] : []))),
    droppedBeforeStart: packets.length - shown.length,
  };
}

/** Frames that are shown: from presentation time zero on, and one per timestamp (strictly rising). */
function shownFrames(packets: readonly Packet[]): readonly Packet[] {
  const shown: Packet[] = [];
  for (const packet of packets) {
    const us = usFromSeconds(packet.start);
    if (us < 0) continue;
    const before = shown.at(-1);
    if (before === undefined || us > usFromSeconds(before.start)) shown.push(packet);
  }
  return shown;
}

function isParserTrouble(error: unknown): boolean {
  return error instanceof Error && error.name !== 'SealBroken';
}
