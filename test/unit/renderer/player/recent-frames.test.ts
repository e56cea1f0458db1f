import { expect, test } from 'vitest';
import { createRecentFrames } from '../../../../renderer/player/picture/recent-frames.ts';

function recent(most: number) {
  let made = 0;
  const frames = createRecentFrames(most, () => ({ id: ++made }));
  const fill = (frame: number) => {
    const thing = frames.take();
    frames.keep(frame, thing);
    return thing;
  };
  return { frames, fill, made: () => made };
}

test('however many frames pass, no more pictures are made than may be kept', () => {
  const { fill, made } = recent(3);
  for (let frame = 0; frame < 50; frame++) fill(frame);
  expect(made()).toBe(3);
});

test('the picture that was not drawn for longest makes room, never the one drawn last', () => {
  const { frames, fill } = recent(3);
  for (const frame of [10, 11, 12]) fill(frame);
  frames.get(10);
  fill(13);
  expect([10, 11, 12, 13].filter(frames.has)).toEqual([10, 12, 13]);
});

test('memory taken to be filled belongs to no frame until it is kept', () => {
  const { frames, fill } = recent(1);
  const first = fill(5);
  const again = frames.take();
  expect(again).toBe(first);
  expect(frames.has(5)).toBe(false);
  expect(frames.take()).not.toBe(again);
});
