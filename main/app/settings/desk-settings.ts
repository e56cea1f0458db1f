import ElectronStore from 'electron-store';
import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Preferences } from '../../../shared/contract/app-api.ts';
import { ok, type Result } from '../../../shared/lifetime/result.ts';
import { writeLog } from '../runtime/log.ts';
import type { WindowPlace } from './window-place.ts';
import { windowPlace } from './window-place.ts';
import { mergePreferences } from './merge-preferences.ts';
import { writeFault } from './whole-file.ts';

/** What main keeps between two starts. Reading never fails: what is unreadable counts as not there. */
export type DeskSettings = {
  readPreferences(): Preferences;
  savePreferences(value: Preferences): Result<Preferences>;
  readPlace(): WindowPlace | undefined;
  savePlace(place: WindowPlace): void;
  /** The backend's URL, or `embedded`. */
  readBackend(): string;
  saveBackend(backend: string): void;
  /** The port the embedded backend had last; 0 before the first start. */
  readPort(): number;
  savePort(port: number): void;
  /** Minutes without a hand or a key after which a desk with a passphrase locks. */
  readLockAfter(): number;
  saveLockAfter(minutes: number): void;
};

const lockAfterMinutes = 10;

/** Opens the two files of electron-store in `folder`; a broken one is put aside and replaced by a new one. */
export function openDeskSettings(folder: string): DeskSettings {
  const preferencesStore = openStore(folder, 'preferences');
  const machine = openStore(folder, 'machine');
  const keep = (name: string, value: unknown) => {
    try {
      machine.set(name, value);
    } catch {
      writeLog({ event: 'setting-not-saved', name });
    }
  };
  return {
    readPreferences: () => mergePreferences(preferencesStore.store),
    savePreferences(value) {
      try {
        preferencesStore.store = { ...value };
        return ok(value);
      } catch (error) {
        return writeFault(error);
      }
    },
    readPlace: () => windowPlace.safeParse(machine.get('window')).data,
    savePlace: (place) => keep('window', place),
    readBackend: () => String(machine.get('backend', 'embedded')),
    saveBackend: (backend) => keep('backend', backend),
    readPort() {
      const port = Number(machine.get('embeddedPort', 0));
      return Number.isInteger(port) && port > 1023 && port < 65_536 ? port : 0;
    },
    savePort: (port) => keep('embeddedPort', port),
    readLockAfter() {
      const minutes = Number(machine.get('lockAfterMinutes', lockAfterMinutes));
      return Number.isInteger(minutes) && minutes >= 1 && minutes <= 240
        ? minutes
        : lockAfterMinutes;
    },
    saveLockAfter: (minutes) => keep('lockAfterMinutes', minutes),
  };
}

function openStore(folder: string, name: string): ElectronStore<Record<string, unknown>> {
  putAsideUnlessReadable(join(folder, `${name}.json`));
  return new ElectronStore<Record<string, unknown>>({
    cwd: folder,
    name,
    clearInvalidConfig: true,
  });
}

function putAsideUnlessReadable(file: string): void {
  try {
    const stored: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof stored === 'object' && stored !== null && !Array.isArray(stored)) return;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
  }
  writeLog({ event: 'settings-put-aside' });
  try {
    copyFileSync(file, file.replace(/\.json$/, '.unreadable.json'));
    rmSync(file);
  } catch {
    // It stays where it is; electron-store starts with an empty one.
  }
}
