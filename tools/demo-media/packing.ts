import type { Packing } from './clip.ts';

/** File ending, names of the streams' codecs and ffmpeg's options for one way of packing. */
export type PackingFacts = {
  readonly ending: string;
  readonly container: string;
  readonly videoCodec: string;
  readonly audioCodec: string;
  readonly sampleRate: number;
  readonly options: readonly string[];
};

const aac = (sampleRate: number) => ['-c:a', 'aac', '-b:a', '96k', '-ar', String(sampleRate)];

/** Every way of packing that the demo batch uses. */
export const packings: Readonly<Record<Packing, PackingFacts>> = {
  'h264-mp4': {
    ending: 'mp4',
    container: 'mp4',
    videoCodec: 'avc',
    audioCodec: 'aac',
    sampleRate: 48_000,
    options: [
      '-c:v',
      'libx264',
      '-preset',
      'slow',
      '-crf',
      '21',
      ...aac(48_000),
      '-movflags',
      '+faststart',
    ],
  },
  'hevc-mp4': {
    ending: 'mp4',
    container: 'mp4',
    videoCodec: 'hevc',
    audioCodec: 'aac',
    sampleRate: 44_100,
    options: [
      '-c:v',
      'libx265',
      '-preset',
      'medium',
      '-crf',
      '25',
      '-tag:v',
      'hvc1',
      '-x265-params',
      'log-level=error:pools=2:frame-threads=1',
      ...aac(44_100),
    ],
  },
  'av1-mp4': {
    ending: 'mp4',
    container: 'mp4',
    videoCodec: 'av1',
    audioCodec: 'aac',
    sampleRate: 48_000,
    options: [
      '-c:v',
      'libsvtav1',
      '-preset',
      '7',
      '-crf',
      '36',
      '-svtav1-params',
      'lp=2',
      ...aac(48_000),
      '-movflags',
      '+faststart',
    ],
  },
  // ffmpeg 5 would shift the picture by Opus' 6.5 ms of priming; the muxer already accounts for it.
  'vp9-webm': {
    ending: 'webm',
    container: 'webm',
    videoCodec: 'vp9',
    audioCodec: 'opus',
    sampleRate: 48_000,
    options: [
      '-c:v',
      'libvpx-vp9',
      '-b:v',
      '0',
      '-crf',
      '33',
      '-cpu-used',
      '3',
      '-row-mt',
      '0',
      '-c:a',
      'libopus',
      '-b:a',
      '64k',
      '-ar',
      '48000',
      '-avoid_negative_ts',
      'disabled',
    ],
  },
  'mpeg4-avi': {
    ending: 'avi',
    container: 'avi',
    videoCodec: 'mpeg4',
    audioCodec: 'pcm_s16le',
    sampleRate: 22_050,
    options: ['-c:v', 'mpeg4', '-vtag', 'XVID', '-q:v', '11', '-c:a', 'pcm_s16le', '-ar', '22050'],
  },
};
