import { portWire } from '../../../../shared/contract/port-wire.ts';
import { findAnalyser } from '../../../../renderer/evidence/analysers.ts';
import { serveMeasuring } from '../../../../renderer/evidence/serve-measuring.ts';
import { testAnalysers } from './test-analysers.ts';

addEventListener(
  'message',
  (event: MessageEvent) => {
    const port = event.ports[0];
    if (!port) return;
    serveMeasuring(portWire(port), {
      find: (id, order) => testAnalysers(id) ?? findAnalyser(id, order),
      clipUrl: (sha256) => `/clip/${sha256}`,
      nowMs: () => performance.now(),
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    });
  },
  { once: true },
);
