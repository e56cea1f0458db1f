import { expect, test } from 'vitest';
import { openCache } from '../../../../../main/data-service/cache/open-cache.ts';
import { createTables } from '../../../../../main/data-service/cache/tables.ts';
import { packFrameIndex } from '../../../../../main/data-service/evidence/frame-index-body.ts';
import { createInspector } from '../../../../../main/data-service/evidence/inspector.ts';
import { silentLog } from '../../../../../main/data-service/runtime/log.ts';
import { createMediaStore } from '../../../../../main/data-service/media-store/media-store.ts';
import { expectValue } from '../../../../../shared/lifetime/result.ts';
import { frameIndexVersion } from '../../../../../shared/media-time/frame-index.ts';
import { realWorld } from '../../../../../main/data-service/runtime/world.ts';
import { temporaryFolder } from '../../../../helpers/desk.ts';
import { inspectorHere } from '../../../../helpers/inspectors.ts';
import { tinyClip } from '../../../../helpers/tiny-clip.ts';

test('an index made by an older method is measured anew, and kept from then on', async () => {
  const cache = expectValue(openCache(':memory:', new Uint8Array(32).fill(7)));
  const tables = createTables(cache);
  const { measurements } = tables;
  const store = createMediaStore(temporaryFolder());
  const clip = await tinyClip();
  const file = {
    sha256: 'a'.repeat(64),
    fileKey: new Uint8Array(32).fill(1),
    noncePrefix: new Uint8Array(7).fill(2),
    sizeBytes: clip.length,
    chunkBytes: 262_144,
  };
  tables.media.want({ ...file, mimeType: 'video/mp4', role: 'original', proxy: null });
  expectValue(await store.writeChunk(file, 0, clip));
  const inspector = createInspector({
    tables,
    store,
    world: realWorld(),
    log: silentLog,
    callInspector: inspectorHere((wire) => inspector.attach(wire)),
  });
  const fresh = expectValue(await inspector.frameIndexOf(file));
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

  expect(expectValue(await inspector.frameIndexOf(file))).toEqual(fresh);
  expect(measurements.readIndex(file.sha256, frameIndexVersion)).not.toBeNull();
  inspector.stop();
  cache.close();
});
