import { expect, test } from 'vitest';
import {
  glanceMs,
  isDeadKey,
  type KeyMoment,
} from '../../../../renderer/case/navigation/case-keys.ts';

const seenAtMs = 1000;
const moment = (change: Partial<KeyMoment>): KeyMoment => ({
  pressedAtMs: seenAtMs + 1,
  seenAtMs,
  isLeaving: false,
  isTouched: false,
  commands: ['choose-1'],
  ...change,
});

test('a key that was pressed before its case was on screen is dead, also when it is heard later', () => {
  expect(isDeadKey(moment({ pressedAtMs: seenAtMs - 1 }))).toBe(true);
  expect(isDeadKey(moment({ seenAtMs: null }))).toBe(true);
  expect(isDeadKey(moment({}))).toBe(false);
});

test('a case that is being left hears no key of its own, however long it was on screen', () => {
  for (const commands of [['choose-1'], ['mark-in'], ['write-note'], ['case-next'], []] as const)
    expect(isDeadKey(moment({ isLeaving: true, pressedAtMs: 1e6, commands }))).toBe(true);
});

test('Escape and what acts everywhere are always heard', () => {
  for (const commands of [['case-close'], ['go-queue'], ['lock-desk'], ['show-keys']] as const)
    expect(isDeadKey(moment({ isLeaving: true, seenAtMs: null, commands }))).toBe(false);
});

test('what decides or leaves a case wants a glance at it, or another key on it, first', () => {
  for (const id of ['case-next', 'case-previous', 'save-verdict', 'confirm-verdict'] as const) {
    const commands = [id];
    expect(isDeadKey(moment({ commands }))).toBe(true);
    expect(isDeadKey(moment({ commands, isTouched: true }))).toBe(false);
    expect(isDeadKey(moment({ commands, pressedAtMs: seenAtMs + glanceMs }))).toBe(false);
  }
});
