import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from '../simulation/virtual-time.ts';

const faults = ['reset', 'cut', 'commit-then-cut', 'duplicate', 'slow'] as const;
type Fault = (typeof faults)[number];
type Reply = {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
};

/** An HTTP proxy on this machine that harms a share of what passes. */
export type FaultyProxy = {
  readonly url: string;
  /** From 0 (harmless) to 1. */
  share: number;
  readonly done: Record<Fault | 'passed', number>;
  close(): Promise<void>;
};

/** `portOf` is asked each time: the backend behind may have died and come back. */
export async function startFaultyProxy(portOf: () => number, chance: Chance): Promise<FaultyProxy> {
  const proxy = {
    url: '',
    share: 0,
    done: { reset: 0, cut: 0, 'commit-then-cut': 0, duplicate: 0, slow: 0, passed: 0 },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  const server = createServer((incoming, outgoing) => {
    carry(incoming, outgoing).catch(() => outgoing.destroy());
  });

  async function carry(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await wholeOf(incoming);
    const fault = chance.isLucky(proxy.share) ? chance.pick(faults) : 'passed';
    proxy.done[fault] += 1;
    if (fault === 'reset') return void outgoing.destroy();
    if (fault === 'slow') await sleep(200 + chance.below(1500));
    const reply = await forward(incoming, body);
    if (fault === 'duplicate') await forward(incoming, body);
    if (fault === 'commit-then-cut') return void outgoing.destroy();
    outgoing.writeHead(reply.status, { ...reply.headers, 'content-length': reply.body.length });
    if (fault !== 'cut') return void outgoing.end(reply.body);
    outgoing.write(reply.body.subarray(0, Math.floor(reply.body.length / 2)));
    await sleep(5);
    outgoing.destroy();
  }

  function forward(incoming: IncomingMessage, body: Buffer): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const { method, url: path, headers } = incoming;
      const place = { host: '127.0.0.1', port: portOf(), agent: false };
      const { 'transfer-encoding': _, ...kept } = headers;
      const going = request({ ...place, method, path, headers: kept }, (answer) => {
        wholeOf(answer).then(
          (bytes) =>
            resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: bytes }),
          reject,
        );
      });
      going.on('error', reject);
      going.end(body);
    });
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return proxy;
}

async function wholeOf(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
