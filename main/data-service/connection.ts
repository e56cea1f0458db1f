import type { DeskState } from '../../shared/contract/desk-api.ts';
import type { Fault } from '../../shared/lifetime/fault.ts';

type Connection = Pick<DeskState, 'connection' | 'connectionNote'>;

/** What the desk last learnt of its line to the backend and of its disk. */
export type ConnectionView = {
  readonly now: Connection;
  readonly warnings: readonly string[];
  /** The intake's or outbox's last end: null is success. Answers whether anything changed. */
  learned(from: 'sync' | 'outbox' | 'media', fault: Fault | null): boolean;
  reset(): void;
};

export function createConnectionView(): ConnectionView {
  const faults = new Map<'sync' | 'outbox' | 'media', Fault | null>();
  const trouble = () =>
    [...faults.values()].find((fault) => fault !== null && fault !== undefined) ?? null;

  function state(): Connection {
    if (faults.size === 0)
      return { connection: 'connecting', connectionNote: 'Asking the backend for the first time.' };
    const line = [...faults.values()].filter(
      (fault): fault is Fault => fault !== null && fault.kind !== 'disk-full',
    );
    const refusal = line.find(
      (fault) =>
        fault.kind === 'unauthorized' ||
        fault.kind === 'upgrade-required' ||
        fault.kind === 'not-enrolled',
    );
    if (refusal)
      return {
        connection: refusal.kind === 'not-enrolled' ? 'not-enrolled' : 'refused',
        connectionNote: refusal.message,
      };
    const first = line[0];
    return first
      ? { connection: 'offline', connectionNote: first.message }
      : { connection: 'online', connectionNote: '' };
  }

  return {
    get now() {
      return state();
    },
    get warnings() {
      const found = trouble();
      const full = [...faults.values()].find((fault) => fault?.kind === 'disk-full');
      return full ? [full.message] : found?.kind === 'integrity-failed' ? [found.message] : [];
    },
    learned(from, fault) {
      const before = JSON.stringify(state());
      faults.set(from, fault);
      return JSON.stringify(state()) !== before;
    },
    reset: () => faults.clear(),
  };
}
