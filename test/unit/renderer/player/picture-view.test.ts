import { expect, test } from 'vitest';
import {
  drawnAs,
  nextChannel,
  nextComparing,
  plainView,
} from '../../../../renderer/player/picture/picture-view.ts';
import { pictureChannels, pictureFilterCss } from '../../../../renderer/ui/picture-filter.ts';
import { falseColours, falseColourTable } from '../../../../renderer/ui/false-colours.ts';

const marked = { ...plainView, markedFrame: 41 };

test('without a marked frame there is nothing to hold or to compare with', () => {
  expect(nextComparing(plainView)).toBe('off');
  expect(drawnAs({ ...plainView, isHoldingB: true, comparing: 'difference' })).toBe('a');
});

test('comparing goes from off over difference and onion back to off', () => {
  const difference = { ...marked, comparing: nextComparing(marked) };
  const onion = { ...marked, comparing: nextComparing(difference) };
  expect([difference.comparing, onion.comparing, nextComparing(onion)]).toEqual([
    'difference',
    'onion',
    'off',
  ]);
});

test('while its key is held B goes before any comparison', () => {
  expect(drawnAs({ ...marked, comparing: 'difference', isHoldingB: true })).toBe('b');
  expect(drawnAs({ ...marked, comparing: 'difference' })).toBe('difference');
});

test('the channel key goes through all channels and back to colour', () => {
  const seen = pictureChannels.map((channel) => nextChannel(channel));
  expect(seen).toEqual([...pictureChannels.slice(1), 'colour']);
});

const none = { blurPx: 0, isGreyscale: false, isStylised: false };

test('a filter holds in every channel and is gone only while lifted; the channel stays then', () => {
  const filter = { blurPx: 8, isGreyscale: true, isStylised: true };
  expect(pictureFilterCss(none)).toBe('none');
  expect(pictureFilterCss({ ...none, blurPx: 8, isGreyscale: true })).toBe(
    'blur(8px) grayscale(1)',
  );
  for (const channel of pictureChannels) {
    expect(pictureFilterCss(filter, channel)).toContain('blur(8px)');
    expect(pictureFilterCss(filter, channel)).toContain('url("#picture-stylise")');
    expect(pictureFilterCss(filter, channel, true)).not.toMatch(/blur|stylise|grayscale/);
  }
  expect(pictureFilterCss(filter, 'red', true)).toBe('url("#picture-red")');
});

test('greyscale comes after the channel is taken and before false colours are laid on', () => {
  const grey = { ...none, isGreyscale: true };
  expect(pictureFilterCss(grey, 'red')).toBe('url("#picture-red") grayscale(1)');
  expect(pictureFilterCss(grey, 'false-colour')).toBe(
    'url("#picture-luma") grayscale(1) url("#picture-false-colour")',
  );
});

test('the bands of false colour cover every luma level once, and the tables follow them', () => {
  const covered = falseColours.flatMap(({ from, to }) =>
    Array.from({ length: to - from + 1 }, (_, i) => from + i),
  );
  expect(covered).toEqual(Array.from({ length: 256 }, (_, i) => i));
  const red = falseColourTable(0).split(' ').map(Number);
  expect(red).toHaveLength(16);
  expect(red[0]).toBeCloseTo(96 / 255, 3);
  expect(red[15]).toBeCloseTo(232 / 255, 3);
});
