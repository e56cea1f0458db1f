import type { DeskState } from '../../shared/contract/desk-api.ts';
import type { Fault, FaultKind } from '../../shared/lifetime/fault.ts';

/** Who learns of the line. */
export type Teller = 'enrolment' | 'sync' | 'outbox' | 'media';

type Connection = Pick<DeskState, 'connection' | 'connectionNote'>;

/** The last known state of the connection to the backend and of the disk. */
export type ConnectionView = {
  readonly now: Connection;
  readonly warnings: readonly string[];
  /** The intake's or outbox's last end: null is success. Answers whether anything changed. */
  learned(from: Teller, fault: Fault | null): boolean;
  /** Why enrolling did not work, in a sentence; null when it did or was not tried. */
  readonly enrolmentNote: string | null;
  reset(): void;
};

/** Faults that say something of the line itself; every other one is a warning beside it. */
const lineKinds: readonly FaultKind[] = [
  'offline',
  'timed-out',
  'bad-answer',
  'server-error',
  'closed',
];
const refusalKinds: readonly FaultKind[] = ['unauthorized', 'upgrade-required'];

export function createConnectionView(): ConnectionView {
  const faults = new Map<Teller, Fault | null>();
  const found = (): readonly Fault[] => [...faults.values()].filter((fault) => fault !== null);

  function state(): Connection {
    if (faults.size === 0) {
      const connectionNote = 'Asking the backend for the first time.';
      return { connection: 'connecting', connectionNote };
    }
    const refusal = found().find((fault) => refusalKinds.includes(fault.kind));
    if (refusal) return { connection: 'refused', connectionNote: refusal.message };
    const down = found().find((fault) => lineKinds.includes(fault.kind));
    if (down) return { connection: 'offline', connectionNote: down.message };
    return { connection: 'online', connectionNote: '' };
  }

  function warnings(): readonly string[] {
    return found()
      .filter((fault) => !lineKinds.includes(fault.kind) && !refusalKinds.includes(fault.kind))
      .map((fault) => fault.message);
  }

  const shown = () => JSON.stringify([state(), warnings()]);

  return {
    get now() {
      return state();
    },
    get enrolmentNote() {
      return faults.get('enrolment')?.message ?? null;
    },
    get warnings() {
      return warnings();
    },
    learned(from, fault) {
      const before = shown();
      faults.set(from, fault);
      return shown() !== before;
    },
    reset: () => faults.clear(),
  };
}
