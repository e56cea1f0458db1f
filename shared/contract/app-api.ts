import { z } from 'zod';
import { entityId } from '../domain/ids.ts';
import type { Contract } from './contract.ts';
import { confirmedCalls } from './confirmed-api.ts';
import { protectionCalls, protectionEvents } from './protection-api.ts';

/** Preferences of this person at this machine, kept by electron-store. No case content, no secret. */
export const preferences = z.strictObject({
  theme: z.enum(['dark', 'light', 'system']),
  /** What can be resized, in CSS pixels. */
  layout: z.strictObject({
    leftWidthPx: z.number(),
    rightWidthPx: z.number(),
    lanesHeightPx: z.number(),
    /** The picture has the room of the lanes, too. */
    isPictureLarge: z.boolean(),
  }),
  playback: z.strictObject({
    startMuted: z.boolean(),
    volume: z.number().min(0).max(1),
    grainOnStep: z.boolean(),
    rate: z.number().min(0.1).max(4),
    /** After a saved verdict the next case opens by itself. */
    opensNextCase: z.boolean(),
  }),
  wellbeing: z.strictObject({
    filter: z.enum(['plain', 'blur', 'greyscale', 'blur-greyscale', 'stylise']),
    blurPx: z.number().min(2).max(40),
    /** As large as there is room, or small in each case until it is enlarged. */
    pictureSize: z.enum(['room', 'small']),
    textFirst: z.boolean(),
    warnAtScore: z.number().min(0).max(1),
    breakAfterMinutes: z.number().int().min(10).max(120),
  }),
  /** Command id to key chord, only where it differs from the default. */
  keys: z
    .record(z.string().max(100), z.string().max(100))
    .refine((keys) => Object.keys(keys).length <= 500, 'so many keys nobody has'),
});
export type Preferences = Readonly<z.infer<typeof preferences>>;

export const defaultPreferences: Preferences = {
  theme: 'dark',
  layout: { leftWidthPx: 276, rightWidthPx: 320, lanesHeightPx: 200, isPictureLarge: false },
  playback: { startMuted: true, volume: 0.7, grainOnStep: true, rate: 1, opensNextCase: false },
  wellbeing: {
    filter: 'blur-greyscale',
    blurPx: 8,
    pictureSize: 'room',
    textFirst: true,
    warnAtScore: 0.5,
    breakAfterMinutes: 90,
  },
  keys: {},
};

export const appInfo = z.object({
  version: z.string(),
  electron: z.string(),
  chromium: z.string(),
  platform: z.string(),
  isFallbackRuntime: z.boolean(),
  isEmbeddedBackend: z.boolean(),
});
export type AppInfo = Readonly<z.infer<typeof appInfo>>;

/** The handful of named calls between the page and Electron main; everything else goes to the data service. */
export const appApi = {
  calls: {
    readAppInfo: { input: z.strictObject({}), output: appInfo },
    readPreferences: { input: z.strictObject({}), output: preferences },
    savePreferences: { input: preferences, output: preferences },
    /** Asks the person where, then writes; `saved` is false when they thought better of it. */
    saveFile: {
      input: z.strictObject({
        suggestedName: z
          .string()
          .max(200)
          // Of the kinds that a desk exports: a page can't have a program laid down beside a familiar name.
          .regex(/^[\w(][\w .()-]*\.(csv|edl|eaf|jsonl|vtt)$/),
        text: z.string().max(200_000_000),
      }),
      output: z.object({ saved: z.boolean() }),
    },
    /** Which case is on screen; null: none. Main keeps it in memory while the desk is locked, nowhere else. */
    keepPlace: { input: z.strictObject({ caseId: entityId.nullable() }), output: z.object({}) },
    /** The case to return to after an unlock, told once; null: none. */
    readPlace: { input: z.strictObject({}), output: z.object({ caseId: entityId.nullable() }) },
    /** The page says that the queue is on screen; main reports it on stdout. */
    reportReady: { input: z.strictObject({ waiting: z.number().int() }), output: z.object({}) },
    ...confirmedCalls,
    ...protectionCalls,
  },
  events: { ...protectionEvents },
} as const satisfies Contract;
export type AppApi = typeof appApi;
