import { expect, test } from 'vitest';
import { routesOf, stepPatterns } from '../../app/player/harness/step-routes.ts';

test.each(stepPatterns)('every frame of a measured route lies in the clip: %s', (pattern) => {
  for (const frames of [180, 240, 300, 480]) {
    const routes = routesOf(pattern, frames, 48);
    const all = routes.flatMap(({ start, to }) => [start, ...to]);
    expect(routes.flatMap(({ to }) => to)).toHaveLength(48);
    expect(all.every((frame) => frame >= 0 && frame < frames)).toBe(true);
  }
});

test('a measured step always leads to another frame', () => {
  for (const pattern of stepPatterns.filter((name) => name !== 'random')) {
    for (const { start, to } of routesOf(pattern, 240, 48)) {
      const standing = [start, ...to].filter((frame, at, all) => at > 0 && frame === all[at - 1]);
      expect(standing).toEqual([]);
    }
  }
});

test('cold jumps lead at least a third of the clip away', () => {
  for (const { start, to } of routesOf('randomCold', 300, 16)) {
    const by = to.map((frame, at) => Math.abs(frame - (to[at - 1] ?? start)));
    expect(Math.min(...by)).toBeGreaterThanOrEqual(100);
  }
});
