import type { Chord } from './chord.ts';
import { commandIds, commandSpec, type CommandId, type KeyScope } from './command-list.ts';

/** The chord of every command after the reviewer's changes. */
export type KeyMap = Readonly<Record<CommandId, Chord>>;

/** Defaults with the reviewer's changes laid over them; unknown command ids are ignored. */
export function keyMapOf(changes: Readonly<Record<string, Chord>>): KeyMap {
  return Object.fromEntries(
    commandIds.map((id) => [
      id,
      (Object.hasOwn(changes, id) && changes[id]) || commandSpec(id).chord,
    ]),
  ) as KeyMap;
}

function canMeet(a: KeyScope, b: KeyScope): boolean {
  return a === b || a === 'everywhere' || b === 'everywhere';
}

function chordsOf(id: CommandId, map: KeyMap): readonly Chord[] {
  return [map[id], ...(commandSpec(id).also ?? [])];
}

/** Commands that would answer to `chord` beside `id`: using it for both is a conflict. */
export function conflictsOf(id: CommandId, chord: Chord, map: KeyMap): readonly CommandId[] {
  return commandIds.filter(
    (other) =>
      other !== id &&
      canMeet(commandSpec(id).scope, commandSpec(other).scope) &&
      chordsOf(other, map).includes(chord),
  );
}

/** Commands that a chord may mean, in the order of the list. */
export function commandsFor(chord: Chord, map: KeyMap): readonly CommandId[] {
  return commandIds.filter((id) => chordsOf(id, map).includes(chord));
}

/** The changes to keep after giving `id` the key `chord`; the default key is not kept as a change. */
export function withKey(
  changes: Readonly<Record<string, Chord>>,
  id: CommandId,
  chord: Chord,
): Record<string, Chord> {
  const others = Object.entries(changes).filter(([key]) => key !== id);
  return Object.fromEntries(chord === commandSpec(id).chord ? others : [...others, [id, chord]]);
}

/** The changes after `id` and the one command that holds `chord` swapped keys; null where that won't do. */
export function withKeysSwapped(
  changes: Readonly<Record<string, Chord>>,
  id: CommandId,
  chord: Chord,
  map: KeyMap,
): Record<string, Chord> | null {
  const [other, ...more] = conflictsOf(id, chord, map);
  if (other === undefined || more.length > 0 || map[other] !== chord) return null;
  const blocked = conflictsOf(other, map[id], map).filter((name) => name !== id);
  return blocked.length > 0 ? null : withKey(withKey(changes, id, chord), other, map[id]);
}
