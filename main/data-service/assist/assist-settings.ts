import { isIP } from 'node:net';
import type { AssistSettings } from '../../../shared/contract/desk-api.ts';
import { err, ok, type Result } from '../../../shared/lifetime/result.ts';
import type { Tables } from '../cache/tables.ts';
import { isLoopback } from '../network/backend-address.ts';

/** Off, and without an address, until a lead sets it. */
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

/**
 * Stores the settings; `apiKey` null keeps the stored key, empty forgets it. The key stays in the encrypted cache, and is
 * forgotten where the address becomes another one: it was given for the old. Leads only.
 */
export function saveAssistSettings(
  tables: Tables,
  settings: AssistSettings,
  apiKey: string | null,
  pinnedHosts: readonly string[] | null = null,
): Result<null> {
  if (tables.settings.read('enrolment')?.role !== 'lead')
    return err(
      'refused',
      'Only a lead may change the machine assistance of a desk. Nothing was changed.',
      'after-user',
    );
  const fit = settings.enabled ? mayUseService(settings.baseUrl, pinnedHosts) : ok(null);
  if (!fit.ok) return fit;
  tables.transaction(() => {
    const isElsewhere = readAssistSettings(tables).settings.baseUrl !== settings.baseUrl;
    tables.settings.write('assist', settings);
    if (apiKey === '' || (apiKey === null && isElsewhere)) tables.settings.forget('assistKey');
    else if (apiKey !== null) tables.settings.write('assistKey', apiKey);
  });
  return ok(null);
}

/** Whether this desk may send anything to this address: an encrypted line, and a host that the operator allows. */
export function mayUseService(
  baseUrl: string,
  pinnedHosts: readonly string[] | null,
): Result<null> {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  const isFit = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url));
  if (url === null || !isFit || url.username !== '' || url.password !== '')
    return err(
      'refused',
      'The address of the assistance service must begin with https:// (or be on this machine).',
      'after-user',
    );
  if (pinnedHosts !== null && !pinnedHosts.includes(url.host))
    return err(
      'refused',
      `The operator of this desk allows no assistance service at ${url.host}. Nothing is sent there.`,
      'after-user',
    );
  return ok(null);
}

/** Whether a host of the local network was chosen on purpose: by its bare address, or by a pinned name. */
export function isChosenInside(url: URL, pinnedHosts: readonly string[] | null): boolean {
  const isAddress = isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0;
  return isLoopback(url) || isAddress || (pinnedHosts?.includes(url.host) ?? false);
}
