import { expect, test } from 'vitest';
import { Scope } from '../../../shared/lifetime/scope.ts';

test('a scope cleans up once, newest first', () => {
  const order: string[] = [];
  const scope = new Scope();
  scope.add(() => order.push('first'));
  scope.add(() => order.push('second'));
  scope.dispose();
  scope.dispose();
  expect(order).toEqual(['second', 'first']);
});

test('what is added to an ended scope is cleaned up at once', () => {
  const scope = new Scope();
  scope.dispose();
  let cleaned = 0;
  scope.add(() => cleaned++);
  expect(cleaned).toBe(1);
});

test('a listener is heard until the scope ends and leaves nothing behind', () => {
  const scope = new Scope();
  const target = new EventTarget();
  let heard = 0;
  scope.listen(target, 'ping', () => heard++);
  target.dispatchEvent(new Event('ping'));
  scope.dispose();
  target.dispatchEvent(new Event('ping'));
  expect(heard).toBe(1);
  expect(scope.size).toBe(0);
});

test('a child ends with its parent, and ending it earlier leaves nothing in the parent', () => {
  const parent = new Scope();
  let ended = 0;
  const early = parent.child();
  early.add(() => ended++);
  early.dispose();
  expect(parent.size).toBe(0);
  parent.child().add(() => ended++);
  parent.dispose();
  expect(ended).toBe(2);
});

test('one failing clean-up does not keep the others from running', () => {
  const scope = new Scope();
  let ran = false;
  scope.add(() => (ran = true));
  scope.add(() => {
    throw new Error('broken');
  });
  expect(() => scope.dispose()).toThrow(AggregateError);
  expect(ran).toBe(true);
});

test('a fired timeout is forgotten by its scope', async () => {
  const scope = new Scope();
  await new Promise<void>((resolve) => scope.timeout(resolve, 1));
  expect(scope.size).toBe(0);
});
