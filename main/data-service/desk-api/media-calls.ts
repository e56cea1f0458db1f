import type { Handlers } from '../../../shared/contract/contract.ts';
import type { DeskApi } from '../../../shared/contract/desk-api.ts';
import type { MediaApi, MediaReader } from '../../../shared/contract/media-api.ts';
import { err, ok, type Result } from '../../../shared/lifetime/result.ts';
import type { StoredMedia } from '../cache/media-files.ts';
import type { DeskDeps } from './desk-context.ts';

type Group = Pick<Handlers<DeskApi>, 'readFrameIndex' | 'readMeasurement' | 'saveMeasurement'>;

/** A file whose whole hash was verified: nothing else is ever shown or measured. Read only of what the reader has open. */
function verifiedFile(
  { tables, openedCases, evidence, inspector }: DeskDeps,
  sha256: string,
  reader: MediaReader,
): Result<StoredMedia> {
  const file = tables.media.read(sha256);
  if (file === null) return err('not-found', 'This clip is not on this desk.', 'never');
  const isOpen = reader === 'page' ? openedCases.holds(sha256) : evidence.isMeasuring(sha256);
  if (!isOpen) return err('refused', 'This clip belongs to no case that is open.', 'after-user');
  // What stopped one reader is given to no other: not to the page, not to what measures.
  const stopper = inspector.stopper(sha256);
  if (stopper) return { ok: false, fault: stopper };
  if (file.isVerified) return ok(file);
  return file.fault
    ? { ok: false, fault: file.fault }
    : err('not-ready', 'This clip is still being fetched and checked.', 'later');
}

export function mediaHandlers(context: DeskDeps): Group {
  const { measurements } = context.tables;
  return {
    async readFrameIndex({ sha256 }) {
      const file = verifiedFile(context, sha256, 'page');
      return file.ok ? context.inspector.frameIndexOf(file.value) : file;
    },
    readMeasurement: ({ sha256, kind, version }) => {
      const file = verifiedFile(context, sha256, 'page');
      if (!file.ok) return file;
      const kept = measurements.read(sha256, kind, version);
      return ok({ bytes: kept === null ? null : new Uint8Array(kept) });
    },
    saveMeasurement({ sha256, kind, version, bytes }) {
      const file = verifiedFile(context, sha256, 'page');
      if (!file.ok) return file;
      measurements.save(sha256, kind, version, bytes);
      return ok({});
    },
  };
}

/** What Electron main asks in order to answer `media://clip/<sha256>`. */
export function mediaProtocolHandlers(context: DeskDeps): Handlers<MediaApi> {
  async function readPlain(
    file: StoredMedia,
    offset: number,
    length: number,
  ): Promise<Result<Uint8Array<ArrayBuffer>>> {
    const range = await context.store.readRange(file, offset, length);
    if (!range.ok && range.fault.kind === 'integrity-failed') context.sealBroken(file.sha256);
    return range;
  }
  return {
    async describeMedia({ sha256, reader }) {
      const file = verifiedFile(context, sha256, reader);
      if (!file.ok) return file;
      const first = await readPlain(file.value, 0, 1);
      return first.ok
        ? ok({ sizeBytes: file.value.sizeBytes, mimeType: file.value.mimeType })
        : first;
    },
    async readMedia({ sha256, reader, offset, length }) {
      const file = verifiedFile(context, sha256, reader);
      if (!file.ok) return file;
      const range = await readPlain(file.value, offset, length);
      return range.ok ? ok({ bytes: range.value }) : range;
    },
  };
}
