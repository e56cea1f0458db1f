import { expect, test } from 'vitest';
import { commandIds } from '../../../../renderer/keys/command-list.ts';
import {
  commandsFor,
  conflictsOf,
  keyMapOf,
  withKey,
  withKeysSwapped,
} from '../../../../renderer/keys/key-map.ts';
import { commandStrings } from '../../../../renderer/strings/command-strings.ts';

const defaults = keyMapOf({});

test('no two commands that can meet share a key as delivered', () => {
  expect(commandIds.filter((id) => conflictsOf(id, defaults[id], defaults).length > 0)).toEqual([]);
});

test('every command has a name in the catalogue', () => {
  expect(Object.keys(commandStrings).toSorted()).toEqual([...commandIds].toSorted());
});

test('a key may mean one thing in the queue and another in a case', () => {
  expect(commandsFor('n', defaults)).toEqual(['queue-next-open', 'case-next']);
  expect(conflictsOf('queue-next-open', 'n', defaults)).toEqual([]);
});

test('a taken key is a conflict, with the fixed second keys too', () => {
  expect(conflictsOf('lean-ok', 'b', defaults)).toEqual(['lean-not-ok']);
  expect(conflictsOf('lean-ok', '.', defaults)).toEqual(['step-forward']);
});

test('going back to the default key leaves no change behind', () => {
  const changed = withKey({}, 'mute', 'q');
  expect(changed).toEqual({ mute: 'q' });
  expect(withKey(changed, 'mute', 'm')).toEqual({});
});

test('two commands swap keys; a fixed second key can not be swapped away', () => {
  expect(withKeysSwapped({}, 'lean-ok', 'b', defaults)).toEqual({
    'lean-ok': 'b',
    'lean-not-ok': 'g',
  });
  expect(withKeysSwapped({}, 'lean-ok', '.', defaults)).toBeNull();
});

test('unknown command ids in the preferences are ignored', () => {
  expect(keyMapOf({ 'no-such': 'q', mute: 'q' })).toEqual({ ...defaults, mute: 'q' });
});
