import '../../shared/contract/no-code-from-text.ts';
import { portWire } from '../../shared/contract/port-wire.ts';
import { findAnalyser } from './analysers.ts';
import { serveMeasuring } from './serve-measuring.ts';

// The first message brings the port to the data service.
addEventListener(
  'message',
  (event: MessageEvent) => {
    const port = event.ports[0];
    if (!port) return;
    serveMeasuring(portWire(port), {
      find: findAnalyser,
      clipUrl: (sha256) => `media://clip/${sha256}`,
      nowMs: () => performance.now(),
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    });
  },
  { once: true },
);
