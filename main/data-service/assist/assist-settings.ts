import type { AssistSettings } from '../../../shared/contract/desk-api.ts';
import { failure, success, type Outcome } from '../../../shared/lifetime/outcome.ts';
import type { Tables } from '../cache/tables.ts';
import { isLoopback } from '../network/backend-address.ts';

/** Off, and pointing nowhere, until somebody decides otherwise. */
export const assistOff: AssistSettings = {
  enabled: false,
  baseUrl: 'https://api.openai.com/v1',
  moderationModel: 'omni-moderation-latest',
  transcriptionModel: 'whisper-1',
};

export function readAssistSettings(tables: Tables): {
  readonly settings: AssistSettings;
  readonly hasKey: boolean;
} {
  return {
    settings: tables.settings.read('assist') ?? assistOff,
    hasKey: tables.settings.read('assistKey') !== null,
  };
}

/** Stores the settings; `apiKey` null keeps the stored key, empty forgets it. The key stays in the encrypted cache. */
export function saveAssistSettings(
  tables: Tables,
  settings: AssistSettings,
  apiKey: string | null,
): Outcome<null> {
  if (settings.enabled && !isFitAddress(settings.baseUrl)) {
    return failure(
      'refused',
      'The address of the assistance service must begin with https:// (or be on this machine).',
      'after-user',
    );
  }
  tables.together(() => {
    tables.settings.write('assist', settings);
    if (apiKey === '') tables.settings.forget('assistKey');
    else if (apiKey !== null) tables.settings.write('assistKey', apiKey);
  });
  return success(null);
}

function isFitAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
}
