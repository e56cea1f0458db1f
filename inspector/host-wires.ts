import { isMainThread, parentPort as workerPort, type MessagePort } from 'node:worker_threads';
import type { Wire } from '../shared/contract/contract.ts';
import { multiplex } from '../shared/contract/multiplex.ts';

/** Electron's end of a `utilityProcess`, as much of it as is used here. */
type ParentPort = {
  on(event: 'message', listener: (letter: { ports: readonly ElectronPort[] }) => void): void;
};
type ElectronPort = {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (letter: { data: unknown }) => void): void;
  on(event: 'close', listener: () => void): void;
  off(event: 'message', listener: (letter: { data: unknown }) => void): void;
  off(event: 'close', listener: () => void): void;
  start(): void;
};

/** Calls back with each wire to the parent process; this one ends with it. */
export function onWire(listener: (wire: Wire) => void): void {
  const parentPort = (process as { parentPort?: ParentPort }).parentPort;
  if (parentPort)
    parentPort.on('message', ({ ports }) => ports.forEach((port) => listener(electronWire(port))));
  else if (!isMainThread && workerPort) listener(threadWire(workerPort));
  else onForkedWire(listener);
}

function onForkedWire(listener: (wire: Wire) => void): void {
  const many = multiplex(
    (envelope) => void process.send?.(envelope, undefined, undefined, () => {}),
  );
  listener(many.wire('inspector'));
  many.onOpen((wire) => listener(wire));
  process.on('message', (raw: unknown) => many.hear(raw));
  process.on('disconnect', () => process.exit(0));
}

function threadWire(port: MessagePort): Wire {
  return {
    send: (message) => port.postMessage(message),
    onMessage(listener) {
      port.on('message', listener);
      return () => port.off('message', listener);
    },
    onClose(listener) {
      port.on('close', listener);
      return () => port.off('close', listener);
    },
  };
}

function electronWire(port: ElectronPort): Wire {
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
