import type { Wire } from '../../../shared/contract/contract.ts';
import type { World } from '../runtime/world.ts';

/** Asks Electron main for an inspector, or to end the present one at once, whatever it does. */
export type CallInspector = (isWanted: boolean) => void;

/** The wire to the inspector, which comes when it is asked for and goes when it dies. */
export type InspectorClient = {
  /** The wire; null when none came within half a minute, or when the signal fired. */
  open(signal: AbortSignal): Promise<Wire | null>;
  attach(wire: Wire): void;
  end(): void;
};

const comesWithinMs = 30_000;

export function createInspectorClient(callInspector: CallInspector, world: World): InspectorClient {
  let line: Wire | null = null;
  let arrived = Promise.withResolvers<Wire>();

  return {
    async open(signal) {
      if (line || signal.aborted) return signal.aborted ? null : line;
      const coming = arrived.promise;
      callInspector(true);
      const waiting = new AbortController();
      const came = await Promise.race([
        coming,
        world.sleep(comesWithinMs, AbortSignal.any([signal, waiting.signal])).then(() => null),
      ]);
      waiting.abort();
      return signal.aborted ? null : came;
    },
    attach(wire) {
      line = wire;
      wire.onClose(() => {
        if (line === wire) line = null;
      });
      arrived.resolve(wire);
      arrived = Promise.withResolvers();
    },
    end() {
      line = null;
      callInspector(false);
    },
  };
}
