import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  startDataService,
  type DataService,
  type StartInput,
} from '../../main/data-service/data-service.ts';
import { silentLog } from '../../main/data-service/runtime/log.ts';
import { realWorld, type World } from '../../main/data-service/runtime/world.ts';
import { createClient, type Client } from '../../shared/contract/create-client.ts';
import type { Wire } from '../../shared/contract/contract.ts';
import { deskApi, type DeskApi } from '../../shared/contract/desk-api.ts';
import { mediaApi, type MediaApi } from '../../shared/contract/media-api.ts';
import { portWire } from '../../shared/contract/port-wire.ts';
import { expectValue } from '../../shared/lifetime/result.ts';
import { inspectorHere } from './inspectors.ts';

/** A data service in this process, with a page and the media protocol connected to it over real ports. */
export type Desk = {
  readonly service: DataService;
  readonly page: Client<DeskApi>;
  readonly media: Client<MediaApi>;
  stop(): Promise<void>;
};

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'second-look-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function startInput(dataDir: string, changes: Partial<StartInput> = {}): StartInput {
  return {
    dataDir,
    databaseKey: new Uint8Array(32).fill(7),
    keyProtection: 'key-file',
    enrolAt: null,
    loopbackOnly: true,
    appVersion: 'test',
    ...changes,
  };
}

export function startDesk(
  input: StartInput,
  world: World = realWorld(),
  callMeasuring: (isWanted: boolean) => void = () => {},
): Desk {
  const callHost = {
    measuring: callMeasuring,
    inspector: inspectorHere((wire) => service.attachInspector(wire)),
  };
  const service = expectValue(startDataService(input, world, silentLog, callHost));
  const pagePorts = new MessageChannel();
  const mediaPorts = new MessageChannel();
  service.attachPage(portWire(pagePorts.port1));
  service.attachMedia(portWire(mediaPorts.port1));
  const page = createClient(deskApi, portWire(pagePorts.port2));
  const media = createClient(mediaApi, portWire(mediaPorts.port2));
  let isStopped = false;
  const stop = async () => {
    if (isStopped) return;
    isStopped = true;
    await service.stop();
    for (const port of [pagePorts.port1, mediaPorts.port1]) port.close();
  };
  onTestFinished(stop);
  return { service, page, media, stop };
}

/** Asks until `is` holds; the test's own time limit is the end of patience. */
export async function until<T>(read: () => Promise<T> | T, is: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await read();
    if (is(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

export const noise = (bytes: number): Buffer => randomBytes(bytes);

/** One of the wires that travel over a forked process's channel, as Electron main would hold it. */
export function forkedWire(child: ChildProcess, p: string): Wire {
  return {
    // A process that is just dying has nobody to complain to.
    send: (d) => void child.send({ p, d }, () => {}),
    onMessage(listener) {
      const hear = (raw: unknown) => {
        if (typeof raw === 'object' && raw !== null && 'p' in raw && raw.p === p && 'd' in raw)
          listener(raw.d);
      };
      child.on('message', hear);
      return () => child.off('message', hear);
    },
    onClose(listener) {
      child.once('exit', listener);
      return () => child.off('exit', listener);
    },
  };
}
