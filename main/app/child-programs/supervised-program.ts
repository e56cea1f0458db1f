import { writeLog } from '../runtime/log.ts';
import { endProgram, type ChildProgram } from './child-program.ts';
import { planRestart, type RestartPlan } from './restart-plan.ts';

/** A child that is started again when it dies. */
export type SupervisedProgram = {
  current(): ChildProgram | undefined;
  /** Starts again after it was given up. */
  retry(): void;
  /** Ends the child and starts it again at once; not counted as a death. */
  restart(): Promise<void>;
  /** Ends the child; it is not started again, but by `begin`. */
  stop(graceMs: number): Promise<void>;
  /** Starts again after `stop`. */
  begin(): void;
};

type KeptOptions = {
  readonly name: string;
  readonly launch: () => ChildProgram;
  /** Each time the child was launched. */
  readonly onLaunch: (program: ChildProgram) => void;
  /** It died too often: nothing more is tried until `retry`. */
  readonly onGiveUp: () => void;
  readonly nowMs: () => number;
  /** The wait that a plan asks for, in milliseconds; a test makes it short. */
  readonly waitMs?: (plan: Extract<RestartPlan, { kind: 'restart' }>) => number;
};

/** Keeps one child running, with the waits of `planRestart` between its deaths. */
export function superviseProgram(options: KeptOptions): SupervisedProgram {
  let program: ChildProgram | undefined;
  let timer: NodeJS.Timeout | undefined;
  let ending = false;
  const deaths: number[] = [];

  function launch(): void {
    const started = options.launch();
    program = started;
    started.onExit(() => died(started));
    options.onLaunch(started);
  }

  function died(which: ChildProgram): void {
    if (program !== which) return;
    program = undefined;
    if (ending) return;
    const nowMs = options.nowMs();
    deaths.push(nowMs);
    const plan = planRestart(deaths, nowMs);
    writeLog({ event: 'program-died', program: options.name, plan: plan.kind });
    if (plan.kind === 'give-up') options.onGiveUp();
    else timer = setTimeout(launch, options.waitMs?.(plan) ?? plan.afterMs);
  }

  async function end(graceMs: number): Promise<void> {
    clearTimeout(timer);
    const running = program;
    ending = true;
    if (running) await endProgram(running, graceMs);
  }

  launch();
  return {
    current: () => program,
    stop: end,
    retry() {
      deaths.length = 0;
      if (!program && !ending) launch();
    },
    begin() {
      ending = false;
      deaths.length = 0;
      if (!program) launch();
    },
    async restart() {
      await end(3_000);
      ending = false;
      launch();
    },
  };
}
