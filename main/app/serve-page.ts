import { app, dialog, nativeTheme, type BrowserWindow } from 'electron';
import { join } from 'node:path';
import type { AppApi } from '../../shared/contract/app-api.ts';
import type { Handlers } from '../../shared/contract/contract.ts';
import { err, ok } from '../../shared/lifetime/result.ts';
import type { confirmedAnswers } from './confirmed-answers.ts';
import type { ProtectionAnswers } from './desk-lock.ts';
import { placeKept } from './place-kept.ts';
import { isFallbackRuntime } from './runtime/runtime.ts';
import type { DeskSettings } from './settings/desk-settings.ts';
import { writeWholeFile } from './settings/whole-file.ts';

type PageAnswers = {
  readonly window: BrowserWindow;
  readonly settings: DeskSettings;
  readonly isEmbeddedBackend: boolean;
  readonly onReady: (waiting: number) => void;
  /** What a person has to confirm. */
  readonly confirmed: ReturnType<typeof confirmedAnswers>;
  /** Keys, lock and wipe. */
  readonly protection: ProtectionAnswers;
};

/** Main's own answers to the page; everything else the page asks of the data service. */
export function servePageCalls(of: PageAnswers): Handlers<AppApi> {
  const saving = { isAsking: false };
  return {
    readAppInfo: () =>
      ok({
        version: app.getVersion(),
        electron: process.versions.electron,
        chromium: process.versions['chrome'] ?? '',
        platform: process.platform,
        isFallbackRuntime: isFallbackRuntime(process.versions.electron),
        isEmbeddedBackend: of.isEmbeddedBackend,
      }),
    readPreferences: () => ok(of.settings.readPreferences()),
    savePreferences(value) {
      nativeTheme.themeSource = value.theme;
      return of.settings.savePreferences(value);
    },
    async saveFile({ suggestedName, text }) {
      // One window at a time: a page could lay any number over the desk.
      if (saving.isAsking) return alreadyAsking;
      saving.isAsking = true;
      try {
        const { canceled, filePath } = await dialog.showSaveDialog(of.window, {
          defaultPath: join(app.getPath('documents'), suggestedName),
        });
        if (canceled || !filePath) return ok({ saved: false });
        const written = await writeWholeFile(filePath, text, 0o600);
        return written.ok ? ok({ saved: true }) : written;
      } finally {
        saving.isAsking = false;
      }
    },
    reportReady({ waiting }) {
      of.onReady(waiting);
      return ok({});
    },
    ...of.confirmed,
    ...of.protection,
    ...placeKept(of.protection),
  };
}

const alreadyAsking = err(
  'refused',
  'Nothing was written: the desk is asking already where to save a file. Answer that first.',
  'after-user',
);
