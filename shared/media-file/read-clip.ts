import {
  CustomSource,
  EncodedPacketSink,
  Input,
  type InputAudioTrack,
  type InputVideoTrack,
} from 'mediabunny';
import { err, ok, type Result } from '../lifetime/result.ts';
import type { FrameIndex } from '../media-time/frame-index.ts';
import { usFromSeconds } from '../media-time/units.ts';
import type { ByteSource } from './byte-source.ts';
import { chosenTrack } from './choose-tracks.ts';
import type { ClipFacts, PictureFacts } from './clip-facts.ts';
import { codedPictureReader } from './coded-pictures.ts';
import type { ColourCodes } from './colour-code-points.ts';
import { houseContainers } from './containers.ts';
import type { IrregularityCode } from '../media-time/irregularities.ts';
import { irregularitiesOf } from './irregularities-of.ts';
import { nothingListed, type ListedFile } from './listed-track.ts';
import { readMatroskaHeader } from './matroska-header.ts';
import { readMovieHeader } from './movie-header.ts';
import { isDrawable, isHearable } from './media-limits.ts';
import { orientationOf } from './orientation.ts';
import {
  followedEdits,
  pictureTimeline,
  type CodedPicture,
  type PictureTimeline,
} from './picture-timeline.ts';
import { readSoundFacts } from './read-sound.ts';
import { structureTrouble } from './structure-trouble.ts';
import { endUnendingReads } from './unending-reads.ts';

/** Sizes of the picture as an index gives them, in pixels. */
export type PictureSizes = Pick<
  FrameIndex,
  'codedWidth' | 'codedHeight' | 'displayWidth' | 'displayHeight' | 'rotation' | 'isMirrored'
>;

/** A clip that the desk's own reader could follow to its end. */
export type ReadClip = {
  readonly facts: ClipFacts;
  readonly irregularities: readonly IrregularityCode[];
  readonly picture: PictureFacts;
  readonly sizes: PictureSizes;
  readonly ticksPerSecond: number;
  /** The container lists pictures that the file does not hold. */
  readonly isCutShort: boolean;
};

/** Codings that Chromium decodes everywhere. */
const playablePictures: ReadonlySet<string | null> = new Set(['avc', 'vp8', 'vp9', 'av1']);

const broken = (why: string) =>
  err(
    'broken-media',
    `This clip cannot be opened: ${why}. Judge by the record, or escalate it.`,
    'never',
  );
const unsupported = (what: string) => err('unsupported-media', what, 'never');
const askForCopy = 'Ask your operator for a review copy (ffmpeg on the backend).';

/**
 * The one reader of a file's structure, for backend and desk alike: which track is shown, which of its frames and when,
 * how they are oriented, what their colours mean, and what else the file holds. Reads real packets, not only the tables (a
 * truncated file lists frames that it doesn't have). Decodes nothing. Yields to other work as it goes.
 */
export async function readClip(
  source: ByteSource,
  yieldNow: () => Promise<void>,
): Promise<Result<ReadClip>> {
  const input = openInput(source);
  try {
    if ((await structureTrouble(source)) !== null) return broken('its structure is damaged');
    if (!(await input.canRead()))
      return broken('it is in no format that the desk knows, or its beginning is damaged');
    const listed = await readHeader(source);
    const tracks = await input.getTracks();
    const refusal = refusedPacking(listed);
    if (refusal) return refusal;
    if (tracks.length === 0) return broken('it holds neither picture nor sound');
    const pictures = await input.getVideoTracks();
    const track = chosenTrack(pictures, listed, 'picture');
    const sounds = await input.getAudioTracks();
    const soundTrack = chosenTrack(sounds, listed, 'sound');
    const excess = (await soundExcess(soundTrack)) ?? (await pictureExcess(track));
    if (excess !== null) return tooLarge(excess);
    if (track === null) {
      // The player will go through these packets later, without limits on time and memory.
      await readSoundFacts(soundTrack, listed, yieldNow).catch(() => null);
      return unsupported(
        'This file has no picture. Listen to it where it has sound, and judge by the record.',
      );
    }
    const codec = await track.getCodecParameterString();
    if (codec === null)
      return unsupported(
        `The picture of this clip is in a coding that the desk does not know. ${askForCopy}`,
      );
    const read = await readPicture(track, codec, listed, yieldNow);
    if (read.decoded.length === 0) return broken('it holds no whole frame');
    if (read.picture.timeline.shown.length === 0)
      return broken('its edit list shows none of its frames');
    const coded = excessIn(read.picture.sizes);
    if (coded !== null) return tooLarge(coded);
    const sound = await readSoundFacts(soundTrack, listed, yieldNow);
    const times = [...read.decoded.flatMap(({ start, end }) => [start, end]), sound?.end ?? 0];
    if (!times.every((seconds) => Math.abs(seconds) <= furthestSeconds))
      return broken('its times lie years from its beginning');
    const facts: ClipFacts = {
      listed,
      openedPictures: pictures.length,
      openedSounds: sounds.length,
      picture: read.picture,
      sound,
    };
    return ok({
      facts,
      irregularities: irregularitiesOf(facts),
      picture: read.picture,
      sizes: await sizesOf(track, read.picture),
      ticksPerSecond: await track.getTimeResolution(),
      isCutShort: await isCutShort(track, read.decoded),
    });
  } catch (error) {
    if (hasSeveralProgrammes(error))
      return unsupported(
        `This transport stream holds several programmes, of which the desk shows none. ${askForCopy}`,
      );
    return broken(
      isParserTrouble(error) ? 'its structure is damaged' : 'it could not be read to the end',
    );
  } finally {
    input.dispose();
  }
}

/** Times this far from zero (31 years) still have whole microseconds; no clip has them. */
const furthestSeconds = 1e9;

const tooLarge = (what: string) => broken(`it asks for ${what}, which is more than the desk opens`);

/** By the container's word: what of the sound is too much; null where nothing is. */
async function soundExcess(track: InputAudioTrack | null): Promise<string | null> {
  if (track === null) return null;
  const [channels, rate] = [await track.getNumberOfChannels(), await track.getSampleRate()];
  return isHearable(channels, rate) ? null : `${channels} channels of sound at ${rate} Hz`;
}

async function pictureExcess(track: InputVideoTrack | null): Promise<string | null> {
  if (track === null) return null;
  return excessIn([
    `${await track.getCodedWidth()}x${await track.getCodedHeight()}`,
    `${await track.getDisplayWidth()}x${await track.getDisplayHeight()}`,
  ]);
}

function excessIn(sizes: readonly string[]): string | null {
  const tooLargeOne = sizes.find((size) => {
    const [width = 0, height = 0] = size.split('x').map(Number);
    return !isDrawable(width, height);
  });
  return tooLargeOne === undefined ? null : `a picture of ${tooLargeOne} pixels`;
}

function openInput(source: ByteSource): Input {
  return new Input({
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
}

/** What the container's own header lists; nothing for containers that have none to speak of. */
export async function readHeader(source: ByteSource): Promise<ListedFile> {
  return (await readMovieHeader(source)) ?? (await readMatroskaHeader(source)) ?? nothingListed;
}

function refusedPacking({ tracks }: ListedFile): Result<never> | null {
  const shown = tracks.filter(({ kind }) => kind === 'picture' || kind === 'sound');
  if (shown.some((track) => track.isEncrypted))
    return unsupported(
      'This clip is encrypted, and nobody here has the key. Judge by the record, or escalate it.',
    );
  if (shown.some((track) => track.isCompressed))
    return unsupported(
      `A track of this clip is compressed in a way that the desk does not undo. ${askForCopy}`,
    );
  return null;
}

async function readPicture(
  track: InputVideoTrack,
  codec: string,
  listed: ListedFile,
  yieldNow: () => Promise<void>,
): Promise<{ readonly decoded: readonly CodedPicture[]; readonly picture: PictureFacts }> {
  const listedTrack = listed.tracks.find(({ id }) => id === track.id);
  const reader = await codedPictureReader(track);
  const decoded: CodedPicture[] = [];
  const headers = [...reader.configured];
  for await (const packet of new EncodedPacketSink(track).packets(undefined, undefined, {
    verifyKeyPackets: true,
  })) {
    decoded.push({
      start: packet.timestamp,
      end: packet.timestamp + packet.duration,
      isKey: reader.isStartingPoint(packet),
    });
    for (const header of reader.headersIn(packet)) addNew(headers, header);
    if (decoded.length % 64 === 0) await yieldNow();
  }
  const edits = followedEdits(listedTrack?.edits ?? [], listed);
  const { num, den } = await track.getPixelAspectRatio();
  const colours = headers.map(({ colour }) => colour).filter((colour) => colour !== null);
  const picture: PictureFacts = {
    trackId: track.id,
    codec,
    edits,
    timeline: pictureTimeline(decoded, edits, await track.getTimeResolution()),
    startsWithKey: decoded[0]?.isKey ?? false,
    ...orientationOf(await track.getTransformationMatrix()),
    hasSquarePixels: num === den,
    sizes: [...new Set(headers.map(({ width, height }) => `${width}x${height}`))],
    changesForm: new Set(headers.map(({ form }) => form)).size > 1,
    changesShape: new Set(headers.map(({ pixelAspect }) => pixelAspect)).size > 1,
    colours: unique(colours),
    isInterlaced: headers.some(({ isInterlaced }) => isInterlaced),
    isPlayable: playablePictures.has(await track.getCodec()),
    isTransparent: await track.canBeTransparent(),
  };
  return { decoded, picture };
}

function addNew<T>(all: T[], one: T): void {
  const text = JSON.stringify(one);
  if (!all.some((known) => JSON.stringify(known) === text)) all.push(one);
}

function unique(colours: readonly ColourCodes[]): readonly ColourCodes[] {
  const all: ColourCodes[] = [];
  for (const colour of colours) addNew(all, colour);
  return all;
}

async function sizesOf(
  track: InputVideoTrack,
  { rotation, isMirrored }: PictureFacts,
): Promise<PictureSizes> {
  return {
    codedWidth: await track.getCodedWidth(),
    codedHeight: await track.getCodedHeight(),
    displayWidth: await track.getDisplayWidth(),
    displayHeight: await track.getDisplayHeight(),
    rotation,
    isMirrored,
  };
}

async function isCutShort(
  track: InputVideoTrack,
  decoded: readonly CodedPicture[],
): Promise<boolean> {
  const listed = await new EncodedPacketSink(track).getPacket(Infinity, {
    metadataOnly: true,
  });
  const lastStart = decoded.reduce((latest, { start }) => Math.max(latest, start), -Infinity);
  return listed !== null && listed.timestamp > lastStart;
}

/** Mediabunny 1.61 opens no transport stream with more than one programme, and says so only in words. */
function hasSeveralProgrammes(error: unknown): boolean {
  return error instanceof Error && error.message.includes('single program');
}

function isParserTrouble(error: unknown): boolean {
  return error instanceof Error && error.name !== 'SealBroken';
}

/** Frame starts of a timeline in microseconds. */
export function startsUsOf(timeline: PictureTimeline): Float64Array<ArrayBuffer> {
  return Float64Array.from(timeline.shown, ({ start }) => usFromSeconds(start));
}
