/**
 * Trouble a person can mend. The command prints its message (what happened, then the way out)
 * without a stack and ends with exit code 1.
 */
export class Stop extends Error {}

/** Seconds for people: `24.1 s`. */
export function seconds(sinceMs, nowMs = performance.now()) {
  return `${((nowMs - sinceMs) / 1000).toFixed(1)} s`;
}

/** Numbers the steps of one command: `[2/6] packages: 410 installed ... 24.1 s`. */
export function numberedSteps(count, print = (line) => console.log(line)) {
  let done = 0;
  return async function step(name, work) {
    done += 1;
    const label = `[${done}/${count}] ${name}`;
    const startedMs = performance.now();
    // A step that takes long says first what it is about to do.
    const say = (line) => print(`${label}: ${line}`);
    const { summary, value } = await work(say);
    print(`${label}: ${summary} ... ${seconds(startedMs)}`);
    return value;
  };
}

/**
 * Runs a command's main function; a `Stop` becomes one readable sentence. Ctrl-C ends the process
 * by its exit handlers, which stop what was started.
 */
export async function runCommand(main) {
  process.on('SIGINT', () => process.exit(130));
  process.on('SIGTERM', () => process.exit(143));
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
}
