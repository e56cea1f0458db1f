import type { Wire } from '../../shared/contract/contract.ts';

/** The wires between this process and Electron main. */
export type HostLink = {
  readonly control: Wire;
  readonly media: Wire;
  onPage(listener: (wire: Wire) => void): void;
  /** Fires once when main is gone. */
  onGone(listener: () => void): void;
};

type Muxed = { readonly p: string; readonly d?: unknown; readonly open?: true; readonly close?: true };

function isMuxed(raw: unknown): raw is Muxed {
  return typeof raw === 'object' && raw !== null && 'p' in raw && typeof raw.p === 'string';
}

type Line = { readonly wire: Wire; hear(message: unknown): void; end(): void };

function makeLine(portId: string, post: (message: Muxed) => void): Line {
  const listeners = new Set<(message: unknown) => void>();
  const closers = new Set<() => void>();
  const early: unknown[] = [];
  return {
    wire: {
      send: (message) => post({ p: portId, d: message }),
      onMessage(listener) {
        listeners.add(listener);
        for (const message of early.splice(0)) listener(message);
        return () => listeners.delete(listener);
      },
      onClose(listener) {
        closers.add(listener);
        return () => closers.delete(listener);
      },
    },
    hear(message) {
      if (listeners.size === 0) early.push(message);
      for (const listener of listeners) listener(message);
    },
    end() {
      for (const closer of [...closers]) closer();
      closers.clear();
    },
  };
}

/** Connects over `child_process`: wires travel as `{p, d}`, `{p, open}`, `{p, close}` on the one channel. */
export function connectHost(): HostLink {
  const post = (message: Muxed) => void process.send?.(message, undefined, undefined, () => {});
  const control = makeLine('control', post);
  const media = makeLine('media', post);
  const lines = new Map<string, Line>([
    ['control', control],
    ['media', media],
  ]);
  const pageListeners = new Set<(wire: Wire) => void>();
  const goneListeners = new Set<() => void>();

  process.on('message', (raw: unknown) => {
    if (!isMuxed(raw)) return;
    if (raw.open) {
      const line = makeLine(raw.p, post);
      lines.set(raw.p, line);
      for (const listener of pageListeners) listener(line.wire);
    } else if (raw.close) {
      lines.get(raw.p)?.end();
      lines.delete(raw.p);
    } else lines.get(raw.p)?.hear(raw.d);
  });
  process.on('disconnect', () => {
    for (const line of lines.values()) line.end();
    for (const listener of goneListeners) listener();
  });

  return {
    control: control.wire,
    media: media.wire,
    onPage: (listener) => void pageListeners.add(listener),
    onGone: (listener) => void goneListeners.add(listener),
  };
}
