import type { Handlers } from '../../../shared/contract/contract.ts';
import type { DeskApi } from '../../../shared/contract/desk-api.ts';
import type { MediaApi } from '../../../shared/contract/media-api.ts';
import { failure, success, type Outcome } from '../../../shared/lifetime/outcome.ts';
import type { StoredMedia } from '../cache/media-files.ts';
import type { DeskContext } from './desk-context.ts';

type Group = Pick<Handlers<DeskApi>, 'readFrameIndex' | 'readMeasurement' | 'saveMeasurement'>;

/** A file whose whole hash was verified: nothing else is ever shown or measured. */
function verifiedFile({ tables, inspector }: DeskContext, sha256: string): Outcome<StoredMedia> {
  const file = tables.media.read(sha256);
  if (file === null) return failure('not-found', 'This clip is not on this desk.', 'never');
  // What stopped one reader is given to no other: not to the page, not to what measures.
  const stopper = inspector.stopper(sha256);
  if (stopper) return { ok: false, fault: stopper };
  if (file.isVerified) return success(file);
  return file.fault
    ? { ok: false, fault: file.fault }
    : failure('not-ready', 'This clip is still being fetched and checked.', 'later');
}

export function mediaHandlers(context: DeskContext): Group {
  const { measurements } = context.tables;
  return {
    async readFrameIndex({ sha256 }) {
      const file = verifiedFile(context, sha256);
      return file.ok ? context.inspector.frameIndexOf(file.value) : file;
    },
    readMeasurement: ({ sha256, kind, version }) => {
      const kept = measurements.read(sha256, kind, version);
      return success({ bytes: kept === null ? null : new Uint8Array(kept) });
    },
    saveMeasurement({ sha256, kind, version, bytes }) {
      const file = verifiedFile(context, sha256);
      if (!file.ok) return file;
      measurements.save(sha256, kind, version, bytes);
      return success({});
    },
  };
}

/** What Electron main asks in order to answer `media://clip/<sha256>`. */
export function mediaProtocolHandlers(context: DeskContext): Handlers<MediaApi> {
  async function readPlain(
    file: StoredMedia,
    offset: number,
    length: number,
  ): Promise<Outcome<Uint8Array<ArrayBuffer>>> {
    const range = await context.store.readRange(file, offset, length);
    if (!range.ok && range.fault.kind === 'integrity-failed') context.sealBroken(file.sha256);
    return range;
  }
  return {
    async describeMedia({ sha256 }) {
      const file = verifiedFile(context, sha256);
      if (!file.ok) return file;
      const first = await readPlain(file.value, 0, 1);
      return first.ok
        ? success({ sizeBytes: file.value.sizeBytes, mimeType: file.value.mimeType })
        : first;
    },
    async readMedia({ sha256, offset, length }) {
      const file = verifiedFile(context, sha256);
      if (!file.ok) return file;
      const range = await readPlain(file.value, offset, length);
      return range.ok ? success({ bytes: range.value }) : range;
    },
  };
}
