import { EncodedPacketSink, Input, UrlSource } from 'mediabunny';
import { houseContainers } from '../../../../shared/media-file/containers.ts';
import type { FrameIndex } from '../../../../shared/media-time/frame-index.ts';

/** A frame index made in the page, so that the player can be tried without the data service. */
export async function indexOfClip(url: string): Promise<FrameIndex> {
  using input = new Input({ source: new UrlSource(url), formats: houseContainers });
  const track = await input.getPrimaryVideoTrack();
  if (!track) throw new Error('no picture');
  const listed: { us: number; endUs: number; isKey: boolean }[] = [];
  for await (const packet of new EncodedPacketSink(track).packets(undefined, undefined, {
    verifyKeyPackets: true,
  })) {
    const us = Math.round(packet.timestamp * 1e6);
    listed.push({
      us,
      endUs: us + Math.round(packet.duration * 1e6),
      isKey: packet.type === 'key',
    });
  }
  const shown = listed.filter((packet) => packet.us >= 0).toSorted((a, b) => a.us - b.us);
  const gaps = shown.slice(1).map((packet, i) => packet.us - (shown[i]?.us ?? 0));
  const isVfr = Math.max(...gaps) - Math.min(...gaps) > 1500;
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const isNtsc = Math.abs(mean - 1001e6 / 30e3) < 5;
  return {
    sha256: '',
    version: 1,
    codec: (await track.getCodecParameterString()) ?? '',
    codedWidth: await track.getCodedWidth(),
    codedHeight: await track.getCodedHeight(),
    displayWidth: await track.getDisplayWidth(),
    displayHeight: await track.getDisplayHeight(),
    rotation: await track.getRotation(),
    rate: isVfr
      ? {
          kind: 'vfr',
          minFps: 1e6 / Math.max(...gaps),
          maxFps: 1e6 / Math.min(...gaps),
          meanFps: 1e6 / mean,
        }
      : {
          kind: 'cfr',
          numerator: isNtsc ? 30_000 : Math.round(1e6 / mean),
          denominator: isNtsc ? 1001 : 1,
        },
    startsUs: Float64Array.from(shown, (packet) => packet.us),
    endUs: shown.at(-1)?.endUs ?? 0,
    keyFrames: Uint32Array.from(shown.flatMap((packet, i) => (packet.isKey ? [i] : []))),
    droppedBeforeStart: listed.length - shown.length,
    isMirrored: false,
    trackId: track.id,
    soundTrackId: (await input.getPrimaryAudioTrack())?.id ?? null,
    irregularities: [],
    droppedAfterEnd: 0,
  };
}
