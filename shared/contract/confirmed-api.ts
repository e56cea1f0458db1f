import { z } from 'zod';
import { freeText } from '../domain/text.ts';
import { assistSettings } from './desk-api.ts';

const nothing = z.strictObject({});

/**
 * Calls that decide where this desk's data go. The page asks Electron main, main asks the person in a window of its own,
 * and main alone makes the call, over the channel on which it started the data service: no page holds that channel.
 */
export const confirmedCalls = {
  /** Enrols at a backend. Coming from another, the cases of that one go; verdicts and what was not sent stay. */
  enrol: {
    input: z.strictObject({ backendUrl: freeText(500), invitation: freeText(200) }),
    output: nothing,
  },
  /** Leads only. */
  saveAssist: {
    input: z.strictObject({
      settings: assistSettings,
      /** null keeps the stored key, "" forgets it. */
      apiKey: freeText(500).nullable(),
    }),
    output: nothing,
  },
} as const;
