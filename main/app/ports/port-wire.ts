import type { MessageEvent, MessagePortMain } from 'electron';
import type { Wire } from '../../../shared/contract/contract.ts';

/** Main's end of a MessagePort as a wire. */
export function portWire(port: MessagePortMain): Wire {
  return {
    send: (message) => port.postMessage(message),
    onMessage(listener) {
      const hear = (event: MessageEvent) => listener(event.data);
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
