import { chordsOf, isTyping, scriptAfter, type Chord, type Keyboard } from './chord.ts';
import { commandSpec, type CommandId } from './command-list.ts';
import { commandsFor, type KeyMap } from './key-map.ts';

/** What an act answers when it found nothing to do, so that its key is not silent. */
export const didNothing = Symbol('did-nothing');

/** What a command does; `release` runs when a held key is released. */
export type CommandHandler = {
  readonly press: () => unknown;
  readonly release?: () => void;
};

/** Sees a chord before any command does; true swallows it, also from older layers. */
export type KeyLayer = (chord: Chord, event: KeyboardEvent) => boolean;

const textTypes = new Set(['text', 'search', 'url', 'password', 'email', 'number', 'tel']);
const ownsArrows =
  '[role=option],[aria-haspopup],[role=radio],[role=radiogroup],[role=slider],[role=separator],[role=menuitem],[role=tab],[role=combobox],select,input[type=range],input[type=radio],input[type=number],[data-own-keys]';
const ownsPress = 'button,a[href],summary,select,[role=option],[role=button],[role=switch],input';
/** What a click works at once and leaves in focus. */
const clickedOnce = 'button:not([aria-haspopup]),a[href],summary,[role=button]';

export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLTextAreaElement || target.isContentEditable) return true;
  return target instanceof HTMLInputElement && textTypes.has(target.type);
}

const ownsAll = '[role=listbox],[role=menu],[role=dialog]';

/** A widget that has the focus keeps the keys it is worked by. */
export function isWidgetKey(chord: Chord, target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest(ownsAll) !== null) return true;
  if (chord === 'Tab' || chord === 'Shift+Tab') return true;
  if (chord === 'Enter' || chord === 'Space') return target.closest(ownsPress) !== null;
  const moves = /(^|\+)(Arrow\w+|Home|End|PageUp|PageDown)$/.test(chord);
  return moves && target.closest(ownsArrows) !== null;
}

/**
 * The one place where a key becomes an act. Commands register while their screen is there; the newest
 * registration of a command wins. Typing in a text field never acts.
 */
export class KeyDispatcher {
  readonly #handlers = new Map<CommandId, CommandHandler[]>();
  readonly #layers: KeyLayer[] = [];
  readonly #guards: KeyLayer[] = [];
  readonly #held = new Map<string, CommandHandler>();
  /** Told of a key that means a command which does nothing now, so that no key is silent. */
  readonly #unanswered: ((id: CommandId) => void)[] = [];
  #map: KeyMap;
  #keyboard: Keyboard = { isMac: false, isOtherScript: false };
  /** What has the focus because it was clicked, not because it was reached by key. */
  #clicked: Element | null = null;

  constructor(map: KeyMap) {
    this.#map = map;
  }

  useMap(map: KeyMap): void {
    this.#map = map;
  }

  register(id: CommandId, handler: CommandHandler): () => void {
    const known = this.#handlers.get(id) ?? [];
    known.push(handler);
    this.#handlers.set(id, known);
    return () => {
      known.splice(known.indexOf(handler), 1);
      for (const [code, held] of this.#held) if (held === handler) this.#release(code);
    };
  }

  pushLayer(layer: KeyLayer): () => void {
    this.#layers.push(layer);
    return () => this.#layers.splice(this.#layers.indexOf(layer), 1);
  }

  /** Tells of keys of a screen's commands that do nothing now, until the returned function is called. */
  onUnanswered(tell: (id: CommandId) => void): () => void {
    this.#unanswered.push(tell);
    return () => this.#unanswered.splice(this.#unanswered.indexOf(tell), 1);
  }

  /** Sees every key before all layers and commands, also one that is typed into a text field. */
  pushGuard(guard: KeyLayer): () => void {
    this.#guards.push(guard);
    return () => this.#guards.splice(this.#guards.indexOf(guard), 1);
  }

  /** Listens on the page until the returned function is called. */
  listen(page: Window): () => void {
    this.#keyboard = { ...this.#keyboard, isMac: page.navigator.platform.startsWith('Mac') };
    const down = (event: KeyboardEvent) => this.#onDown(event);
    const point = (event: PointerEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      this.#clicked = target?.closest(clickedOnce) ?? null;
    };
    const focus = (event: FocusEvent) => {
      if (event.target !== this.#clicked) this.#clicked = null;
    };
    const up = (event: KeyboardEvent) => this.#release(event.code);
    const away = () => this.releaseHeld();
    page.addEventListener('keydown', down, true);
    page.addEventListener('keyup', up, true);
    page.addEventListener('pointerdown', point, true);
    page.addEventListener('focusin', focus, true);
    page.addEventListener('blur', away);
    return () => {
      page.removeEventListener('keydown', down, true);
      page.removeEventListener('keyup', up, true);
      page.removeEventListener('pointerdown', point, true);
      page.removeEventListener('focusin', focus, true);
      page.removeEventListener('blur', away);
      away();
    };
  }

  /** Ends what acts while its key is held, as if every key had been released. */
  releaseHeld(): void {
    for (const code of this.#held.keys()) this.#release(code);
  }

  #onDown(event: KeyboardEvent): void {
    const isOtherScript = scriptAfter(this.#keyboard.isOtherScript, event);
    this.#keyboard = { ...this.#keyboard, isOtherScript };
    const chords = chordsOf(event, this.#keyboard);
    const [written] = chords;
    if (written === undefined) return;
    const chord = chords.find((one) => this.#commandFor(one) !== undefined) ?? written;
    if (this.#guards.some((guard) => guard(chord, event))) return this.#swallow(event);
    const inText = isTextField(event.target) && isTyping(written);
    // A layer that lets a key pass leaves it to the layers under it: a menu over the full screen lifts none of its rules.
    const isTaken = !inText && this.#layers.toReversed().some((layer) => layer(written, event));
    if (isTaken) return this.#swallow(event);
    const command = this.#commandFor(chord);
    if (inText || this.#isForWidget(chord, event.target, command !== undefined)) return;
    if (chord === 'Escape' && isTextField(event.target)) {
      (event.target as HTMLElement).blur();
      return this.#swallow(event);
    }
    if (!command) return this.#tellUnanswered(chord, event);
    this.#run(command.id, command.handler, event);
    this.#swallow(event);
  }

  #tellUnanswered(chord: Chord, event: KeyboardEvent): void {
    const meant = commandsFor(chord, this.#map).find((id) => commandSpec(id).scope === 'case');
    if (meant !== undefined) this.#tellDidNothing(meant, event);
  }

  #tellDidNothing(id: CommandId, event: KeyboardEvent): void {
    if (!event.repeat) this.#unanswered.at(-1)?.(id);
  }

  /** The command that a chord means on this screen. */
  #commandFor(
    chord: Chord,
  ): { readonly id: CommandId; readonly handler: CommandHandler } | undefined {
    for (const id of commandsFor(chord, this.#map)) {
      const handler = this.#handlers.get(id)?.at(-1);
      if (handler) return { id, handler };
    }
    return undefined;
  }

  /** A button that was clicked has done its work: Space and Enter are the screen's again, where it uses them. */
  #isForWidget(chord: Chord, target: EventTarget | null, isCommand: boolean): boolean {
    const isSpent = isCommand && this.#clicked !== null && target === this.#clicked;
    if (isSpent && (chord === 'Space' || chord === 'Enter'))
      return (target as Element).closest(ownsAll) !== null;
    return isWidgetKey(chord, target);
  }

  #run(id: CommandId, handler: CommandHandler, event: KeyboardEvent): void {
    const { isHold, isOnce } = commandSpec(id);
    if (isOnce && event.repeat) return;
    if (!isHold) {
      if (handler.press() === didNothing) this.#tellDidNothing(id, event);
      return;
    }
    if (event.repeat || this.#held.has(event.code)) return;
    this.#held.set(event.code, handler);
    handler.press();
  }

  #release(code: string): void {
    const handler = this.#held.get(code);
    if (!this.#held.delete(code)) return;
    handler?.release?.();
  }

  #swallow(event: KeyboardEvent): void {
    event.preventDefault();
    event.stopPropagation();
  }
}
