import { app, dialog } from 'electron';
import { writeLog } from './log.ts';
import { isTest } from './runtime.ts';

/** Says in one sentence why the desk can't go on, and ends it. A test gets the line without the dialog. */
export function endWithSentence(kind: string, sentence: string): void {
  writeLog({ event: 'desk-ended', kind, sentence });
  if (!isTest()) dialog.showErrorBox('Second Look has to close', sentence);
  if (app.isReady()) {
    process.exitCode = 1;
    app.quit();
  } else {
    app.exit(1);
  }
}

/** A bug in main: there is no telling what still works, so the app ends. What was saved is safe. */
export function endOnBugs(): void {
  const end = (error: unknown) => {
    writeLog({ event: 'bug', error: error instanceof Error ? (error.stack ?? error.message) : '' });
    if (!isTest() && app.isReady()) {
      dialog.showErrorBox(
        'Second Look has to close',
        'Something in the desk itself went wrong. Everything that was saved is safe; please start it again.',
      );
    }
    app.exit(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}

/** Offers to start a part again that died too often; the desk stays open meanwhile. */
export async function offerRetry(sentence: string, retry: () => void): Promise<void> {
  writeLog({ event: 'part-given-up', sentence });
  if (isTest()) return;
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    title: 'Second Look',
    message: sentence,
    buttons: ['Try again', 'Quit'],
    defaultId: 0,
    cancelId: 0,
  });
  if (response === 0) retry();
  else app.quit();
}
