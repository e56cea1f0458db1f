import { _electron, errors, test, type ElectronApplication, type Page } from '@playwright/test';
import { endAll } from './left-processes.ts';

/** So long a launch may take until its first window; on a quiet machine it takes two seconds. */
const patienceMs = 30_000;

type Launch = {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** What every process of this launch carries in its environment. */
  readonly mark: string;
  /** Called as soon as the process runs, before its first window: also for a launch that hangs after it. */
  readonly onStarted: (app: ElectronApplication) => void;
};

/**
 * Starts Electron and waits for its first window. About one launch in 300 hangs before that, in Electron itself
 * (measured 2026-11): such a one is ended and started anew, once, and that is said aloud. A program that ended by
 * itself is the desk's own fault, and fails at once.
 */
export async function startElectron(
  launch: Launch,
): Promise<{ readonly app: ElectronApplication; readonly page: Page }> {
  try {
    return await untilFirstWindow(launch);
  } catch (error) {
    if (!(error instanceof HungLaunch)) throw error;
    const words = `HUNG LAUNCH: Electron had no window after ${patienceMs / 1000} s and is started anew, once`;
    console.warn(`\n${words}: ${error.message}`);
    test.info().annotations.push({ type: 'hung launch', description: words });
    return untilFirstWindow(launch);
  }
}

class HungLaunch extends Error {}

async function untilFirstWindow(launch: Launch) {
  let app: ElectronApplication | null = null;
  try {
    // Without executablePath: given one, Playwright skips its loader, and launches hang.
    app = await _electron.launch({
      args: [...launch.args],
      cwd: launch.cwd,
      env: { ...launch.env },
      timeout: patienceMs,
    });
    launch.onStarted(app);
    return { app, page: await app.firstWindow({ timeout: patienceMs }) };
  } catch (error) {
    const main = app?.process();
    const hasEnded = main !== undefined && (main.exitCode !== null || main.signalCode !== null);
    const isHung = error instanceof errors.TimeoutError && !hasEnded;
    endAll(launch.mark);
    if (isHung) throw new HungLaunch(error.message.split('\n')[0], { cause: error });
    throw error;
  }
}
