import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BufferSource, EncodedPacketSink, Input } from 'mediabunny';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { demoBatch } from '../../backend/seed/demo-batch.ts';
import { demoTranscript, spokenTruth } from '../../backend/seed/demo-batch/demo-transcript.ts';
import { readTruth, type ClipTruth } from '../../tools/demo-media/truth.ts';
import { askedAndSaid } from '../../shared/domain/asked-and-said.ts';
import { generation } from '../../shared/domain/generation.ts';
import { houseContainers } from '../../shared/media-file/containers.ts';

const folder = join(import.meta.dirname, '../../backend/seed/media');
const clips = readTruth(folder);
const readable = clips.filter((clip) => clip.broken === null && clip.container !== 'avi');

/** Start times of the picture's packets in presentation order, in seconds. */
async function timesOf(clip: ClipTruth): Promise<readonly number[]> {
  using input = open(clip);
  const track = await input.getPrimaryVideoTrack();
  if (!track) throw new Error(`${clip.file} has no picture`);
  const times: number[] = [];
  for await (const packet of new EncodedPacketSink(track).packets()) times.push(packet.timestamp);
  return times.sort((a, b) => a - b);
}

function open(clip: ClipTruth): Input {
  return new Input({
    source: new BufferSource(readFileSync(join(folder, clip.file))),
    formats: houseContainers,
  });
}

function meantTimes(clip: ClipTruth): readonly number[] {
  const { frameRate } = clip;
  if (frameRate === 'vfr') return (clip.ptsUs ?? []).map((us) => us / 1e6);
  return Array.from(
    { length: clip.frameCount },
    (_, i) => (i * frameRate.denominator) / frameRate.numerator,
  );
}

test('the folder holds the clips of truth.json and nothing else, within 12 MB', () => {
  const notes = ['LICENSE', 'truth.json'];
  const files = readdirSync(folder).filter((name) => !notes.includes(name));
  expect(files.sort()).toEqual(clips.map((clip) => clip.file).sort());
  expect(clips.length).toBeGreaterThanOrEqual(16);
  expect(clips.reduce((sum, clip) => sum + clip.sizeBytes, 0)).toBeLessThanOrEqual(12e6);
});

test.each(clips)('$file is the file that truth.json describes, byte for byte', (clip) => {
  const bytes = readFileSync(join(folder, clip.file));
  expect(bytes.length).toBe(clip.sizeBytes);
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(clip.sha256);
});

test.each(readable)('$file has the size, codecs and sound that were meant', async (clip) => {
  using input = open(clip);
  const picture = await input.getPrimaryVideoTrack();
  const sound = await input.getPrimaryAudioTrack();
  expect({
    codec: await picture?.getCodec(),
    width: await picture?.getCodedWidth(),
    height: await picture?.getCodedHeight(),
  }).toEqual({ codec: clip.videoCodec, width: clip.width, height: clip.height });
  expect(sound === null).toBe(clip.audio === null);
  if (!sound || !clip.audio) return;
  expect(await sound.getCodec()).toBe(clip.audio.codec);
  expect(await sound.getSampleRate()).toBe(clip.audio.sampleRate);
  expect(await sound.getNumberOfChannels()).toBe(clip.audio.channels);
});

test.each(readable)('every frame of $file starts when it was meant to', async (clip) => {
  const times = await timesOf(clip);
  const meant = meantTimes(clip);
  expect(times.length).toBe(clip.frameCount);
  // WebM stores whole milliseconds; MP4 here has a timescale that divides every frame exactly.
  const toleranceS = clip.container === 'webm' ? 0.000_501 : 0.000_002;
  const furthest = Math.max(...times.map((time, i) => Math.abs(time - (meant[i] ?? Infinity))));
  expect(furthest).toBeLessThanOrEqual(toleranceS);
});

test('the clip with a varying rate really varies', () => {
  const clip = clips.find((one) => one.frameRate === 'vfr');
  const starts = clip?.ptsUs ?? [];
  const steps = starts.slice(1).map((us, i) => us - (starts[i] ?? 0));
  expect(steps.every((us) => us > 0)).toBe(true);
  expect(new Set(steps).size).toBeGreaterThan(50);
  expect(Math.max(...steps)).toBeGreaterThan(8 * Math.min(...steps));
});

test('film, television, web and high rates are all there', () => {
  const rates = clips.map(({ frameRate }) =>
    frameRate === 'vfr' ? 'vfr' : `${frameRate.numerator}/${frameRate.denominator}`,
  );
  const wanted = ['24000/1001', '24/1', '25/1', '30000/1001', '30/1', '60/1', 'vfr'];
  expect(wanted.filter((rate) => !rates.includes(rate))).toEqual([]);
});

test('known speech, cuts, frozen frames and events lie within their clips', () => {
  for (const clip of clips) {
    for (const [from, to] of [...clip.speechSpansUs, ...clip.mouthSpansUs]) {
      expect(from).toBeLessThan(to);
      expect(to).toBeLessThanOrEqual(clip.durationUs);
    }
    for (const frame of clip.cuts) expect(frame).toBeLessThan(clip.frameCount);
    for (const [from, to] of clip.frozen)
      expect([from < to, to <= clip.frameCount]).toEqual([true, true]);
    for (const atUs of clip.eventsUs) expect(atUs).toBeLessThan(clip.durationUs);
  }
});

test('each talking clip is what its name says: in sync, late, other words, silent, one of two', () => {
  const of = (id: string) => clips.find((clip) => clip.id === id);
  expect(of('weather-in-sync')?.soundOffsetUs).toBe(0);
  expect(of('bank-sound-late')?.soundOffsetUs).toBe(240_000);
  expect(of('mayor-other-words')?.spokenText).not.toBe(of('mayor-other-words')?.mouthText);
  expect(of('mayor-other-words')?.soundOffsetUs).toBeNull();
  expect(of('witness-silent-mouth')).toMatchObject({ spokenText: null, speechSpansUs: [] });
  expect(of('witness-silent-mouth')?.mouthSpansUs.length).toBeGreaterThan(0);
  expect(of('interview-two-heads')?.faces).toMatchObject({ count: 2, speaking: 0 });
});

test('speech that comes late moves against the mouth by exactly that much', () => {
  const clip = clips.find((one) => one.id === 'bank-sound-late');
  const late = (clip?.speechSpansUs ?? []).map(
    (span, i) => span[0] - (clip?.mouthSpansUs[i]?.[0] ?? 0),
  );
  expect(new Set(late)).toEqual(new Set([240_000]));
});

test('an AVI is refused with a clear answer, since the desk plays it only through a proxy', async () => {
  const clip = clips.find((one) => one.container === 'avi');
  if (!clip) throw new Error('the batch has no AVI');
  using input = open(clip);
  expect(await input.canRead()).toBe(false);
});

test('a file cut short promises frames that cannot be read, and reading it ends', async () => {
  const clip = clips.find((one) => one.id === 'broken-cut-short');
  if (!clip) throw new Error('the batch has no file that was cut short');
  const read = await timesOf(clip).then(
    (times) => times.length,
    () => 'refused',
  );
  expect(read).not.toBe(clip.frameCount);
});

test('a file with a spoiled index is refused and does not hang', async () => {
  const clip = clips.find((one) => one.id === 'broken-index');
  if (!clip) throw new Error('the batch has no file with a spoiled index');
  await expect(timesOf(clip)).rejects.toThrow(/no picture/);
});

test('every clip has its generation, written in the terms of the contract', () => {
  expect(demoBatch.map((one) => one.clipId).sort()).toEqual(clips.map((clip) => clip.id).sort());
  const written = generation.pick({
    title: true,
    prompt: true,
    modifiers: true,
    style: true,
    model: true,
    account: true,
    uploadReference: true,
    reason: true,
    reasonDetail: true,
    scores: true,
  });
  expect(() => z.array(written).parse(demoBatch)).not.toThrow();
});

test('a prompt that asks for speech quotes exactly the words that were asked for', () => {
  for (const { clipId, prompt } of demoBatch) {
    const asked = clips.find((clip) => clip.id === clipId)?.askedText ?? null;
    expect(/"([^"]+)"/.exec(prompt)?.[1] ?? null).toBe(asked);
  }
});

test('every word that is said in a clip stands at its time, within the speech', () => {
  for (const { spokenText, spokenWords, speechSpansUs } of clips) {
    const letters = (text: string) => text.replaceAll(/[^a-z]/giu, '');
    expect(letters(spokenWords.map((word) => word.text).join(''))).toBe(letters(spokenText ?? ''));
    let lastUs = 0;
    for (const { fromUs, toUs } of spokenWords) {
      expect(fromUs).toBeGreaterThanOrEqual(lastUs);
      expect(speechSpansUs.some((span) => span[0] <= fromUs && toUs <= span[1])).toBe(true);
      lastUs = toUs;
    }
  }
});

test('asked and said tell the mayor with other words and the silent witness from the honest clips', () => {
  const of = (id: string) => {
    const clip = clips.find((one) => one.id === id);
    const prompt = demoBatch.find((one) => one.clipId === id)?.prompt ?? '';
    return askedAndSaid(prompt, clip ? demoTranscript(spokenTruth.parse(clip)) : null);
  };
  const marks = (id: string) => [...new Set(of(id).said.map((span) => span.mark))];
  const asked = (id: string) => [...new Set(of(id).asked.map((span) => span.mark))];
  expect(marks('mayor-other-words')).toEqual(['not-asked-for']);
  expect(asked('mayor-other-words')).toEqual(['absent']);
  expect(of('mayor-other-words').said[0]).toMatchObject({ fromUs: 494_989, toUs: 5_919_116 });
  expect(of('witness-silent-mouth')).toMatchObject({ state: 'compared', said: [] });
  for (const id of ['weather-in-sync', 'bank-sound-late', 'singer-portrait', 'alarm-webm']) {
    expect(marks(id)).toEqual(['as-asked']);
    expect(asked(id)).toEqual(['said']);
  }
  expect(of('boat-frozen').state).toBe('no-transcript');
});
