import { createServer } from 'node:net';
import { z } from 'zod';
import type { ChildProgram } from './child-program.ts';
import { superviseProgram, type SupervisedProgram } from './supervised-program.ts';

const listening = z.object({ event: z.literal('listening'), url: z.string() });

export type EmbeddedBackend = {
  /**
   * Its address: at once when its last port is free, for it comes back there; else when it listens.
   * Undefined when it could not be started.
   */
  url(): Promise<string | undefined>;
  /**
   * A fresh code by which this desk can enrol there, once. The backend receives it as a message, now or when it starts
   * again: on its command line every user of this machine could read it.
   */
  invite(): string;
  readonly kept: SupervisedProgram;
};

type BackendOptions = {
  /** The port of the last start; taken again when it is free, so that the desk finds its backend. */
  readonly lastPort: number;
  readonly launch: (port: number) => ChildProgram;
  /** It listens; `isMoved` when the address is another than the desk expected. */
  readonly onListening: (isMoved: boolean) => void;
  readonly onGiveUp: () => void;
  readonly nowMs: () => number;
  /** 256 random bits as text. */
  readonly newCode: () => string;
};

/** Runs the backend that comes with the app, on this machine only, and starts it again when it dies. */
export async function runEmbeddedBackend(options: BackendOptions): Promise<EmbeddedBackend> {
  const waiting: ((url: string | undefined) => void)[] = [];
  const firstUrl = new Promise<string | undefined>((resolve) => waiting.push(resolve));
  const settle = (at: string | undefined) => waiting.splice(0).forEach((resolve) => resolve(at));
  let port = (await isFree(options.lastPort)) ? options.lastPort : 0;
  let url = port === 0 ? undefined : `http://127.0.0.1:${port}`;

  const told: { code?: string } = {};

  const kept = superviseProgram({
    name: 'backend',
    nowMs: options.nowMs,
    launch: () => options.launch(port),
    onLaunch(program) {
      if (told.code !== undefined) program.tell(invitation(told.code));
      program.onLine((line) => {
        const now = listeningAt(line);
        if (now === undefined) return;
        const isMoved = url !== undefined && now !== url;
        url = now;
        port = Number(new URL(now).port);
        options.onListening(isMoved);
        settle(now);
      });
    },
    onGiveUp() {
      settle(undefined);
      options.onGiveUp();
    },
  });
  return {
    kept,
    url: async () => url ?? firstUrl,
    invite() {
      const code = options.newCode();
      told.code = code;
      kept.current()?.tell(invitation(code));
      return code;
    },
  };
}

/** The message that the backend knows (`backend/invite-desk.ts`). */
function invitation(code: string) {
  return { event: 'invitation', code } as const;
}

/** The address in a line that a backend prints when it listens. */
export function listeningAt(line: string): string | undefined {
  try {
    return listening.safeParse(JSON.parse(line)).data?.url;
  } catch {
    return undefined;
  }
}

async function isFree(port: number): Promise<boolean> {
  if (port === 0) return false;
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1' }, () => probe.close(() => resolve(true)));
  });
}
