import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { serveInspections } from '../../inspector/serve-inspections.ts';
import type { CallInspector } from '../../main/data-service/evidence/inspector-client.ts';
import type { Wire } from '../../shared/contract/contract.ts';
import { portWire } from '../../shared/contract/port-wire.ts';

const program = fileURLToPath(new URL('../../inspector/entry.ts', import.meta.url));

/** An inspector in this process, over real ports, for whoever attaches its wire. */
export function inspectorHere(attach: (wire: Wire) => void): CallInspector {
  let ports: MessageChannel | null = null;
  return (isWanted) => {
    ports?.port1.close();
    ports = null;
    if (!isWanted) return;
    ports = new MessageChannel();
    for (const port of [ports.port1, ports.port2]) (port as { unref?: () => void }).unref?.();
    serveInspections(portWire(ports.port1));
    attach(portWire(ports.port2));
  };
}

/** Where Node keeps compiled code during a run of all tests. */
const compiledCode = process.env['NODE_COMPILE_CACHE'];

/** The inspector program as a process of its own, with a small heap, as Electron main starts it. */
export function startInspector(heapMegabytes = 256): ChildProcess {
  return fork(program, [], {
    execArgv: [`--max-old-space-size=${heapMegabytes}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: compiledCode === undefined ? {} : { NODE_COMPILE_CACHE: compiledCode },
  });
}

/** Starts an inspector whenever a forked data service asks for one, and passes its letters on, as Electron main does. */
export function serveInspectors(dataService: ChildProcess): void {
  const running: { child: ChildProcess | null; number: number } = { child: null, number: 0 };
  const end = () => {
    running.child?.kill('SIGKILL');
    running.child = null;
  };
  const tell = (letter: object) => {
    if (dataService.connected) dataService.send(letter, () => {});
  };
  dataService.on('exit', end);
  dataService.on('message', (raw: Letter) => {
    if (raw.p.startsWith('inspector')) running.child?.send(raw, () => {});
    else if (raw.d?.name === 'inspectorWanted') {
      end();
      if (raw.d.data?.isWanted !== true) return;
      const child = startInspector();
      running.child = child;
      const p = `inspector-${(running.number += 1)}`;
      child.send({ p, open: true });
      tell({ p, open: true });
      child.on('message', (letter: object) => tell(letter));
      child.once('exit', () => tell({ p, close: true }));
    }
  });
}

type Letter = {
  readonly p: string;
  readonly d?: { readonly name?: string; readonly data?: { readonly isWanted?: boolean } };
};
