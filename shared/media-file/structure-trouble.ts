import { throughWindow, type ByteSource, type WindowedBytes } from './byte-source.ts';
import { boxHead } from './boxes.ts';
import { createSampleClaims } from './sample-claims.ts';

/** Why a file's structure is not to be followed. */
export type StructureTrouble =
  'lists-too-much' | 'header-too-large' | 'too-many-boxes' | 'too-deep';

/** How far to look: to the end of the file, or only at what a reader meets first, where the reviewer waits for it. */
export type LookAt = 'whole' | 'beginning';

/** Larger headers than this belong to no clip: that of a day at 60 frames a second has 80 MB. */
const largestHeaderBytes = 128 * 1024 * 1024;
/** Ten hours with one fragment per frame; the walk over them takes seconds. */
const mostBoxes = 4_500_000;
/** Windows read where the reviewer waits. */
const readsAtBeginning = 64;

/**
 * Looks through the boxes of an MP4 or MOV before a reader trusts them: one walk, counted, whose work grows with the
 * file and with nothing that the file claims. Null for what may be read, and for every other kind of file.
 */
export async function structureTrouble(
  source: ByteSource,
  lookAt: LookAt = 'whole',
): Promise<StructureTrouble | null> {
  const bytes = throughWindow(source);
  const claims = createSampleClaims();
  let boxes = 0;
  for (let at = 0; at + 8 <= bytes.sizeBytes;) {
    if (lookAt === 'beginning' && bytes.reads() > readsAtBeginning) break;
    const known = bytes.view(at, at + 16);
    const head = boxHead(known instanceof DataView ? known : await known, 0, bytes.sizeBytes - at);
    if (head.size < head.headBytes) break;
    boxes += 1;
    if (boxes > mostBoxes) return 'too-many-boxes';
    if (withTables.has(head.name)) {
      if (head.size > largestHeaderBytes) return 'header-too-large';
      if (!claims.add(await wholeBox(bytes, at, head.size))) return 'too-deep';
      const trouble = claims.trouble(bytes.sizeBytes);
      if (trouble !== null) return trouble;
    }
    at += head.size;
  }
  return null;
}

const withTables: ReadonlySet<string> = new Set(['moov', 'moof', 'mfra']);

async function wholeBox(bytes: WindowedBytes, at: number, size: number): Promise<DataView> {
  return bytes.view(at, at + size);
}
