import type { Enrolment } from '../../main/data-service/cache/settings.ts';
import type { Claim } from '../../shared/domain/claim.ts';
import type { Generation, MediaFile } from '../../shared/domain/generation.ts';
import type { Policy } from '../../shared/domain/policy.ts';
import { noConduct, type Judgement } from '../../shared/domain/verdict.ts';
import { sha256Of } from './model-backend.ts';

/** Of a desk whose backend nobody asks. */
export const madeEnrolment: Enrolment = {
  backendUrl: 'http://127.0.0.1:1/',
  deviceId: 'device-1',
  token: 'secret-token',
  reviewerId: 'r',
  reviewerName: 'R',
  role: 'reviewer',
  quotaPerDay: 100,
  queues: ['main'],
};

export const madePolicy: Policy = {
  version: 'policy-1',
  title: 'Policy',
  effectiveAtMs: 0,
  compatibleWith: [],
  branches: [
    {
      branchId: 'fine',
      category: null,
      title: 'Nothing wrong',
      question: 'Is it fine?',
      decisions: ['approve'],
      severity: { min: 0, max: 0 },
      reasons: [],
    },
    {
      branchId: 'likeness',
      category: 'likeness',
      title: 'Likeness',
      question: 'Whose face?',
      decisions: ['restrict', 'remove', 'escalate'],
      severity: { min: 1, max: 4 },
      reasons: [{ reasonId: 'face', title: 'A real face' }],
    },
  ],
};

export const approval: Judgement = {
  decision: 'approve',
  branchId: 'fine',
  severity: 0,
  confidence: 'sure',
  reasonIds: [],
  note: '',
  findings: [],
};
export const removal: Judgement = {
  ...approval,
  decision: 'remove',
  branchId: 'likeness',
  severity: 3,
  reasonIds: ['face'],
};
export const conduct = noConduct;

export function madeFile(bytes: Uint8Array, mimeType = 'video/mp4'): MediaFile {
  return {
    sha256: sha256Of(bytes),
    sizeBytes: bytes.length,
    chunkBytes: 262_144,
    mimeType,
    role: 'original',
    proxy: null,
  };
}

export function madeGeneration(
  id: string,
  media: readonly MediaFile[],
  changes: Partial<Generation> = {},
): Generation {
  return {
    generationId: `generation-${id}`,
    createdAtMs: 1_700_000_000_000,
    title: `Clip ${id}`,
    prompt: 'A person talks to the camera.',
    modifiers: [],
    style: 'plain',
    model: { name: 'model', version: '1' },
    account: { accountId: 'account-1', displayName: 'Sam', generationsToday: 1, quotaPerDay: 10 },
    uploadReference: null,
    scores: [],
    reason: 'random-sample',
    reasonDetail: '',
    mediaState: 'ready',
    mediaNote: '',
    media: [...media],
    ...changes,
  };
}

export function madeClaim(
  id: string,
  media: readonly MediaFile[],
  changes: Partial<Claim> = {},
  generation: Partial<Generation> = {},
): Claim {
  const nowMs = Date.now();
  return {
    caseId: `case-${id}`,
    epoch: 1,
    kind: 'live',
    claimedAtMs: nowMs,
    expiresAtMs: nowMs + 3_600_000,
    wipeAtMs: nowMs + 86_400_000,
    dueAtMs: nowMs + 7_200_000,
    policyVersion: 'policy-1',
    offlineEligible: true,
    generation: madeGeneration(id, media, generation),
    ...changes,
  };
}
