import { dialog, type BrowserWindow } from 'electron';
import { err, ok, type Result } from '../../../shared/lifetime/result.ts';
import { writeLog } from '../runtime/log.ts';

/** A question to the person: what is asked, what it means, and the word on the button that does it. */
export type Question = {
  readonly event: string;
  readonly message: string;
  readonly detail: string;
  readonly act: string;
};

/** Asks in a window of main's own; succeeds only when the person pressed the button that does it. */
export type Confirm = (question: Question) => Promise<Result<null>>;

/** How long nothing is asked again after a "no": a page that was taken over must not wear the person down. */
const quietMs = 3_000;

/**
 * Questions that no page can answer, fake or hide. The button that does it is never the default one: Enter, Escape and
 * closing the window mean no. One question at a time.
 */
export function askInDialog(window: BrowserWindow, monotonicMs: () => number): Confirm {
  const state = { isAsking: false, quietUntilMs: 0 };
  return async ({ event, message, detail, act }) => {
    if (state.isAsking || monotonicMs() < state.quietUntilMs)
      return err(
        'refused',
        'Nothing was changed: another question is open, or was just answered. Try again in a moment.',
        'after-user',
      );
    state.isAsking = true;
    try {
      const { response } = await dialog.showMessageBox(window, {
        type: 'warning',
        title: 'Second Look',
        message,
        detail,
        buttons: ['Cancel', act],
        defaultId: 0,
        cancelId: 0,
        noLink: true,
      });
      writeLog({ event: response === 1 ? 'confirmed' : 'not-confirmed', what: event });
      if (response === 1) return ok(null);
      state.quietUntilMs = monotonicMs() + quietMs;
      return err('cancelled', 'Nothing was changed: you did not confirm it.', 'after-user');
    } finally {
      state.isAsking = false;
    }
  };
}
