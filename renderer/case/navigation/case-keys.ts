import { commandSpec, type CommandId } from '../../keys/command-list.ts';

/** A case must have been on screen this long before its first key may decide it or leave it, in milliseconds. */
export const glanceMs = 300;

/** Keys that end a case or make its verdict: pressed a second time, they must not fall on the next case. */
const finals: ReadonlySet<CommandId> = new Set([
  'case-next',
  'case-previous',
  'save-verdict',
  'confirm-verdict',
]);

/** Judging goes by what is on screen: these keys rest while the form that they work is hidden. */
export function judges(id: CommandId): boolean {
  return (
    /^(choose|lean)-/.test(id) ||
    ['save-verdict', 'change-mind', 'next-step', 'previous-step', 'write-note'].includes(id)
  );
}

/** What is known when a key comes in. Times are those of the page's own clock, in milliseconds. */
export type KeyMoment = {
  /** When it was pressed, not when it was heard. */
  readonly pressedAtMs: number;
  /** When the case was on screen; null while it is not. */
  readonly seenAtMs: number | null;
  /** The reviewer has asked to leave the case. */
  readonly isLeaving: boolean;
  /** A key acted on this case before. */
  readonly isTouched: boolean;
  /** What the key may mean. */
  readonly commands: readonly CommandId[];
};

/**
 * Whether a key falls on a case that it can't be meant for: one that was not on screen when it was pressed, or that
 * the reviewer is leaving. Escape and what acts everywhere are always heard.
 */
export function isDeadKey(moment: KeyMoment): boolean {
  const { commands, pressedAtMs, seenAtMs } = moment;
  if (commands.some((id) => id === 'case-close' || commandSpec(id).scope === 'everywhere'))
    return false;
  if (moment.isLeaving || seenAtMs === null || pressedAtMs < seenAtMs) return true;
  const isFinal = commands.some((id) => finals.has(id));
  return isFinal && !moment.isTouched && pressedAtMs < seenAtMs + glanceMs;
}
