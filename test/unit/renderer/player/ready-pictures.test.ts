import { expect, test } from 'vitest';
import { createReadyPictures } from '../../../../renderer/player/picture/ready-pictures.ts';
import { Scope } from '../../../../shared/lifetime/scope.ts';

function made() {
  const closed: string[] = [];
  const scope = new Scope();
  const ready = createReadyPictures<{ readonly name: string; close(): void }>(scope);
  const picture = (name: string) => ({ name, close: () => void closed.push(name) });
  return { closed, scope, ready, picture };
}

test('a frame that the ring gave up is closed in the page too, and shown no more', () => {
  const { closed, ready, picture } = made();
  ready.keep(4, picture('four'));
  ready.keep(5, picture('five'));
  ready.evict([4, 99]);
  expect(closed).toEqual(['four']);
  expect(ready.get(4)).toBeUndefined();
  expect(ready.get(5)?.name).toBe('five');
});

test('a second handle of the same frame is closed, the first stays', () => {
  const { closed, ready, picture } = made();
  ready.keep(4, picture('first'));
  ready.keep(4, picture('second'));
  expect(closed).toEqual(['second']);
  expect(ready.get(4)?.name).toBe('first');
});

test('with its clip every picture is closed, and one that comes late is closed at once', () => {
  const { closed, scope, ready, picture } = made();
  ready.keep(1, picture('one'));
  ready.keep(2, picture('two'));
  scope.dispose();
  ready.keep(3, picture('late'));
  expect(closed).toEqual(['one', 'two', 'late']);
});
