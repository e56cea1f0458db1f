import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FrameIndex } from '../../../shared/media-time/frame-index.ts';
import { ffmpeg } from '../../helpers/ffmpeg-clips.ts';
import { indexOfBytes } from '../../helpers/index-of-bytes.ts';
import { numberedClip, numberedClips } from '../../helpers/numbered-clips.ts';
import { expect, test } from './harness-test.ts';

const words = (line: string) => line.split(' ');

async function indexed(file: string): Promise<FrameIndex> {
  const index = await indexOfBytes(await readFile(file));
  if (!index) throw new Error('no index');
  return index;
}

/** Plays for a moment; answers what was called exact meanwhile, and the badge. */
const played = () =>
  (async () => {
    const exact = new Set<boolean>();
    harness.player().seekToFrame(0);
    await harness.settled();
    harness.player().play();
    const until = performance.now() + 6000;
    while (harness.state().shownFrame < 8 && performance.now() < until) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      if (harness.state().isPlaying && harness.player().layers.isElementShown())
        exact.add(harness.state().isExact);
    }
    await harness.painted();
    const badge = document.querySelector('.time-badge')?.textContent ?? '';
    harness.player().pause();
    return { exact: [...exact], badge };
  })();

test('a playing frame is called exact once the player was held against the decoder, and not before', async ({
  stage,
  served,
}) => {
  const file = await numberedClip(numberedClips.webm480);
  const index = await indexed(file);
  const url = served.clipUrl(file);
  await stage.evaluate(([clip, known]) => harness.show(clip, known), [url, index] as const);
  await stage.evaluate(() => harness.settled());
  const early = await stage.evaluate(played);
  expect(early.exact).toEqual([false]);
  expect(early.badge).toBe('not exact: not yet compared');
  await expect.poll(() => stage.evaluate(() => harness.state().agreement)).toBe('agrees');
  const late = await stage.evaluate(played);
  expect(late.exact).toEqual([true]);
  expect(late.badge).toBe('playing');
  // At rest the element lies on the very frame again.
  await expect
    .poll(() => stage.evaluate(() => harness.elementNumber() - harness.state().frame))
    .toBe(0);
});

test('playing begins at once while the player is being compared: the comparing gives way, goes on at rest where it was, and exact is said only then', async ({
  stage,
  served,
}) => {
  const file = await numberedClip(numberedClips['1080p30']);
  const index = await indexed(file);
  // Every seek of an element that is not the playing one, and whether it still has a file.
  await stage.evaluate(() => {
    const seeks: { to: number; of: HTMLVideoElement }[] = [];
    const time = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'currentTime');
    if (!time?.set) throw new Error('no setter');
    const { set } = time;
    Object.defineProperty(HTMLMediaElement.prototype, 'currentTime', {
      ...time,
      set(this: HTMLVideoElement, to: number) {
        if (this !== document.querySelector('video')) seeks.push({ to, of: this });
        set.call(this, to);
      },
    });
    Object.assign(globalThis, { seeks });
  });
  const url = served.clipUrl(file);
  await stage.evaluate(([clip, known]) => harness.show(clip, known), [url, index] as const);
  const seen = await stage.evaluate(async () => {
    type Seeks = readonly { readonly to: number; readonly of: HTMLVideoElement }[];
    const seeks = Reflect.get(globalThis, 'seeks') as Seeks;
    const refresh = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await harness.settled();
    // Two frames are compared, the next is being looked for.
    while (seeks.length < 3 && harness.state().agreement === 'unchecked') await refresh();
    const before = seeks.map(({ to }) => to);
    const moved = harness.elementNumber() - harness.state().frame;
    const agreementBefore = harness.state().agreement;
    harness.player().play();
    const filesLeft = seeks.filter(({ of }) => of.getAttribute('src') !== null).length;
    const exact = new Set<boolean>();
    const agreements = new Set<string>();
    while (harness.state().shownFrame < 45) {
      await refresh();
      if (harness.player().layers.isElementShown()) exact.add(harness.state().isExact);
      agreements.add(harness.state().agreement);
    }
    const whilePlaying = seeks.length - before.length;
    harness.player().pause();
    while (harness.state().agreement === 'unchecked') await refresh();
    const after = seeks.slice(before.length).map(({ to }) => to);
    return {
      before,
      moved,
      agreementBefore,
      filesLeft,
      exact: [...exact],
      agreements: [...agreements],
      whilePlaying,
      after,
      verdict: harness.state().agreement,
    };
  });
  expect(seen).toMatchObject({
    moved: 0,
    agreementBefore: 'unchecked',
    filesLeft: 0,
    exact: [false],
    agreements: ['unchecked'],
    whilePlaying: 0,
    verdict: 'agrees',
  });
  // What was compared before is not looked at again.
  expect(seen.before).toHaveLength(3);
  for (const done of seen.before.slice(0, 2)) expect(seen.after).not.toContain(done);
  expect(seen.after.length).toBeGreaterThan(0);
});

test('two picture tracks: where the element plays the other one, no playing frame is called exact', async ({
  stage,
  served,
}) => {
  const file = join(await mkdtemp(join(tmpdir(), 'second-look-two-')), 'two.mp4');
  await ffmpeg(
    ...words('-f lavfi -i testsrc2=size=160x90:rate=25:duration=2'),
    ...words('-f lavfi -i smptebars=size=160x90:rate=25:duration=2'),
    ...words('-map 0 -map 1 -c:v libx264 -pix_fmt yuv420p'),
    file,
  );
  const index = await indexed(file);
  const other = { ...index, trackId: 3 - index.trackId, irregularities: [] };
  const url = served.clipUrl(file);
  for (const [known, expected] of [
    [index, { agreement: 'agrees', exact: [true] }],
    [other, { agreement: 'picture-differs', exact: [false] }],
  ] as const) {
    await stage.evaluate(([clip, tracks]) => harness.show(clip, tracks), [url, known] as const);
    await expect
      .poll(() => stage.evaluate(() => harness.state().agreement))
      .toBe(expected.agreement);
    const { exact } = await stage.evaluate(played);
    expect(exact).toEqual(expected.exact);
  }
  await expect(stage.locator('.time-badge')).toHaveText('exact');
});

for (const [what, wrong] of [
  ['mirrored', { isMirrored: true }],
  ['upside down', { rotation: 180 }],
  ['of another shape', { displayWidth: 480 }],
] as const) {
  test(`a picture that the element does not show ${what} is found to differ`, async ({
    stage,
    served,
  }) => {
    const file = await numberedClip(numberedClips.lateSound);
    const index = { ...(await indexed(file)), ...wrong };
    const url = served.clipUrl(file);
    await stage.evaluate(([clip, known]) => harness.show(clip, known), [url, index] as const);
    await expect
      .poll(() => stage.evaluate(() => harness.state().agreement))
      .toBe('picture-differs');
  });
}

test('a file whose structure lets players differ is never exact while it plays, whatever its pixels; stepping is', async ({
  stage,
  served,
}) => {
  const file = await numberedClip(numberedClips.lateSound);
  const index = { ...(await indexed(file)), irregularities: ['several-edits' as const] };
  const url = served.clipUrl(file);
  await stage.evaluate(([clip, known]) => harness.show(clip, known), [url, index] as const);
  const stepped = await stage.evaluate(() => harness.settled());
  expect(stepped).toMatchObject({ isExact: true, agreement: 'irregular' });
  const { exact, badge } = await stage.evaluate(played);
  expect(exact).toEqual([false]);
  expect(badge).toBe('not exact: irregular file');
});

test('pictures that change their size keep their shape, stepped as played', async ({
  stage,
  served,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'second-look-turn-'));
  const vp8 = words('-c:v libvpx -deadline realtime -b:v 1M -auto-alt-ref 0');
  for (const [name, size] of [
    ['wide', '320x180'],
    ['tall', '180x320'],
  ] as const)
    await ffmpeg(
      ...words(`-f lavfi -i color=c=red:size=${size}:rate=25:duration=1`),
      ...vp8,
      join(folder, `${name}.ivf`),
    );
  const [wide, tall] = await Promise.all(
    ['wide', 'tall'].map((name) => readFile(join(folder, `${name}.ivf`))),
  );
  const file = join(folder, 'turns.webm');
  await ffmpeg('-i', await joinedIvf(join(folder, 'turns.ivf'), wide, tall), '-c', 'copy', file);
  const index = { ...(await indexed(file)), irregularities: [] };
  const url = served.clipUrl(file);
  await stage.evaluate(([clip, known]) => harness.show(clip, known), [url, index] as const);
  // Share of the width that is red half-way down: all of it, and as much as 9:16 takes in 16:9.
  const widths = await stage.evaluate(async () => {
    const shares: number[] = [];
    for (const frame of [3, 40]) {
      harness.player().seekToFrame(frame);
      await harness.settled();
      const pixels = harness.pixels('canvas.picture-frame');
      const row = 90 * 320 * 4;
      let red = 0;
      for (let x = 0; x < 320; x++) if ((pixels[row + x * 4] ?? 0) > 128) red++;
      shares.push(red / 320);
    }
    return shares;
  });
  expect(widths[0]).toBe(1);
  expect(Math.abs((widths[1] ?? 0) - (9 * 9) / (16 * 16))).toBeLessThan(0.01);
  await expect.poll(() => stage.evaluate(() => harness.state().agreement)).toBe('agrees');
});

/** Two VP8 streams one after the other under one header: the second begins with a key frame of its own size. */
async function joinedIvf(file: string, first?: Buffer, second?: Buffer): Promise<string> {
  if (!first || !second) throw new Error('nothing to join');
  const later = Buffer.from(second.subarray(32));
  const frames = first.readUInt32LE(24);
  for (let at = 0; at < later.length; at += 12 + later.readUInt32LE(at))
    later.writeBigUInt64LE(later.readBigUInt64LE(at + 4) + BigInt(frames), at + 4);
  await writeFile(file, Buffer.concat([first, later]));
  return file;
}
