import type { Wire } from './contract.ts';

/** The DOM's MessagePort, as much of it as a wire needs (Node's worker_threads port fits too). */
type PortLike = {
  postMessage(message: unknown): void;
  addEventListener(type: 'message' | 'close', listener: (event: { data?: unknown }) => void): void;
  removeEventListener(
    type: 'message' | 'close',
    listener: (event: { data?: unknown }) => void,
  ): void;
  start?(): void;
};

/** A MessagePort as a wire. `onClose` needs a port that fires `close` (Chromium 122+, Node). */
export function portWire(port: PortLike): Wire {
  return {
    send: (message) => port.postMessage(message),
    onMessage(listener) {
      const hear = (event: { data?: unknown }) => listener(event.data);
      port.addEventListener('message', hear);
      port.start?.();
      return () => port.removeEventListener('message', hear);
    },
    onClose(listener) {
      const hear = () => listener();
      port.addEventListener('close', hear);
      return () => port.removeEventListener('close', hear);
    },
  };
}
