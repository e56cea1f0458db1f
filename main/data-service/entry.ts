// First of all imports: whatever this program writes is private from its first byte.
import './runtime/private-files.ts';
import { serve } from '../../shared/contract/serve.ts';
import { hostApi } from '../../shared/contract/host-api.ts';
import { protocolVersion } from '../../shared/contract/version.ts';
import type { Wire } from '../../shared/contract/contract.ts';
import { err, ok } from '../../shared/lifetime/result.ts';
import type { DataService } from './data-service.ts';
import { connectHost } from './host-link.ts';
import { outliveLog, stderrLog } from './runtime/log.ts';
import { realWorld } from './runtime/world.ts';

/** The native SQLite module crashes the process below this N-API version. */
const leastNapi = 10;

outliveLog();
const world = realWorld();
const log = stderrLog(() => world.nowMs());
const host = connectHost();
const held: { service: DataService | null; readonly early: Wire[] } = { service: null, early: [] };

async function stop(): Promise<void> {
  await held.service?.stop();
  held.service = null;
}

/** Main starts the process again; the new one puts the damaged database aside. */
function endDamaged(): void {
  setTimeout(() => process.exit(75), 50);
}

const notRunning = () => err('not-ready', 'The data service does not run.', 'later');

const control = serve(
  hostApi,
  {
    async start(input) {
      if (Number(process.versions['napi']) < leastNapi) {
        return err(
          'failed',
          'The data service needs Node 22.14 or newer (N-API 10). Set SECOND_LOOK_NODE to such a Node.',
          'never',
        );
      }
      if (held.service !== null) return err('refused', 'The data service runs already.', 'never');
      // Only now: loading the native module on an older Node would crash before anything could be said.
      const { startDataService } = await import('./data-service.ts');
      const started = startDataService(
        input,
        world,
        log,
        {
          measuring: (isWanted) => control.emit('measuringWanted', { isWanted }),
          inspector: (isWanted) => control.emit('inspectorWanted', { isWanted }),
        },
        endDamaged,
      );
      if (!started.ok) return started;
      held.service = started.value;
      held.service.attachMedia(host.media);
      for (const wire of held.early.splice(0)) held.service.attachPage(wire);
      log('started', { cases: started.value.cases });
      return ok({ protocol: protocolVersion, cases: started.value.cases });
    },
    wake() {
      held.service?.wake();
      return ok({});
    },
    userActivity({ activity }) {
      held.service?.throttle(activity);
      return ok({});
    },
    protectionChanged({ keyProtection }) {
      held.service?.protectionChanged(keyProtection);
      return ok({});
    },
    async enrol({ backendUrl, invitation }) {
      if (held.service === null) return notRunning();
      const enrolled = await held.service.enrol(backendUrl, invitation);
      return enrolled.ok ? ok({}) : enrolled;
    },
    saveAssist({ settings, apiKey }) {
      if (held.service === null) return notRunning();
      const saved = held.service.saveAssist(settings, apiKey);
      return saved.ok ? ok({}) : saved;
    },
    async handOver() {
      if (held.service === null) return notRunning();
      return ok(await held.service.handOver());
    },
    async stop() {
      await stop();
      return ok({});
    },
  },
  host.control,
  (name, error) =>
    log('bug', {
      where: name,
      error: error instanceof Error ? error.message.slice(0, 300) : 'unknown',
    }),
);

host.onPage((wire) => {
  if (held.service === null) held.early.push(wire);
  else held.service.attachPage(wire);
});
host.onMeasuring((wire) => held.service?.attachMeasuring(wire));
host.onInspector((wire) => held.service?.attachInspector(wire));
host.onGone(() => void stop().finally(() => process.exit(0)));
