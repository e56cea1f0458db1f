import { serveInspections } from './serve-inspections.ts';
import { onWire } from './host-wires.ts';

/** What reaches out of a process; nothing here needs it, so it is removed. */
const waysOut = ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest', 'navigator'] as const;
for (const name of waysOut) Reflect.deleteProperty(globalThis, name);

onWire(serveInspections);
