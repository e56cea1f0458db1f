import type { Wire } from '../../shared/contract/contract.ts';
import { multiplex } from '../../shared/contract/multiplex.ts';

/** The wires between this process and Electron main. */
export type HostLink = {
  /** `hostApi`, asked by main. */
  readonly control: Wire;
  /** `mediaApi`, asked by main. */
  readonly media: Wire;
  /** A wire of `deskApi` for each page; those that came before the listener are kept for it. */
  onPage(listener: (wire: Wire) => void): void;
  /** A wire of `measuringApi` whenever main started a measuring process. */
  onMeasuring(listener: (wire: Wire) => void): void;
  /** A wire of `inspectorApi` whenever main started an inspector. */
  onInspector(listener: (wire: Wire) => void): void;
  /** Main is gone; the listener ends the process within `graceMs`, or it is ended then. */
  onGone(listener: () => void): void;
};

/** How long the process may live on after main has gone, in milliseconds. */
const graceMs = 2_000;

/** Electron's end of a `utilityProcess`, as much of it as is used here. */
type ParentPort = {
  on(
    event: 'message',
    listener: (letter: { data: unknown; ports: readonly NodePort[] }) => void,
  ): void;
};
type NodePort = {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (letter: { data: unknown }) => void): void;
  on(event: 'close', listener: () => void): void;
  off(event: 'message', listener: (letter: { data: unknown }) => void): void;
  off(event: 'close', listener: () => void): void;
  start(): void;
};

/** Connects to Electron main, over whichever of the two transports started this process. */
export function connectHost(): HostLink {
  const parentPort = (process as { parentPort?: ParentPort }).parentPort;
  return parentPort ? connectParentPort(parentPort) : connectFork();
}

/** `child_process.fork`: all wires share the one channel. */
function connectFork(): HostLink {
  const goneListeners = new Set<() => void>();
  const many = multiplex(
    (envelope) => void process.send?.(envelope, undefined, undefined, () => {}),
  );
  const control = many.wire('control');
  const media = many.wire('media');
  const opened = { page: lateWires(), measuring: lateWires(), inspector: lateWires() };
  many.onOpen((wire, name) => {
    if (name.startsWith('measuring')) opened.measuring.arrive(wire);
    else if (name.startsWith('inspector')) opened.inspector.arrive(wire);
    else opened.page.arrive(wire);
  });
  process.on('message', (raw: unknown) => many.hear(raw));
  process.on('disconnect', () => {
    setTimeout(() => process.exit(0), graceMs);
    many.end();
    for (const listener of goneListeners) listener();
    if (goneListeners.size === 0) process.exit(0);
  });
  return {
    control,
    media,
    onPage: (listener) => opened.page.onWire(listener),
    onMeasuring: (listener) => opened.measuring.onWire(listener),
    onInspector: (listener) => opened.inspector.onWire(listener),
    onGone: (listener) => void goneListeners.add(listener),
  };
}

/** `utilityProcess.fork`: each wire is a real port. Chromium ends this process when main goes. */
function connectParentPort(parentPort: ParentPort): HostLink {
  const control = lateWire();
  const media = lateWire();
  const pages = lateWires();
  const measuring = lateWires();
  const inspectors = lateWires();
  parentPort.on('message', ({ data, ports }) => {
    const port = ports[0];
    if (!port || typeof data !== 'object' || data === null || !('link' in data)) return;
    if (data.link === 'control') control.arrive(nodePortWire(port));
    else if (data.link === 'media') media.arrive(nodePortWire(port));
    else if (data.link === 'page') pages.arrive(nodePortWire(port));
    else if (data.link === 'measuring') measuring.arrive(nodePortWire(port));
    else if (data.link === 'inspector') inspectors.arrive(nodePortWire(port));
  });
  return {
    control: control.wire,
    media: media.wire,
    onPage: (listener) => pages.onWire(listener),
    onMeasuring: (listener) => measuring.onWire(listener),
    onInspector: (listener) => inspectors.onWire(listener),
    onGone: (listener) => void control.wire.onClose(listener),
  };
}

function nodePortWire(port: NodePort): Wire {
  return {
    send: (message) => port.postMessage(message),
    onMessage(listener) {
      const hear = (letter: { data: unknown }) => listener(letter.data);
      port.on('message', hear);
      port.start();
      return () => port.off('message', hear);
    },
    onClose(listener) {
      port.on('close', listener);
      return () => port.off('close', listener);
    },
  };
}

/** Wires that come one after the other; those that came before the listener are kept for it. */
function lateWires(): { onWire(listener: (wire: Wire) => void): void; arrive(wire: Wire): void } {
  const listeners = new Set<(wire: Wire) => void>();
  const unheard: Wire[] = [];
  return {
    onWire(listener) {
      listeners.add(listener);
      for (const wire of unheard.splice(0)) listener(wire);
    },
    arrive(wire) {
      if (listeners.size === 0) unheard.push(wire);
      for (const listener of listeners) listener(wire);
    },
  };
}

/** A wire whose port is still on its way: what is sent or listened to waits for it. */
function lateWire(): { readonly wire: Wire; arrive(wire: Wire): void } {
  const waiting: ((wire: Wire) => void)[] = [];
  let arrived: Wire | undefined;
  const whenHere = (act: (wire: Wire) => void) => {
    if (arrived) act(arrived);
    else waiting.push(act);
  };
  const subscribe = (attach: (wire: Wire) => () => void) => {
    let stop: (() => void) | undefined;
    let stopped = false;
    whenHere((wire) => {
      if (!stopped) stop = attach(wire);
    });
    return () => {
      stopped = true;
      stop?.();
    };
  };
  return {
    wire: {
      send: (message) => whenHere((wire) => wire.send(message)),
      onMessage: (listener) => subscribe((wire) => wire.onMessage(listener)),
      onClose: (listener) => subscribe((wire) => wire.onClose(listener)),
    },
    arrive(wire) {
      arrived = wire;
      for (const act of waiting.splice(0)) act(wire);
    },
  };
}
