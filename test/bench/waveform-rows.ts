import { readdir, readFile, unlink } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { FilePathSource, Input } from 'mediabunny';
import { PcmStore } from '../../renderer/workers/pcm-store.ts';
import {
  PeaksBuilder,
  sampleScaleOf,
  toInt16,
  type SampleScale,
} from '../../renderer/workers/peaks.ts';
import {
  mergedPeaks,
  readDat,
  writeDat,
  type PeaksData,
} from '../../shared/media-time/peaks-data.ts';
import { houseContainers } from '../../shared/media-file/containers.ts';
import { usFromSeconds } from '../../shared/media-time/units.ts';
import { plainDat, readWav, type PlainRequest } from '../helpers/plain-peaks.ts';
import { percentile, type BenchRow } from './rows.ts';
import { asWav, longSound, soundFile, soundRecipes } from './waveform-files.ts';

export type WaveformRow = BenchRow & {
  /** Share of the reference's bytes that ours equal; 1 is byte for byte, length included. */
  readonly equalShare: number;
  readonly isEqual: boolean;
  /** The same work in seconds on the wall, which other work on the machine stretches. */
  readonly wallP50: number;
  /** Who turned the file into samples: the desk's own reader, or the system's ffmpeg. */
  readonly decoder: 'own' | 'ffmpeg';
  readonly reference: string;
};

const levels = [64, 256, 1024, 4096] as const;
const secondsPerHour = 's of processor time per hour of sound';

/** Peaks of made files at every level and depth, compared with the plain routine's bytes. */
export async function madeFileRows(onRow: (row: WaveformRow) => void): Promise<WaveformRow[]> {
  const rows: WaveformRow[] = [];
  for (const recipe of soundRecipes) {
    const { wav, decoder } = await asWav(await soundFile(recipe));
    const sound = await readWav(wav);
    const measured = await measure(wav, 64, false);
    for (const samplesPerPixel of levels) {
      for (const bits of [8, 16] as const) {
        const level =
          samplesPerPixel === 64
            ? measured.peaks
            : mergedPeaks(measured.peaks, samplesPerPixel / 64);
        const request = { samplesPerPixel, bits, isMixed: false };
        const row = rowOf(`waveform.${recipe.name}.${samplesPerPixel}.${bits}bit`, {
          ours: writeDat(level, bits),
          reference: { name: 'plain-routine', bytes: plainDat(sound, request) },
          decoder,
          work: [measured],
        });
        rows.push(row);
        onRow(row);
      }
    }
    if (decoder === 'ffmpeg') await unlink(wav);
  }
  return rows;
}

/** Seconds of work for an hour of 48 kHz stereo, from ten minutes read, placed and measured three times. */
export async function workRow(onRow: (row: WaveformRow) => void): Promise<WaveformRow> {
  const wav = await soundFile(longSound);
  const request: PlainRequest = { samplesPerPixel: 64, bits: 16, isMixed: false };
  const ours: Work[] = [];
  const plain: number[] = [];
  let bytes: Uint8Array = new Uint8Array();
  let reference: Uint8Array = new Uint8Array();
  for (let round = 0; round < 3; round++) {
    const measured = await measure(wav, 64, false);
    bytes = writeDat(measured.peaks, 16);
    ours.push(measured);
    const clock = workClock();
    reference = plainDat(await readWav(wav), request);
    plain.push(clock(longSound.seconds).workPerHour);
  }
  const row: WaveformRow = {
    ...rowOf('waveform.work.48k-stereo-wav', {
      ours: bytes,
      reference: { name: 'plain-routine', bytes: reference },
      decoder: 'own',
      work: ours,
    }),
    peer: {
      name: 'plain-routine',
      p50: rounded(percentile(plain, 0.5)),
      p95: rounded(percentile(plain, 0.95)),
    },
    ratioToPeer: rounded(percentile(plain, 0.5) / percentile(cpu(ours), 0.5)),
  };
  onRow(row);
  return row;
}

/** Every `.dat` of a folder against ours for the sound file beside it; a `.dat` without one is named, not skipped. */
export async function referenceRows(
  folder: string,
  onRow: (row: WaveformRow) => void,
): Promise<{ readonly rows: WaveformRow[]; readonly unmatched: readonly string[] }> {
  const names = await readdir(folder);
  const rows: WaveformRow[] = [];
  const unmatched: string[] = [];
  for (const name of names.filter((known) => known.endsWith('.dat')).toSorted()) {
    const bytes = new Uint8Array(await readFile(join(folder, name)));
    const dat = readDat(bytes);
    const sound = soundBeside(name, names);
    if (!dat || !sound) {
      unmatched.push(
        `${name}: ${dat ? 'no sound file beside it' : 'not a .dat of version 1 or 2'}`,
      );
      continue;
    }
    const { wav, decoder, scale } = await asWav(join(folder, sound));
    const isMixed = dat.channels.length === 1;
    const measured = await measure(wav, dat.samplesPerPixel, isMixed, scale);
    const row = rowOf(`waveform.reference.${name}`, {
      ours: writeDat(measured.peaks, dat.bits),
      reference: { name: `${name} beside ${sound}`, bytes },
      decoder,
      work: [measured],
    });
    rows.push(row);
    onRow(row);
    if (decoder === 'ffmpeg') await unlink(wav);
  }
  return { rows, unmatched };
}

const soundEndings = [
  'wav',
  'flac',
  'oga',
  'ogg',
  'opus',
  'mp3',
  'm4a',
  'mp4',
  'mov',
  'webm',
  'mkv',
];

/**
 * The sound file a `.dat` was made from: of the same base name, or of the longest one that its own begins with
 * (`song_8bit.dat` beside `song.wav`); of several endings the one in its name, else the least compressed.
 */
export function soundBeside(dat: string, names: readonly string[]): string | undefined {
  const base = basename(dat, '.dat');
  const endingOf = (name: string) => extname(name).slice(1).toLowerCase();
  const stemOf = (name: string) => basename(name, extname(name));
  const preference = (name: string) =>
    base
      .slice(stemOf(name).length)
      .split(/[^a-z0-9]/i)
      .includes(endingOf(name))
      ? -1
      : soundEndings.indexOf(endingOf(name));
  return names
    .filter((name) => soundEndings.includes(endingOf(name)) && base.startsWith(stemOf(name)))
    .toSorted((a, b) => stemOf(b).length - stemOf(a).length || preference(a) - preference(b))[0];
}

type Work = { readonly workPerHour: number; readonly wallPerHour: number };
type Measured = Work & { readonly peaks: PeaksData };

/** Seconds per hour of sound since now: of the processor (which a busy machine doesn't stretch), and on the wall. */
function workClock(): (seconds: number) => Work {
  const from = performance.now();
  const busy = process.cpuUsage();
  return (seconds) => {
    const { user, system } = process.cpuUsage(busy);
    const scale = 3600 / Math.max(seconds, 1e-6);
    return {
      workPerHour: ((user + system) / 1e6) * scale,
      wallPerHour: ((performance.now() - from) / 1000) * scale,
    };
  };
}

/** The media worker's own way from a file to its peaks, here in Node. */
async function measure(
  wav: string,
  samplesPerPixel: number,
  isMixed: boolean,
  ownScale?: SampleScale,
): Promise<Measured> {
  const clock = workClock();
  using input = new Input({ source: new FilePathSource(wav), formats: houseContainers });
  const track = await input.getPrimaryAudioTrack();
  if (!track) throw new Error('a WAV without sound');
  const seconds = await track.computeDuration();
  const scale = ownScale ?? sampleScaleOf(await track.getCodec());
  const sampleRate = await track.getSampleRate();
  const channels = await track.getNumberOfChannels();
  const durationUs = usFromSeconds(seconds);
  const store = new PcmStore({ track, channels, sampleRate, beginUs: 0, durationUs, scale });
  const peaks =
    isMixed && channels > 1
      ? mixedPeaks(await store.read(0, durationUs), sampleRate, samplesPerPixel, scale)
      : readDat(await store.peaks(samplesPerPixel));
  if (!peaks) throw new Error('unreadable peaks of our own');
  return { peaks, ...clock(seconds) };
}

/** All channels' mean in one waveform: not something the desk draws, but how many references are made. */
function mixedPeaks(
  channels: readonly Float32Array[],
  sampleRate: number,
  samplesPerPixel: number,
  scale: SampleScale,
): PeaksData {
  const totalSamples = channels[0]?.length ?? 0;
  const mixed = new Float32Array(totalSamples);
  for (let i = 0; i < totalSamples; i++) {
    let sum = 0;
    for (const samples of channels) sum += toInt16(samples[i] ?? 0, scale);
    mixed[i] = Math.trunc(sum / channels.length) / 32_768;
  }
  const builder = new PeaksBuilder({
    channels: 1,
    sampleRate,
    totalSamples,
    samplesPerPixel,
    scale: 'integer',
  });
  builder.add(0, mixed, 0);
  return builder.data();
}

type Compared = {
  readonly ours: Uint8Array;
  readonly reference: { readonly name: string; readonly bytes: Uint8Array };
  readonly decoder: WaveformRow['decoder'];
  readonly work: readonly Work[];
};

function rowOf(id: string, { ours, reference, decoder, work }: Compared): WaveformRow {
  const longer = Math.max(ours.length, reference.bytes.length);
  let equal = 0;
  for (let i = 0; i < Math.min(ours.length, reference.bytes.length); i++)
    if (ours[i] === reference.bytes[i]) equal++;
  return {
    id,
    n: work.length,
    p50: rounded(percentile(cpu(work), 0.5)),
    p95: rounded(percentile(cpu(work), 0.95)),
    max: rounded(Math.max(...cpu(work))),
    unit: secondsPerHour,
    wallP50: rounded(
      percentile(
        work.map(({ wallPerHour }) => wallPerHour),
        0.5,
      ),
    ),
    equalShare: equal / Math.max(1, longer),
    isEqual: equal === longer,
    decoder,
    reference: reference.name,
  };
}

const cpu = (work: readonly Work[]) => work.map(({ workPerHour }) => workPerHour);

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
