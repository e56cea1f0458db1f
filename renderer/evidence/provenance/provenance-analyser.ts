import initialise, { WasmReader } from '@contentauth/c2pa-wasm';
import c2paUrl from '@contentauth/c2pa-wasm/c2pa.wasm?url';
import { analyserCards } from '../../../shared/domain/analyser-cards.ts';
import type { EvidenceResult } from '../../../shared/domain/evidence.ts';
import type { Analyser, ClipToMeasure } from '../engine/analyser.ts';
import { readManifestStore } from './manifest-store.ts';
import { rangedClip, rangesOf, readRangedClips } from './ranged-clip.ts';

type Provenance = Extract<EvidenceResult, { kind: 'provenance' }>;

const card = analyserCards.provenance;
const { author } = card;
/** The reader takes what it hashes into its memory, in one piece. */
const mostBytes = 512 * 1024 * 1024;

/**
 * The C2PA manifest, validated without network: no remote manifest, no revocation or time stamp service.
 * Signers count as trusted by the clip's `trustAnchors` alone.
 */
export function provenanceAnalyser(): Analyser<Provenance> {
  let ready: Promise<unknown> | null = null;
  return {
    ...card,
    needs: { frames: false, sound: false },
    async begin(clip) {
      return {
        async end() {
          if (clip.sizeBytes > mostBytes) return result('unreadable', 'too-large');
          if (clip.isProxy) return result('unreadable', 'only-a-proxy');
          readRangedClips();
          ready ??= initialise({ module_or_path: c2paUrl });
          await ready;
          return read(clip);
        },
      };
    },
  };
}

async function read(clip: ClipToMeasure): Promise<Provenance> {
  let reader: WasmReader;
  try {
    const settings = {
      verify: { remote_manifest_fetch: false, ocsp_fetch: false, verify_trust: true },
      trust: clip.trustAnchors === '' ? {} : { trust_anchors: clip.trustAnchors },
    };
    reader = await WasmReader.fromBlob(
      formatOf(clip.mimeType),
      rangedClip(clip.sizeBytes, rangesOf(clip.url)),
      JSON.stringify(settings),
    );
  } catch (error) {
    if (isAbsent(error)) return result('none', 'no-manifest');
    return result('unreadable', isUnknownType(error) ? 'no-reader' : 'manifest-unreadable');
  }
  try {
    const facts = readManifestStore(reader.json());
    if (facts === null) return result('unreadable', 'manifest-unreadable');
    const reasons = {
      'valid-trusted': null,
      'valid-untrusted': 'signer-unknown',
      invalid: 'manifest-invalid',
    } as const;
    const certainty = facts.state === 'valid-untrusted' ? 'weak' : 'clear';
    return { ...result(facts.state, reasons[facts.state]), certainty, ...facts };
  } finally {
    reader.free();
  }
}

/** The reader throws its error's name in a string. */
function isAbsent(error: unknown): boolean {
  return /JumbfNotFound|no JUMBF|ProvenanceMissing|NoManifest|not found/iu.test(textOf(error));
}

/** WebM, Matroska and transport streams, as of C2PA 2.2. */
function isUnknownType(error: unknown): boolean {
  return /UnsupportedType/u.test(textOf(error));
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The container's own name: the reader knows no parameters. */
function formatOf(mimeType: string): string {
  return mimeType.split(';')[0]?.trim() ?? mimeType;
}

function result(state: Provenance['state'], reason: string | null): Provenance {
  const isMeasured = state === 'none' || state === 'invalid';
  return {
    kind: 'provenance',
    author,
    certainty: isMeasured || reason === null ? 'clear' : 'cannot-tell',
    reason,
    state,
    claimGenerator: null,
    signer: null,
    signedAt: null,
    actions: [],
    digitalSourceType: null,
    failures: [],
  };
}
