import { falseColours } from '../../../renderer/ui/false-colours.ts';
import { numberedClips } from '../../helpers/numbered-clips.ts';
import { expect, test } from './harness-test.ts';
import { screenPixels } from './screen-pixels.ts';

const pageOfFrame = { frame: 'canvas.picture-frame', compare: 'canvas.picture-compare' } as const;

test('the difference of a frame from itself is black, from another |A - B| times four', async ({
  stage,
  openClip,
}) => {
  await openClip(numberedClips['720p2997']);
  const seen = await stage.evaluate(async ({ frame, compare }) => {
    const goTo = async (n: number) => {
      harness.player().seekToFrame(n);
      await harness.settled();
      await harness.painted();
    };
    await goTo(40);
    harness.looking().mark();
    await harness.painted();
    harness.looking().cycleComparing();
    await harness.painted();
    const brightestSame = harness
      .pixels(compare)
      .reduce((most, value, i) => (i % 4 === 3 ? most : Math.max(most, value)), 0);
    const b = harness.pixels(frame);
    await goTo(57);
    const a = harness.pixels(frame);
    const difference = harness.pixels(compare);
    let farthest = 0;
    let differing = 0;
    for (let i = 0; i < a.length; i++) {
      if (i % 4 === 3) continue;
      const truth = Math.min(255, 4 * Math.abs((a[i] ?? 0) - (b[i] ?? 0)));
      if (truth > 8) differing++;
      farthest = Math.max(farthest, Math.abs(truth - (difference[i] ?? 0)));
    }
    harness.looking().cycleComparing();
    await harness.painted();
    const onion = harness.pixels(compare);
    let farthestOnion = 0;
    for (let i = 0; i < a.length; i++)
      farthestOnion = Math.max(
        farthestOnion,
        Math.abs(((a[i] ?? 0) + (b[i] ?? 0)) / 2 - (onion[i] ?? 0)),
      );
    const { comparing, markedFrame } = harness.looking().view;
    return { brightestSame, farthest, differing, farthestOnion, comparing, markedFrame };
  }, pageOfFrame);
  expect(seen).toMatchObject({ brightestSame: 0, comparing: 'onion', markedFrame: 40 });
  expect(seen.differing).toBeGreaterThan(1000);
  expect(seen.farthest).toBeLessThanOrEqual(2);
  expect(seen.farthestOnion).toBeLessThanOrEqual(2);
});

test('holding B shows exactly the marked frame in place, letting go exactly the present one', async ({
  stage,
  openClip,
}) => {
  await openClip(numberedClips.vfr720);
  const numbers = await stage.evaluate(async () => {
    harness.player().seekToFrame(21);
    await harness.settled();
    harness.looking().mark();
    await harness.painted();
    const seen: number[][] = [];
    for (const to of [22, 90, 5]) {
      harness.player().seekToFrame(to);
      await harness.settled();
      harness.looking().holdB(true);
      await harness.painted();
      const held = harness.topNumber();
      harness.looking().holdB(false);
      await harness.painted();
      seen.push([to, held, harness.topNumber()]);
    }
    return seen;
  });
  expect(numbers).toEqual([
    [22, 21, 22],
    [90, 21, 90],
    [5, 21, 5],
  ]);
});

test('a frame marked while playing is the frame that the pause leaves on screen', async ({
  stage,
  openClip,
}) => {
  await openClip(numberedClips['720p2997']);
  const seen = await stage.evaluate(async () => {
    harness.player().play();
    await new Promise((resolve) => setTimeout(resolve, 700));
    harness.looking().mark();
    while (harness.looking().view.markedFrame === null) await harness.painted();
    const stood = harness.state().frame;
    harness.player().seekToFrame(0);
    await harness.settled();
    harness.looking().holdB(true);
    await harness.painted();
    return { stood, marked: harness.looking().view.markedFrame, held: harness.topNumber() };
  });
  expect(seen.marked).toBe(seen.stood);
  expect(seen.held).toBe(seen.stood);
});

test('while playing, the difference goes along with the element and stops on the frame it names', async ({
  stage,
  openClip,
}) => {
  await openClip(numberedClips['720p2997']);
  const seen = await stage.evaluate(async ({ compare }) => {
    harness.looking().mark();
    await harness.painted();
    harness.looking().cycleComparing();
    await harness.painted();
    const brightness = () => harness.pixels(compare).reduce((sum, value) => sum + value, 0);
    const atRest = brightness();
    harness.player().play();
    await new Promise((resolve) => setTimeout(resolve, 600));
    const isOver = !document.querySelector<HTMLCanvasElement>(compare)?.hidden;
    const playing = brightness();
    harness.player().pause();
    await harness.settled();
    return { atRest, playing, isOver };
  }, pageOfFrame);
  expect(seen.isOver).toBe(true);
  expect(seen.playing).toBeGreaterThan(seen.atRest);
});

for (const isPlaying of [false, true]) {
  test(`at 400 % every pixel is a block with hard edges, at 200 % it is smooth: ${isPlaying ? 'playing' : 'standing'}`, async ({
    stage,
    openClip,
  }) => {
    await openClip(numberedClips.rotated);
    // 360 picture pixels across in an 836 pixel wide box: 2.3 screen pixels each at 100 %.
    const ramps = async () => {
      // The same pictures each time: how many edges there are depends on the frame, and a busy machine has played on.
      if (isPlaying)
        await stage.evaluate(async () => {
          harness.player().seekToFrame(0);
          while (!harness.player().layers.isElementShown() || harness.state().shownFrame > 5)
            await harness.painted();
        });
      const seen = await screenPixels(stage, stage.locator('.picture'));
      let changes = 0;
      let ramped = 0;
      for (let y = 300; y < 700; y += 7) {
        const differs = (x: number) =>
          seen.at(x, y).some((value, i) => value !== seen.at(x + 1, y)[i]);
        for (let x = 20; x < seen.width - 20; x++) {
          if (!differs(x)) continue;
          changes++;
          if (differs(x + 1)) ramped++;
        }
      }
      expect(changes).toBeGreaterThan(200);
      return ramped / changes;
    };
    const zoomTo = (zoom: number) =>
      stage.evaluate(async (wanted) => {
        harness.looking().zoom(1, { x: 0.2, y: 0.9 });
        while (harness.looking().view.place.zoom !== wanted) await harness.painted();
        await harness.painted();
      }, zoom);
    await stage.evaluate(async (plays) => {
      if (!plays) return;
      harness.player().setRate(0.1);
      harness.player().play();
      while (!harness.player().layers.isElementShown()) await harness.painted();
    }, isPlaying);
    await zoomTo(2);
    const smooth = await ramps();
    await zoomTo(4);
    const hard = await ramps();
    // A smooth edge climbs over many pixels; a hard one is one step between two blocks nine pixels wide.
    expect(smooth).toBeGreaterThan(0.5);
    expect(hard).toBeLessThan(0.02);
  });
}

test('at 400 % a playing picture has hard edges from its first frame on, also when nothing else changes', async ({
  stage,
  openClip,
}) => {
  await openClip(numberedClips.rotated);
  const smoothed = await stage.evaluate(async () => {
    const refresh = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const layer = document.querySelector<HTMLCanvasElement>('canvas.picture-compare');
    while (harness.state().agreement === 'unchecked') await refresh();
    for (const zoom of [2, 4]) {
      harness.looking().zoom(1);
      while (harness.looking().view.place.zoom !== zoom) await refresh();
    }
    harness.player().setRate(0.1);
    let smooth = 0;
    for (let times = 0; times < 3; times++) {
      harness.player().play();
      while (!harness.player().layers.isElementShown()) await refresh();
      if (layer?.hidden !== false) smooth++;
      harness.player().pause();
      while (harness.player().layers.isElementShown()) await refresh();
    }
    return smooth;
  });
  expect(smoothed).toBe(0);
});

test('each channel, luma and the false colours are computed from the pixel values as they are', async ({
  stage,
  openClip,
}) => {
  await openClip(numberedClips.webm480);
  await stage.evaluate(async () => {
    // So far in that one picture pixel covers a block of the screen, whose middle can be read.
    for (let i = 0; i < 4; i++) harness.looking().zoom(1, { x: 0.5, y: 0.5 });
    await harness.painted();
  });
  const box = stage.locator('.picture');
  const colour = await screenPixels(stage, box);
  const spots = Array.from({ length: 30 }, (_, i) => [60 + i * 24, 40 + i * 13] as const);
  const band = (y: number) => falseColours.find(({ from, to }) => y >= from && y <= to + 0.999);
  type Rgb = readonly [number, number, number];
  const lumaOf = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
  const truth: readonly (readonly [string, (rgb: Rgb) => Rgb | null])[] = [
    ['red', ([r]) => [r, r, r]],
    ['green', ([, g]) => [g, g, g]],
    ['blue', ([, , b]) => [b, b, b]],
    ['luma', (rgb) => [lumaOf(rgb), lumaOf(rgb), lumaOf(rgb)]],
    [
      'false-colour',
      (rgb) => {
        const y = lumaOf(rgb);
        // On a band's very edge rounding may go either way.
        return Math.abs(((y + 8) % 16) - 8) < 1.5 ? null : (band(y)?.colour ?? null);
      },
    ],
  ];
  for (const [name, expected] of truth) {
    await stage.evaluate(async () => {
      harness.looking().cycleChannel();
      await harness.painted();
    });
    const seen = await screenPixels(stage, box);
    const far = spots.map(([x, y]) => {
      const wanted = expected(colour.at(x, y));
      const got = seen.at(x, y);
      return wanted ? Math.max(...wanted.map((value, i) => Math.abs(value - (got[i] ?? 0)))) : 0;
    });
    expect(Math.max(...far), name).toBeLessThanOrEqual(2);
  }
  expect(await stage.evaluate(() => harness.looking().view.channel)).toBe('false-colour');
});

test('the filter is on what is seen while playing, zoomed and comparing alike', async ({
  stage,
  served,
  openClip,
}) => {
  await stage.goto(`${served.url}?grey`);
  await openClip(numberedClips['720p2997']);
  const greyness = async () => {
    const seen = await screenPixels(stage, stage.locator('.picture'));
    let farthest = 0;
    for (let i = 0; i < 400; i++) {
      const [r, g, b] = seen.at((i * 37) % seen.width, (i * 53) % (seen.height - 8));
      farthest = Math.max(farthest, Math.max(r, g, b) - Math.min(r, g, b));
    }
    return farthest;
  };
  const looks: readonly (readonly [string, () => void])[] = [
    ['stepping', () => harness.player().stepFrames(1)],
    ['playing', () => harness.player().play()],
    ['zoomed while playing', () => harness.looking().zoom(1)],
    ['hard edges while playing', () => harness.looking().zoom(1)],
    ['marked', () => harness.looking().mark()],
    ['B held', () => harness.looking().holdB(true)],
    [
      'difference',
      () => {
        harness.looking().holdB(false);
        harness.looking().cycleComparing();
        harness.player().stepFrames(9);
      },
    ],
    ['onion', () => harness.looking().cycleComparing()],
  ];
  for (const [name, look] of looks) {
    await stage.evaluate(look);
    await stage.waitForTimeout(250);
    expect(await greyness(), name).toBeLessThanOrEqual(2);
  }
});

test('stylised, a picture keeps few levels and loses its fine detail, standing and playing', async ({
  stage,
  served,
  openClip,
}) => {
  const edges = async () => {
    const seen = await screenPixels(stage, stage.locator('.picture'));
    let sum = 0;
    const levels = new Set<number>();
    for (let y = 80; y < seen.height - 4; y += 3) {
      for (let x = 4; x < seen.width - 4; x += 3) {
        const [here, there] = [seen.at(x, y), seen.at(x + 2, y)];
        sum += Math.abs(here[1] - there[1]);
        levels.add(here[1]);
      }
    }
    return { sum, levels: levels.size };
  };
  await openClip(numberedClips['720p2997']);
  const plain = await edges();
  await stage.goto(`${served.url}?stylise`);
  await openClip(numberedClips['720p2997']);
  const stylised = await edges();
  await stage.evaluate(() => harness.player().play());
  await stage.waitForTimeout(600);
  const playing = await edges();
  expect(plain.levels).toBeGreaterThan(60);
  for (const seen of [stylised, playing]) {
    expect(seen.levels).toBeLessThanOrEqual(12);
    expect(seen.sum).toBeLessThan(plain.sum);
  }
});

test('enlarging a blurred picture enlarges its blur: zooming never looks past the filter', async ({
  stage,
  served,
  openClip,
}) => {
  await stage.goto(`${served.url}?blur=8`);
  await openClip(numberedClips['720p2997']);
  const steepest = async () => {
    const seen = await screenPixels(stage, stage.locator('.picture'));
    let most = 0;
    for (let x = 40; x < seen.width - 40; x++)
      most = Math.max(
        most,
        Math.abs(seen.at(x, seen.height / 2)[1] - seen.at(x + 1, seen.height / 2)[1]),
      );
    return most;
  };
  const whole = await steepest();
  await stage.evaluate(async () => {
    for (let i = 0; i < 2; i++) harness.looking().zoom(1);
    await harness.painted();
  });
  // Four times as wide: an edge climbs a quarter as steeply.
  expect(await steepest()).toBeLessThanOrEqual(whole / 2 + 1);
});

test('wheel and drag zoom and move the picture, and never past its edges', async ({
  stage,
  openClip,
}) => {
  await openClip(numberedClips.webm480);
  const box = await stage.locator('.picture').boundingBox();
  if (!box) throw new Error('no picture');
  const view = () => stage.evaluate(() => harness.looking().view.place);
  await stage.mouse.move(box.x + box.width * 0.75, box.y + box.height * 0.25);
  await stage.mouse.wheel(0, -100);
  await expect.poll(view).toMatchObject({ zoom: 2 });
  expect((await view()).x).toBeCloseTo(0.625, 1);
  await stage.mouse.wheel(0, -100);
  await expect.poll(view).toMatchObject({ zoom: 4 });
  await stage.mouse.down();
  await stage.mouse.move(box.x + box.width * 0.25, box.y + box.height * 0.5);
  await stage.mouse.up();
  expect((await view()).zoom).toBe(4);
  expect((await view()).x).toBeGreaterThan(0.8);
  await stage.mouse.down();
  await stage.mouse.move(box.x - 400, box.y + box.height * 0.5);
  await stage.mouse.up();
  expect((await view()).x).toBe(0.875);
  await stage.mouse.move(box.x + 100, box.y + 100);
  for (let i = 0; i < 3; i++) await stage.mouse.wheel(0, 100);
  await expect.poll(view).toEqual({ zoom: 1, x: 0.5, y: 0.5 });
});

test('nothing of the picture can be saved, copied, selected or dragged out', async ({
  stage,
  openClip,
}) => {
  await openClip(numberedClips.webm480);
  const allowed = await stage.evaluate(() => {
    const layers = [...document.querySelectorAll('.picture, .picture canvas, .picture video')];
    return layers.flatMap((layer) =>
      ['contextmenu', 'dragstart', 'selectstart', 'copy', 'cut'].filter((way) =>
        layer.dispatchEvent(new Event(way, { bubbles: true, cancelable: true })),
      ),
    );
  });
  expect(allowed).toEqual([]);
  await expect(stage.locator('.picture')).toHaveCSS('user-select', 'none');
});
