import { z } from 'zod';
import { confirmedCalls } from './confirmed-api.ts';
import type { Contract } from './contract.ts';
import { userActivity } from './measuring-api.ts';

/** How Electron main starts the data service: the first call on the control wire. */
export const hostApi = {
  calls: {
    start: {
      input: z.strictObject({
        dataDir: z.string(),
        /** 32 random bytes, unwrapped by the keychain (or read from the key file) in main. */
        databaseKey: z
          .instanceof(Uint8Array)
          .refine((key) => key.length === 32, 'a database key has 32 bytes'),
        keyProtection: z.enum(['keychain', 'key-file', 'passphrase']),
        /** Enrols at once when the desk is new; null leaves it to the settings screen. */
        enrolAt: z.strictObject({ backendUrl: z.string(), invitation: z.string() }).nullable(),
        /** The embedded backend has another address than at the last start: it is the same backend. */
        backendMoved: z.strictObject({ fromUrl: z.string(), toUrl: z.string() }).optional(),
        /** True on the fallback runtime: only a backend on this machine is accepted. */
        loopbackOnly: z.boolean(),
        appVersion: z.string(),
        /** Hosts that the operator allows; null or missing: whichever a person confirms. */
        pinnedHosts: z
          .strictObject({
            backends: z.array(z.string()).readonly().nullable(),
            assist: z.array(z.string()).readonly().nullable(),
            /** Why the operator's list allows nothing, in a sentence. */
            trouble: z.string().nullable().optional(),
          })
          .optional(),
        /** How far this desk's clock is wrong, in milliseconds: trials of unpackaged builds only. */
        clockOffsetMs: z.number().int().optional(),
      }),
      output: z.object({ protocol: z.number().int(), cases: z.number().int() }),
    },
    /** The machine slept, woke, or the network changed: look at once. */
    wake: { input: z.strictObject({}), output: z.object({}) },
    /** Another protection was chosen while the desk is open. */
    protectionChanged: {
      input: z.strictObject({ keyProtection: z.enum(['keychain', 'key-file', 'passphrase']) }),
      output: z.object({}),
    },
    /** Before a wipe: sends what waits, once. What is left would be lost with the desk. */
    handOver: {
      input: z.strictObject({}),
      output: z.object({ unsent: z.number().int(), rejected: z.number().int() }),
    },
    /** The reviewer is active: measuring is throttled for a moment. Sent a few times a second at most. */
    userActivity: { input: userActivity, output: z.object({}) },
    ...confirmedCalls,
    /** Ends the work in order: nothing that was acknowledged is lost. */
    stop: { input: z.strictObject({}), output: z.object({}) },
  },
  events: {
    /** There are clips to measure, or no more: main starts or ends the measuring process. */
    measuringWanted: z.object({ isWanted: z.boolean() }),
    /** There is a file to look into: main starts an inspector. False: it is ended at once, whatever it does. */
    inspectorWanted: z.object({ isWanted: z.boolean() }),
  },
} as const satisfies Contract;
export type HostApi = typeof hostApi;
