import type { Wire } from './contract.ts';

/** One letter on a channel that many wires share: data for wire `p`, or its opening or closing. */
export type Envelope = {
  readonly p: string;
  readonly d?: unknown;
  readonly open?: true;
  readonly close?: true;
};

/** A wire that either end may close. */
export type ClosableWire = Wire & { close(): void };

export type Multiplexer = {
  /** A wire that both ends know by name from the start. */
  wire(name: string): ClosableWire;
  /** A new wire; the other end gets it in `onOpen`. */
  open(name: string): ClosableWire;
  onOpen(listener: (wire: ClosableWire, name: string) => void): void;
  /** What came over the channel; anything that is no envelope is dropped. */
  hear(raw: unknown): void;
  /** The channel is gone: every wire closes. */
  end(): void;
};

type Line = { readonly wire: ClosableWire; hear(data: unknown): void; end(): void };

/**
 * Many wires over one channel, for transports that can't hand over a port (`child_process`).
 * A wire keeps what arrives until its first listener, as a MessagePort does.
 */
export function multiplex(post: (envelope: Envelope) => void): Multiplexer {
  const lines = new Map<string, Line>();
  const openListeners = new Set<(wire: ClosableWire, name: string) => void>();
  const unheard: (readonly [ClosableWire, string])[] = [];

  function lineOf(name: string): Line {
    const known = lines.get(name);
    if (known) return known;
    const line = createPortClient(name, post, () => lines.delete(name));
    lines.set(name, line);
    return line;
  }

  function announce(wire: ClosableWire, name: string): void {
    if (openListeners.size === 0) unheard.push([wire, name]);
    for (const listener of openListeners) listener(wire, name);
  }

  return {
    wire: (name) => lineOf(name).wire,
    open(name) {
      post({ p: name, open: true });
      return lineOf(name).wire;
    },
    onOpen(listener) {
      openListeners.add(listener);
      for (const [wire, name] of unheard.splice(0)) listener(wire, name);
    },
    hear(raw) {
      if (!isEnvelope(raw)) return;
      if (raw.open) announce(lineOf(raw.p).wire, raw.p);
      else if (raw.close) lines.get(raw.p)?.end();
      else lines.get(raw.p)?.hear(raw.d);
    },
    end() {
      for (const line of lines.values()) line.end();
    },
  };
}

function createPortClient(
  name: string,
  post: (envelope: Envelope) => void,
  forget: () => void,
): Line {
  const listeners = new Set<(data: unknown) => void>();
  const closers = new Set<() => void>();
  const early: unknown[] = [];
  let heard = false;
  let closed = false;

  function end(): void {
    if (closed) return;
    closed = true;
    forget();
    for (const closer of closers) closer();
    closers.clear();
    listeners.clear();
  }

  return {
    end,
    hear(data) {
      if (heard) for (const listener of listeners) listener(data);
      else early.push(data);
    },
    wire: {
      send(data) {
        if (!closed) post({ p: name, d: data });
      },
      onMessage(listener) {
        listeners.add(listener);
        heard = true;
        for (const data of early.splice(0)) listener(data);
        return () => listeners.delete(listener);
      },
      onClose(listener) {
        if (closed) {
          void Promise.resolve().then(listener);
          return () => {};
        }
        closers.add(listener);
        return () => closers.delete(listener);
      },
      close() {
        if (closed) return;
        post({ p: name, close: true });
        end();
      },
    },
  };
}

function isEnvelope(raw: unknown): raw is Envelope {
  return typeof raw === 'object' && raw !== null && 'p' in raw && typeof raw.p === 'string';
}
