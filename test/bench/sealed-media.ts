import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  chunkCount,
  chunkSpan,
  createMediaStore,
  type SealedFile,
} from '../../main/data-service/media-store/media-store.ts';
import { expectValue } from '../../shared/lifetime/result.ts';
import { repeatableRandom, timed } from './bench.ts';
import { timeRow, type BenchRow } from './rows.ts';

const sizeBytes = 64 * 1024 * 1024;
const chunkBytes = 256 * 1024;
/** What a player asks for after a seek, about. */
const readBytes = 512 * 1024;
const reads = 200;

/** A range of a sealed clip, opened and verified, beside the same bytes of a plain file. */
export async function run(): Promise<readonly BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'sealed-media-'));
  try {
    const bytes = randomBytes(sizeBytes);
    const file: SealedFile = {
      sha256: createHash('sha256').update(bytes).digest('hex'),
      fileKey: randomBytes(32),
      noncePrefix: randomBytes(7),
      sizeBytes,
      chunkBytes,
    };
    const plainPath = join(folder, 'plain');
    await writeFile(plainPath, bytes);
    const store = createMediaStore(join(folder, 'store'));
    for (let chunk = 0; chunk < chunkCount(file); chunk += 1) {
      const { from, to } = chunkSpan(file, chunk);
      expectValue(await store.writeChunk(file, chunk, bytes.subarray(from, to)));
    }

    const random = repeatableRandom();
    const sealed: number[] = [];
    const plain: number[] = [];
    let same = 0;
    for (let n = 0; n < reads; n += 1) {
      const offset = Math.floor(random() * (sizeBytes - readBytes));
      const read: Uint8Array[] = [];
      sealed.push(
        await timed(async () => {
          read.push(expectValue(await store.readRange(file, offset, readBytes)));
        }),
      );
      plain.push(await timed(() => readPlain(plainPath, offset)));
      if (bytes.subarray(offset, offset + readBytes).equals(read[0] ?? new Uint8Array())) same += 1;
    }
    return [
      timeRow(
        'media.seek.sealed',
        { values: sealed, exactShare: same / reads },
        { name: 'plain file, same bytes', values: plain },
      ),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readPlain(path: string, offset: number): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.read(Buffer.alloc(readBytes), 0, readBytes, offset);
  } finally {
    await handle.close();
  }
}
