import type { MessagePortMain } from 'electron';
import type { Wire } from '../../../shared/contract/contract.ts';

/** What to start: a built module, its arguments, and the name it has in logs. */
export type ProgramSpec = {
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  /** It parses untrusted files: it gets no environment, a small heap, and no files or network where that can be had. */
  readonly confined?: { readonly heapMegabytes: number };
};

/** What a channel is for: the desk's page, the page that measures, or the inspector. */
export type PageLink = 'page' | 'measuring' | 'inspector';

/** A started child. When it ends, its wires and the ports given to it close. */
export type ChildProgram = {
  readonly pid: number | undefined;
  /** A wire that the child knows by this name. */
  wire(name: string): Wire;
  /** A message that is no wire's: the child receives it once it listens. */
  tell(message: unknown): void;
  /** Hands the child one end of a channel to a page, under the name of its link. */
  givePort(port: MessagePortMain, link: PageLink): void;
  /** A line the child printed on stdout. */
  onLine(listener: (line: string) => void): void;
  /** Fires once. */
  onExit(listener: () => void): void;
  kill(signal: 'SIGTERM' | 'SIGKILL'): void;
};

/** Asks a child to end, and ends it by force after `graceMs`. */
export async function endProgram(program: ChildProgram, graceMs: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => program.kill('SIGKILL'), graceMs);
    program.onExit(() => {
      clearTimeout(timer);
      resolve();
    });
    program.kill('SIGTERM');
  });
}
