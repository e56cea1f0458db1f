import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export type CuttableNetwork = {
  readonly url: string;
  /** Drops every open connection and refuses new ones until `mend`. */
  cut(): void;
  mend(): void;
  /** How many connections were made since the start. */
  connections(): number;
  close(): Promise<void>;
};

/** A TCP pass-through in front of a backend on this machine, which a test can cut like a cable. */
export async function cuttableNetwork(targetUrl: string): Promise<CuttableNetwork> {
  const target = new URL(targetUrl);
  const open = new Set<Socket>();
  let isCut = false;
  let count = 0;

  const server: Server = createServer((client) => {
    if (isCut) return void client.destroy();
    count++;
    const upstream = connect(Number(target.port), target.hostname);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    cut() {
      isCut = true;
      for (const socket of open) socket.destroy();
    },
    mend() {
      isCut = false;
    },
    connections: () => count,
    close: () => {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
