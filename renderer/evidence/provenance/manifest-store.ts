import { z } from 'zod';
import { cutText, storable } from '../../../shared/domain/text.ts';

/** The parts of a C2PA manifest store (c2pa-rs JSON) that are shown. Everything else is let through unread. */
const action = z.object({ action: z.string(), digitalSourceType: z.string().optional() });
const assertion = z.object({ label: z.string(), data: z.unknown() });
const manifest = z.object({
  claim_generator: z.string().optional(),
  claim_generator_info: z
    .array(z.object({ name: z.string(), version: z.string().optional() }))
    .optional(),
  signature_info: z
    .object({
      issuer: z.string().nullish(),
      common_name: z.string().nullish(),
      time: z.string().nullish(),
    })
    .nullish(),
  assertions: z.array(assertion).optional(),
});
const status = z.object({ code: z.string() });
const store = z.object({
  active_manifest: z.string().nullish(),
  manifests: z.record(z.string(), manifest),
  validation_state: z.string().nullish(),
  validation_status: z.array(status).nullish(),
});

export type ManifestFacts = {
  readonly state: 'valid-trusted' | 'valid-untrusted' | 'invalid';
  readonly claimGenerator: string | null;
  readonly signer: string | null;
  readonly signedAt: string | null;
  readonly actions: string[];
  readonly digitalSourceType: string | null;
  /** Validation codes of the C2PA specification that failed. */
  readonly failures: string[];
};

/** An unknown signer is not a broken file: only that code may be present when a manifest counts as valid. */
const trustCodes = new Set(['signingCredential.untrusted', 'timeStamp.untrusted']);

/** What a manifest store says of its file; null where it can't be understood. */
export function readManifestStore(json: string): ManifestFacts | null {
  const parsed = store.safeParse(parsedJson(json));
  if (!parsed.success) return null;
  const { manifests, active_manifest, validation_status } = parsed.data;
  const active = active_manifest ? manifests[active_manifest] : undefined;
  if (!active) return null;
  const codes = (validation_status ?? []).map((one) => one.code);
  const failures = codes.filter((code) => !trustCodes.has(code));
  const isUntrusted = codes.some((code) => trustCodes.has(code));
  const actions = actionsOf(active.assertions ?? []);
  const generator = active.claim_generator_info?.[0];
  return {
    state: stateOf(parsed.data.validation_state, failures.length > 0, isUntrusted),
    claimGenerator: generator
      ? shown([generator.name, generator.version].filter(Boolean).join(' '), 500)
      : shown(active.claim_generator, 500),
    signer:
      shown(
        [active.signature_info?.common_name, active.signature_info?.issuer]
          .filter(Boolean)
          .join(', '),
        500,
      ) || null,
    signedAt: shown(active.signature_info?.time, 100),
    actions: actions.slice(0, 100).map((one) => cutText(storable(one.action), 200)),
    digitalSourceType: shown(actions.find((one) => one.digitalSourceType)?.digitalSourceType, 300),
    failures: codes.slice(0, 100).map((code) => cutText(storable(code), 300)),
  };
}

function shown(text: string | null | undefined, maxUnits: number): string | null {
  return text === null || text === undefined ? null : cutText(storable(text), maxUnits);
}

/** The reader's own word where it says that the file is broken; trust only where nothing speaks against it. */
function stateOf(
  said: string | null | undefined,
  hasFailed: boolean,
  isUntrusted: boolean,
): ManifestFacts['state'] {
  if (hasFailed || said === 'Invalid') return 'invalid';
  return said === 'Trusted' && !isUntrusted ? 'valid-trusted' : 'valid-untrusted';
}

function actionsOf(assertions: readonly z.infer<typeof assertion>[]): z.infer<typeof action>[] {
  return assertions
    .filter((one) => one.label.startsWith('c2pa.actions'))
    .flatMap((one) => {
      const data = z.object({ actions: z.array(action) }).safeParse(one.data);
      return data.success ? data.data.actions : [];
    });
}

function parsedJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
