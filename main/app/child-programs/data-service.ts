import type { MessagePortMain } from 'electron';
import { createClient, type Client } from '../../../shared/contract/create-client.ts';
import type { Asking } from '../../../shared/contract/contract.ts';
import { hostApi, type HostApi } from '../../../shared/contract/host-api.ts';
import type { UserActivity } from '../../../shared/contract/measuring-api.ts';
import { mediaApi, type MediaApi } from '../../../shared/contract/media-api.ts';
import type { Fault } from '../../../shared/lifetime/fault.ts';
import { err, type Result } from '../../../shared/lifetime/result.ts';
import { writeLog } from '../runtime/log.ts';
import { withoutCoreDumps } from '../security/core-dumps.ts';
import type { ChildProgram, PageLink } from './child-program.ts';
import { superviseProgram, type SupervisedProgram } from './supervised-program.ts';

/** What the data service receives at each start. */
export type StartInput = Parameters<Asking<HostApi>['start']>[0];

export type DataService = {
  /** Reads of clips; undefined while the service is not up. */
  media(): Asking<MediaApi> | undefined;
  isUp(): boolean;
  givePort(port: MessagePortMain, link: PageLink): void;
  /** The network or the machine came back. */
  wake(): void;
  /** The reviewer is active: measuring is throttled for a moment. */
  userActivity(activity: UserActivity['activity']): void;
  protectionChanged(keyProtection: StartInput['keyProtection']): void;
  /** What the person confirmed; the data service takes it from this process only. */
  readonly enrol: Asking<HostApi>['enrol'];
  readonly saveAssist: Asking<HostApi>['saveAssist'];
  /** Sends what waits, once, and says what is left. */
  handOver(): Promise<Result<{ readonly unsent: number; readonly rejected: number }>>;
  readonly kept: SupervisedProgram;
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
  readonly control: Client<HostApi>;
  readonly media: Client<MediaApi>;
};

const stopWithinMs = 3_000;

/** Starts the data service, hands it the place of its data and its key, and keeps it running. */
export function runDataService(options: DataServiceOptions): DataService {
  let live: Live | undefined;

  async function begin(program: ChildProgram): Promise<void> {
    const control = createClient(hostApi, program.wire('control'));
    const media = createClient(mediaApi, program.wire('media'));
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

  const kept = superviseProgram({
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
    userActivity: (activity) => void live?.control.call.userActivity({ activity }),
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
  err('not-ready', 'The part of the desk that keeps your work is not up.', 'later');

function waitMs(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
