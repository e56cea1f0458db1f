import { expect, test } from 'vitest';
import { openCache } from '../../../../../main/data-service/cache/open-cache.ts';
import { createMeasurements } from '../../../../../main/data-service/cache/measurements.ts';
import { packFrameIndex } from '../../../../../main/data-service/evidence/frame-index-body.ts';
import { frameIndexOf } from '../../../../../main/data-service/evidence/inspect-file.ts';
import { createMediaStore } from '../../../../../main/data-service/media-store/media-store.ts';
import { expectValue } from '../../../../../shared/lifetime/outcome.ts';
import { frameIndexVersion } from '../../../../../shared/media-time/frame-index.ts';
import { temporaryFolder } from '../../../../helpers/desk.ts';
import { tinyClip } from '../../../../helpers/tiny-clip.ts';

test('an index made by an older method is measured anew, and kept from then on', async () => {
  const cache = expectValue(openCache(':memory:', new Uint8Array(32).fill(7)));
  const measurements = createMeasurements(cache.db);
  const store = createMediaStore(temporaryFolder());
  const clip = await tinyClip();
  const file = {
    sha256: 'a'.repeat(64),
    fileKey: new Uint8Array(32).fill(1),
    noncePrefix: new Uint8Array(7).fill(2),
    sizeBytes: clip.length,
    chunkBytes: 262_144,
  };
  expectValue(await store.writeChunk(file, 0, clip));
  const fresh = expectValue(await frameIndexOf(measurements, store, file));
  expect(fresh.version).toBe(frameIndexVersion);

  // What a desk of the version before has in its cache: every frame called a key.
  const older = frameIndexVersion - 1;
  const keyFrames = Uint32Array.from(fresh.startsUs.keys());
  measurements.saveIndex(
    file.sha256,
    older,
    packFrameIndex({ ...fresh, version: older, keyFrames }),
  );
  expect(measurements.readIndex(file.sha256, frameIndexVersion)).toBeNull();

  expect(expectValue(await frameIndexOf(measurements, store, file))).toEqual(fresh);
  expect(measurements.readIndex(file.sha256, frameIndexVersion)).not.toBeNull();
  cache.close();
});
