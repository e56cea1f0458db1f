import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What the kill test asks of the backend's process. */
export type BackendOrder = { readonly id: number } & (
  | { readonly do: 'invite'; readonly count: number }
  | { readonly do: 'open-cases'; readonly first: number; readonly count: number }
  /** How many cases wait for a desk. */
  | { readonly do: 'count-free' }
  /** Everything that arrived. */
  | { readonly do: 'report' }
);
type OrderBody = BackendOrder extends infer O
  ? O extends BackendOrder
    ? Omit<O, 'id'>
    : never
  : never;
export type StoredVerdict = {
  readonly id: string;
  readonly device: string;
  readonly body: unknown;
};
export type BackendReport = {
  readonly url?: string;
  readonly error?: string;
  readonly verdicts?: readonly StoredVerdict[];
  /** Codes for one person's desk, each good once. */
  readonly codes?: readonly string[];
  readonly doubles?: number;
  readonly free?: number;
};

const program = fileURLToPath(new URL('./backend-process.ts', import.meta.url));

/** The backend's process; it can be killed and started again on the same folder and port. */
export class BackendProcess {
  readonly #folder: string;
  readonly #clip: string;
  #port = 0;
  #child: ChildProcess | null = null;
  #lastId = 0;
  readonly #waiting = new Map<number, (report: BackendReport) => void>();
  kills = 0;

  constructor(folder: string, clip: Buffer) {
    this.#folder = folder;
    this.#clip = clip.toString('base64');
  }

  get port(): number {
    return this.#port;
  }

  async start(): Promise<void> {
    const child = fork(program, [this.#folder, String(this.#port)], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, KILL_TEST_CLIP: this.#clip },
    });
    this.#child = child;
    const ready = new Promise<BackendReport>((resolve, reject) => {
      this.#waiting.set(0, resolve);
      child.once('exit', (code) => reject(new Error(`the backend ended with ${code}`)));
    });
    child.on('message', (message: BackendReport & { readonly id: number }) => {
      this.#waiting.get(message.id)?.(message);
      this.#waiting.delete(message.id);
    });
    const { url = '' } = await ready;
    this.#port = Number(new URL(url).port);
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    this.kills += 1;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  async stop(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null) return;
    const gone = once(child, 'exit');
    child.disconnect();
    await gone;
  }

  async ask(order: OrderBody): Promise<BackendReport> {
    const id = (this.#lastId += 1);
    const answered = new Promise<BackendReport>((resolve) => this.#waiting.set(id, resolve));
    this.#child?.send({ ...order, id });
    const report = await answered;
    if (report.error !== undefined) throw new Error(report.error);
    return report;
  }
}
