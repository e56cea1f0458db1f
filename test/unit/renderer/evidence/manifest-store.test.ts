import { expect, test } from 'vitest';
import { readManifestStore } from '../../../../renderer/evidence/provenance/manifest-store.ts';

const generated = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';

function store(more: object = {}): string {
  return JSON.stringify({
    active_manifest: 'urn:1',
    manifests: {
      'urn:1': {
        claim_generator_info: [{ name: 'maker', version: '2' }],
        signature_info: { issuer: 'Maker Ltd', common_name: 'signer', time: null },
        assertions: [
          { label: 'c2pa.hash.bmff.v3', data: {} },
          {
            label: 'c2pa.actions.v2',
            data: { actions: [{ action: 'c2pa.created', digitalSourceType: generated }] },
          },
        ],
      },
    },
    ...more,
  });
}

test('a manifest is told with its maker, its signer and what was done', () => {
  expect(readManifestStore(store({ validation_state: 'Trusted' }))).toEqual({
    state: 'valid-trusted',
    claimGenerator: 'maker 2',
    signer: 'signer, Maker Ltd',
    signedAt: null,
    actions: ['c2pa.created'],
    digitalSourceType: generated,
    failures: [],
  });
});

test('an unknown signer is not a broken file, and never a trusted one', () => {
  const untrusted = { validation_status: [{ code: 'signingCredential.untrusted' }] };
  expect(readManifestStore(store(untrusted))?.state).toBe('valid-untrusted');
  expect(readManifestStore(store({ validation_state: 'Valid' }))?.state).toBe('valid-untrusted');
  expect(readManifestStore(store({ ...untrusted, validation_state: 'Trusted' }))?.state).toBe(
    'valid-untrusted',
  );
  expect(readManifestStore(store())?.state).toBe('valid-untrusted');
});

test('any other failed check makes it invalid, and is named', () => {
  const failed = { validation_status: [{ code: 'assertion.bmffHash.mismatch' }] };
  expect(readManifestStore(store(failed))).toMatchObject({
    state: 'invalid',
    failures: ['assertion.bmffHash.mismatch'],
  });
  expect(readManifestStore(store({ validation_state: 'Invalid' }))?.state).toBe('invalid');
});

test.each(['', '{}', '[]', '{"active_manifest":"x","manifests":{}}', 'null'])(
  'what is no manifest store reads as none: %s',
  (json) => {
    expect(readManifestStore(json)).toBeNull();
  },
);
