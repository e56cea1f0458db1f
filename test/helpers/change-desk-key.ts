import { randomBytes } from 'node:crypto';
import { openKeyStore } from '../../main/app/desk-key/key-store.ts';
import { endWipe, wipeDesk } from '../../main/app/desk-key/wipe-desk.ts';
import { crashPointOf } from '../../shared/lifetime/crash-point.ts';
import { expectValue } from '../../shared/lifetime/result.ts';

// A program that a test kills at a step of its choice: `change FOLDER OLD NEW`, `remove FOLDER OLD`, `wipe FOLDER`.
const [act, folder = '', old = '', next = ''] = process.argv.slice(2);
const crash = crashPointOf(process.env['SECOND_LOOK_CRASH_AT'], () =>
  process.kill(process.pid, 'SIGKILL'),
);
if (act === 'wipe') await wipeDesk(folder, crash);
else {
  await endWipe(folder, crash);
  const keeper = expectValue(
    await openKeyStore(folder, {
      keychain: undefined,
      randomBytes: (count) => new Uint8Array(randomBytes(count)),
      monotonicMs: () => performance.now(),
      crash,
    }),
  );
  expectValue(await keeper.unlock(old));
  expectValue(
    act === 'remove' ? await keeper.removePassphrase(old) : await keeper.setPassphrase(old, next),
  );
}
