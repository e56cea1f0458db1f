import type { Chord } from './chord.ts';

export const keyScopes = ['everywhere', 'queue', 'case', 'journal', 'travel'] as const;
/** Where a command can act. Two commands may share a key unless their scopes can be active together. */
export type KeyScope = (typeof keyScopes)[number];

export type CommandSpec = {
  readonly scope: KeyScope;
  readonly chord: Chord;
  /** Acts while the key is held, and stops when it is released. */
  readonly isHold?: true;
  /** One press is one act: a key that is held on, and repeats, does not act again. */
  readonly isOnce?: true;
  /** More keys that always work too and are not shown or remapped. */
  readonly also?: readonly Chord[];
};

/** Every command of the desk that a key can give. The id names its title in the catalogue (`commands.<id>`). */
export const commandList = {
  'cover-page': { scope: 'everywhere', chord: 'F2', isOnce: true },
  'stop-reviewing': { scope: 'everywhere', chord: 'F9', isOnce: true },
  'show-keys': { scope: 'everywhere', chord: '?' },
  'go-queue': { scope: 'everywhere', chord: 'Alt+1' },
  'go-journal': { scope: 'everywhere', chord: 'Alt+2' },
  'go-statistics': { scope: 'everywhere', chord: 'Alt+3' },
  'go-settings': { scope: 'everywhere', chord: 'Alt+4' },
  'go-travel': { scope: 'everywhere', chord: 'Alt+5' },
  'go-day': { scope: 'everywhere', chord: 'Alt+6' },
  'sync-now': { scope: 'everywhere', chord: 'Ctrl+r' },
  'lock-desk': { scope: 'everywhere', chord: 'Ctrl+l' },

  'queue-down': { scope: 'queue', chord: 'j', also: ['ArrowDown'] },
  'queue-up': { scope: 'queue', chord: 'k', also: ['ArrowUp'] },
  'queue-page-down': { scope: 'queue', chord: 'PageDown' },
  'queue-page-up': { scope: 'queue', chord: 'PageUp' },
  'queue-first': { scope: 'queue', chord: 'Home' },
  'queue-last': { scope: 'queue', chord: 'End' },
  'queue-open': { scope: 'queue', chord: 'Enter', isOnce: true },
  'queue-filter': { scope: 'queue', chord: '/' },
  'queue-clear-filter': { scope: 'queue', chord: 'Escape' },
  'queue-next-open': { scope: 'queue', chord: 'n', isOnce: true },

  'case-close': { scope: 'case', chord: 'Escape', isOnce: true },
  'case-next': { scope: 'case', chord: 'n', isOnce: true },
  'case-previous': { scope: 'case', chord: 'p', isOnce: true },
  'open-picture': { scope: 'case', chord: 'Enter', isOnce: true },
  'lean-ok': { scope: 'case', chord: 'g', isOnce: true },
  'lean-not-ok': { scope: 'case', chord: 'b', isOnce: true },
  'lean-cannot-say': { scope: 'case', chord: 'h', isOnce: true },
  'context-down': { scope: 'case', chord: 'Shift+d' },
  'context-up': { scope: 'case', chord: 'Shift+u' },
  'context-panel': { scope: 'case', chord: 'Shift+l' },
  'judging-panel': { scope: 'case', chord: 'Shift+r' },
  'run-assist': { scope: 'case', chord: 'Shift+a' },

  'play-pause': { scope: 'case', chord: 'Space' },
  'step-forward': { scope: 'case', chord: 'ArrowRight', isHold: true, also: ['.'] },
  'step-back': { scope: 'case', chord: 'ArrowLeft', isHold: true, also: [','] },
  'step-forward-ten': { scope: 'case', chord: 'Shift+ArrowRight', isHold: true },
  'step-back-ten': { scope: 'case', chord: 'Shift+ArrowLeft', isHold: true },
  // Shift with full stop and comma, as keyboards in Latin script print it.
  'second-forward': { scope: 'case', chord: '>', isHold: true, also: [':'] },
  'second-back': { scope: 'case', chord: '<', isHold: true, also: [';'] },
  'next-key-frame': { scope: 'case', chord: 'PageDown' },
  'previous-key-frame': { scope: 'case', chord: 'PageUp' },
  'key-frame-steps': { scope: 'case', chord: 'Shift+k' },
  'first-frame': { scope: 'case', chord: 'Home' },
  'last-frame': { scope: 'case', chord: 'End' },
  'shuttle-back': { scope: 'case', chord: 'j' },
  'shuttle-rest': { scope: 'case', chord: 'k', isHold: true },
  'shuttle-forward': { scope: 'case', chord: 'l' },
  slower: { scope: 'case', chord: '[' },
  faster: { scope: 'case', chord: ']' },
  'loop-finding': { scope: 'case', chord: 'r' },
  'snap-to-frames': { scope: 'case', chord: 'q' },
  mute: { scope: 'case', chord: 'm' },
  'cycle-listening': { scope: 'case', chord: 'Shift+m' },
  'keep-pitch': { scope: 'case', chord: 'Shift+p' },
  'sound-of-steps': { scope: 'case', chord: 'a' },
  'sound-earlier': { scope: 'case', chord: 'Alt+ArrowLeft' },
  'sound-later': { scope: 'case', chord: 'Alt+ArrowRight' },
  'sound-earlier-frame': { scope: 'case', chord: 'Alt+Shift+ArrowLeft' },
  'sound-later-frame': { scope: 'case', chord: 'Alt+Shift+ArrowRight' },
  'cycle-filter': { scope: 'case', chord: 'f' },
  'lift-filter': { scope: 'case', chord: 'x', isHold: true },
  'enlarge-picture': { scope: 'case', chord: 'z' },

  'zoom-in': { scope: 'case', chord: 'Shift+ArrowUp' },
  'zoom-out': { scope: 'case', chord: 'Shift+ArrowDown' },
  'zoom-whole': { scope: 'case', chord: 'Shift+Home' },
  'pan-left': { scope: 'case', chord: 'Ctrl+ArrowLeft' },
  'pan-right': { scope: 'case', chord: 'Ctrl+ArrowRight' },
  'pan-up': { scope: 'case', chord: 'Ctrl+ArrowUp' },
  'pan-down': { scope: 'case', chord: 'Ctrl+ArrowDown' },
  'mark-compared': { scope: 'case', chord: 't' },
  'hold-compared': { scope: 'case', chord: 'v', isHold: true },
  'cycle-comparing': { scope: 'case', chord: 'd' },
  'cycle-channel': { scope: 'case', chord: 'y' },
  'full-screen': { scope: 'case', chord: 'Shift+f' },
  'more-controls': { scope: 'case', chord: 'Shift+t' },

  'mark-in': { scope: 'case', chord: 'i' },
  'mark-out': { scope: 'case', chord: 'o' },
  'clear-marks': { scope: 'case', chord: 'u' },
  'next-finding': { scope: 'case', chord: 'ArrowDown' },
  'previous-finding': { scope: 'case', chord: 'ArrowUp' },
  'next-edge': { scope: 'case', chord: 'Alt+ArrowDown' },
  'previous-edge': { scope: 'case', chord: 'Alt+ArrowUp' },
  'edit-finding': { scope: 'case', chord: 'e' },
  'delete-finding': { scope: 'case', chord: 'Delete', isOnce: true },

  'next-event': { scope: 'case', chord: 'Alt+PageDown' },
  'previous-event': { scope: 'case', chord: 'Alt+PageUp' },
  'next-speech': { scope: 'case', chord: 'Ctrl+PageDown' },
  'previous-speech': { scope: 'case', chord: 'Ctrl+PageUp' },
  'next-unasked': { scope: 'case', chord: 'Shift+PageDown' },
  'previous-unasked': { scope: 'case', chord: 'Shift+PageUp' },
  'event-to-finding': { scope: 'case', chord: 'Shift+e', isOnce: true },
  'mark-seen': { scope: 'case', chord: 'Shift+v' },
  'mark-heard': { scope: 'case', chord: 'Shift+h' },
  'offset-to-finding': { scope: 'case', chord: 'Shift+o', isOnce: true },
  'cycle-spectrogram': { scope: 'case', chord: 'Shift+g' },
  'face-boxes': { scope: 'case', chord: 'Shift+b' },
  'export-findings': { scope: 'case', chord: 'Ctrl+e' },
  'export-findings-elan': { scope: 'case', chord: 'Ctrl+Shift+e' },
  'export-findings-edl': { scope: 'case', chord: 'Ctrl+Alt+e' },

  'next-step': { scope: 'case', chord: 's' },
  'previous-step': { scope: 'case', chord: 'Shift+s' },
  'write-note': { scope: 'case', chord: 'w' },
  'take-offer': { scope: 'case', chord: 'Shift+Enter', isOnce: true },
  undo: { scope: 'case', chord: 'Ctrl+z' },
  redo: { scope: 'case', chord: 'Ctrl+Shift+z' },
  'choose-1': { scope: 'case', chord: '1', isOnce: true },
  'choose-2': { scope: 'case', chord: '2', isOnce: true },
  'choose-3': { scope: 'case', chord: '3', isOnce: true },
  'choose-4': { scope: 'case', chord: '4', isOnce: true },
  'choose-5': { scope: 'case', chord: '5', isOnce: true },
  'choose-6': { scope: 'case', chord: '6', isOnce: true },
  'choose-7': { scope: 'case', chord: '7', isOnce: true },
  'choose-8': { scope: 'case', chord: '8', isOnce: true },
  'choose-9': { scope: 'case', chord: '9', isOnce: true },
  'choose-10': { scope: 'case', chord: '0', isOnce: true },
  // The two keys beside 0.
  'choose-11': { scope: 'case', chord: '-', isOnce: true },
  'choose-12': { scope: 'case', chord: '=', isOnce: true },
  'save-verdict': { scope: 'case', chord: 'Ctrl+Enter', isOnce: true },
  'change-mind': { scope: 'case', chord: 'c', isOnce: true },
  'confirm-verdict': { scope: 'case', chord: 'Shift+c', isOnce: true },

  'journal-down': { scope: 'journal', chord: 'j', also: ['ArrowDown'] },
  'journal-up': { scope: 'journal', chord: 'k', also: ['ArrowUp'] },
  'journal-first': { scope: 'journal', chord: 'Home' },
  'journal-last': { scope: 'journal', chord: 'End' },
  'journal-filter': { scope: 'journal', chord: 'f' },
  'journal-filter-back': { scope: 'journal', chord: 'Shift+f' },
  'journal-open': { scope: 'journal', chord: 'Enter' },
  'journal-retry': { scope: 'journal', chord: 't' },
  'journal-confirm': { scope: 'journal', chord: 'Shift+c' },
  'journal-export-one': { scope: 'journal', chord: 'x' },
  'journal-export': { scope: 'journal', chord: 'Shift+x' },

  'travel-by': { scope: 'travel', chord: 't' },
  'travel-amount': { scope: 'travel', chord: 'a' },
  'travel-budget': { scope: 'travel', chord: 'b' },
  'travel-pack': { scope: 'travel', chord: 'Ctrl+Enter' },
  'travel-keep-ready': { scope: 'travel', chord: 's' },
  'travel-give-back': { scope: 'travel', chord: 'Shift+u' },
} as const satisfies Readonly<Record<string, CommandSpec>>;

export type CommandId = keyof typeof commandList;

export const commandIds = Object.keys(commandList) as readonly CommandId[];

export function commandSpec(id: CommandId): CommandSpec {
  return commandList[id];
}
