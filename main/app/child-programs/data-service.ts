import type { MessagePortMain } from 'electron';
import { ask, type Asker } from '../../../shared/contract/ask.ts';
import type { Asking } from '../../../shared/contract/contract.ts';
import { hostApi, type HostApi } from '../../../shared/contract/host-api.ts';
import type { HandAtWork } from '../../../shared/contract/measuring-api.ts';
import { mediaApi, type MediaApi } from '../../../shared/contract/media-api.ts';
import type { Fault } from '../../../shared/lifetime/fault.ts';
import { failure, type Outcome } from '../../../shared/lifetime/outcome.ts';
import { writeLog } from '../log.ts';
import { withoutCoreDumps } from '../security/core-dumps.ts';
import type { ChildProgram, PageLink } from './child-program.ts';
import { keepProgram, type KeptProgram } from './kept-program.ts';

/** What the data service is told at each start. */
export type StartInput = Parameters<Asking<HostApi>['start']>[0];

export type DataService = {
  /** Reads of clips; undefined while the service is not up. */
  media(): Asking<MediaApi> | undefined;
  isUp(): boolean;
  givePort(port: MessagePortMain, link: PageLink): void;
  /** The network or the machine came back. */
  wake(): void;
  /** The reviewer's hand is at work: measuring gives way. */
  handAtWork(hand: HandAtWork['hand']): void;
  protectionChanged(keyProtection: StartInput['keyProtection']): void;
  /** What the person confirmed; the data service hears it of nobody else. */
  readonly enrol: Asking<HostApi>['enrol'];
  readonly saveAssist: Asking<HostApi>['saveAssist'];
  /** Sends what waits, once, and says what is left. */
  handOver(): Promise<Outcome<{ readonly unsent: number; readonly parked: number }>>;
  readonly kept: KeptProgram;
  /** Lets it finish what it does, then ends it. */
  stop(): Promise<void>;
};

type DataServiceOptions = {
  readonly launch: () => ChildProgram;
  /** Undefined when the desk was locked meanwhile: then nothing is opened. */
  readonly startInput: () => Promise<StartInput | undefined>;
  /** Up, for the first time or again: pages need a fresh port. */
  readonly onUp: () => void;
  /** It has clips to measure, or none any more; none as well when it ended. */
  readonly onMeasuringWanted: (isWanted: boolean) => void;
  /** It has a file to look into; else the inspector ends at once, as it does with the data service. */
  readonly onInspectorWanted: (isWanted: boolean) => void;
  /** It runs but can't work, for instance because a newer version wrote its database. */
  readonly onFault: (fault: Fault) => void;
  readonly onGiveUp: () => void;
  readonly nowMs: () => number;
};

type Live = {
  readonly program: ChildProgram;
  readonly control: Asker<HostApi>;
  readonly media: Asker<MediaApi>;
};

const stopWithinMs = 3_000;

/** Starts the data service, tells it where its data and its key are, and keeps it running. */
export function runDataService(options: DataServiceOptions): DataService {
  let live: Live | undefined;

  async function begin(program: ChildProgram): Promise<void> {
    const control = ask(hostApi, program.wire('control'));
    const media = ask(mediaApi, program.wire('media'));
    control.on('measuringWanted', ({ isWanted }) => options.onMeasuringWanted(isWanted));
    control.on('inspectorWanted', ({ isWanted }) => options.onInspectorWanted(isWanted));
    program.onExit(() => {
      options.onMeasuringWanted(false);
      options.onInspectorWanted(false);
      if (live?.program === program) live = undefined;
      control.close();
      media.close();
    });
    const input = await options.startInput();
    if (!input) return;
    // Before it is given the key.
    withoutCoreDumps(program.pid);
    const started = await control.call.start(input);
    input.databaseKey.fill(0);
    if (started.ok) {
      live = { program, control, media };
      options.onUp();
    } else if (started.fault.kind !== 'closed') {
      writeLog({ event: 'data-service-fault', kind: started.fault.kind });
      options.onFault(started.fault);
    }
  }

  const kept = keepProgram({
    name: 'data-service',
    nowMs: options.nowMs,
    launch: options.launch,
    onLaunch: (program) => void begin(program),
    onGiveUp: options.onGiveUp,
  });

  return {
    kept,
    media: () => live?.media.call,
    isUp: () => live !== undefined,
    givePort: (port, link) => live?.program.givePort(port, link),
    wake: () => void live?.control.call.wake({}),
    handAtWork: (hand) => void live?.control.call.handAtWork({ hand }),
    protectionChanged: (keyProtection) =>
      void live?.control.call.protectionChanged({ keyProtection }),
    enrol: async (input) => live?.control.call.enrol(input) ?? notUp(),
    saveAssist: async (input) => live?.control.call.saveAssist(input) ?? notUp(),
    handOver: async () => live?.control.call.handOver({}) ?? notUp(),
    async stop() {
      const stopped = live?.control.call.stop({});
      live = undefined;
      if (stopped) await Promise.race([stopped, waitMs(stopWithinMs)]);
      await kept.stop(stopWithinMs);
    },
  };
}

const notUp = () =>
  failure('not-ready', 'The part of the desk that keeps your work is not up.', 'later');

function waitMs(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
