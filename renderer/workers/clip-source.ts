import { Input, UrlSource, type InputAudioTrack, type InputVideoTrack } from 'mediabunny';
import type { FrameIndex } from '../../shared/media-time/frame-index.ts';
import type { Scope } from '../../shared/lifetime/scope.ts';
import { houseContainers } from '../../shared/media-file/containers.ts';
import { isHearable } from '../../shared/media-file/media-limits.ts';
import { structureTrouble } from '../../shared/media-file/structure-trouble.ts';
import { endUnendingReads } from '../../shared/media-file/unending-reads.ts';
import { clipBytes } from './clip-bytes.ts';
import { colourSpaceFor } from './colour-space.ts';

export type ClipSource = {
  readonly video: InputVideoTrack | null;
  readonly audio: InputAudioTrack | null;
};

/** A reader that believed this file's tables would work and fill memory without end. */
class LyingTables extends Error {
  override readonly name = 'LyingTables';
}

/** The tracks that the frame index names: one picture and one sound for all that shows and measures. */
export type NamedTracks = Pick<FrameIndex, 'trackId' | 'soundTrackId'>;

/**
 * Opens a clip by ranges over its URL: the tracks that its index names, without one the file's own first choice. Throws
 * what mediabunny throws for a file it can't read.
 */
export async function openClipSource(
  mediaUrl: string,
  scope: Scope,
  named: NamedTracks | null,
): Promise<ClipSource> {
  const bytes = await clipBytes(mediaUrl);
  if (bytes && (await structureTrouble(bytes, 'beginning')) !== null) throw new LyingTables();
  const source = new UrlSource(mediaUrl, {
    // The bytes come from this machine: a second failure is a broken seal, not a slow network.
    getRetryDelay: (attempts) => (attempts < 2 ? 0.1 : null),
    handleUnhandledError: () => {},
  });
  const input = new Input({ source: endUnendingReads(source), formats: houseContainers });
  scope.add(() => input.dispose());
  if (!named)
    return { video: await input.getPrimaryVideoTrack(), audio: await input.getPrimaryAudioTrack() };
  const [videos, audios] = [await input.getVideoTracks(), await input.getAudioTracks()];
  return {
    video: videos.find((track) => track.id === named.trackId) ?? null,
    audio: audios.find((track) => track.id === named.soundTrackId) ?? null,
  };
}

/** Whether this machine decodes it, and its form asks for no more memory than sound may. */
export async function canHear(track: InputAudioTrack): Promise<boolean> {
  const [channels, rate] = [await track.getNumberOfChannels(), await track.getSampleRate()];
  return isHearable(channels, rate) && (await track.canDecode());
}

/** A decoder configuration for software decoding without turning the picture, or null when this machine can't decode it. */
export async function pictureConfig(track: InputVideoTrack): Promise<VideoDecoderConfig | null> {
  const listed = await track.getDecoderConfig();
  if (!listed) return null;
  const config: VideoDecoderConfig = {
    codec: listed.codec,
    // Hardware decoders stall once a ring holds 8 to 20 of their frames (measured 2026-11).
    hardwareAcceleration: 'prefer-software',
    optimizeForLatency: false,
  };
  if (listed.codedWidth !== undefined) config.codedWidth = listed.codedWidth;
  if (listed.codedHeight !== undefined) config.codedHeight = listed.codedHeight;
  if (listed.description !== undefined) config.description = listed.description;
  const colorSpace = colourSpaceFor({
    codec: listed.codec,
    naturalHeight: await track.getSquarePixelHeight(),
    listed: listed.colorSpace,
  });
  if (colorSpace !== undefined) config.colorSpace = colorSpace;
  const support = await VideoDecoder.isConfigSupported(config).catch(() => null);
  return support?.supported ? config : null;
}
