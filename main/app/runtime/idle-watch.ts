import { Scope } from '../../../shared/lifetime/scope.ts';

/** Detects that the desk had no input for a while. */
export type IdleWatch = {
  /** A key, a click or a move of the submit the desk's window. */
  touched(): void;
  end(): void;
};

type IdleOptions = {
  /** After this time, in milliseconds; read at each check, since it is a setting. */
  readonly afterMs: () => number;
  readonly onIdle: () => void;
  /** Monotonic. */
  readonly nowMs: () => number;
  readonly every: (ms: number, look: () => void) => () => void;
};

const lookEveryMs = 5_000;

/** Calls `onIdle` once, and again only after the desk was touched. The system's own idle time says less: it is 0 on Wayland. */
export function watchIdle({ afterMs, onIdle, nowMs, every }: IdleOptions): IdleWatch {
  const scope = new Scope();
  let touchedAtMs = nowMs();
  let isTold = false;
  scope.add(
    every(lookEveryMs, () => {
      if (isTold || nowMs() - touchedAtMs < afterMs()) return;
      isTold = true;
      onIdle();
    }),
  );
  return {
    touched() {
      touchedAtMs = nowMs();
      isTold = false;
    },
    end: () => scope.dispose(),
  };
}
