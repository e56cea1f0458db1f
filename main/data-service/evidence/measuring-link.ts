import { createClient, type Client } from '../../../shared/contract/create-client.ts';
import type { Wire } from '../../../shared/contract/contract.ts';
import {
  measuringApi,
  type UserActivity,
  type MeasuringApi,
} from '../../../shared/contract/measuring-api.ts';
import type { World } from '../runtime/world.ts';

/** Asks Electron main for a measuring process, or to end the present one. */
export type CallMeasuring = (isWanted: boolean) => void;

/** The line to the measuring process, which comes when it is asked for and goes when it dies. */
export type MeasuringLink = {
  /** The line; null when none came within half a minute, or when the signal fired. */
  open(signal: AbortSignal): Promise<Client<MeasuringApi> | null>;
  isOpen(): boolean;
  attach(wire: Wire): void;
  /** Signals a running process that the reviewer is active. */
  throttle(activity: UserActivity['activity']): void;
  /** Ends the process, whatever it does. */
  end(): void;
};

const comesWithinMs = 30_000;

export function createMeasuringLink(callMeasuring: CallMeasuring, world: World): MeasuringLink {
  let line: Client<MeasuringApi> | null = null;
  let arrived = Promise.withResolvers<Client<MeasuringApi>>();

  return {
    isOpen: () => line !== null,
    async open(signal) {
      if (line) return line;
      const coming = arrived.promise;
      callMeasuring(true);
      const waiting = new AbortController();
      const came = await Promise.race([
        coming,
        world.sleep(comesWithinMs, AbortSignal.any([signal, waiting.signal])).then(() => null),
      ]);
      waiting.abort();
      return signal.aborted ? null : came;
    },
    attach(wire) {
      line?.close();
      const opened = createClient(measuringApi, wire);
      line = opened;
      arrived.resolve(opened);
      arrived = Promise.withResolvers();
      wire.onClose(() => {
        if (line === opened) line = null;
      });
    },
    throttle: (activity) => void line?.call.throttle({ activity }),
    end() {
      line?.close();
      line = null;
      callMeasuring(false);
    },
  };
}
