import { CustomSource, Input, type InputTrack } from 'mediabunny';
import type { ContainerContents } from '../domain/container-reading.ts';
import { err, ok, type Result } from '../lifetime/result.ts';
import type { ByteSource } from './byte-source.ts';
import { houseContainers } from './containers.ts';
import { structureTrouble } from './structure-trouble.ts';
import { endUnendingReads } from './unending-reads.ts';

const mostTracks = 1000;

/** Container and tracks of a file; a fault where it is none of the house's containers, or damaged. */
export async function readContents(source: ByteSource): Promise<Result<ContainerContents>> {
  const input = openContainer(source);
  try {
    if ((await structureTrouble(source)) !== null) return unreadable();
    const format = await input.getFormat();
    const tracks = (await input.getTracks()).slice(0, mostTracks);
    return ok({
      mimeType: format.mimeType,
      name: format.name,
      tracks: await Promise.all(tracks.map(describe)),
    });
  } catch {
    return unreadable();
  } finally {
    input.dispose();
  }
}

/** A container of the house over a source of bytes; the caller disposes it. */
export function openContainer(source: ByteSource): Input {
  return new Input({
    formats: houseContainers,
    source: endUnendingReads(
      new CustomSource({
        getSize: () => source.sizeBytes,
        read: (from, to) => source.read(from, to),
        maxCacheSize: 4 * 1024 * 1024,
        prefetchProfile: 'fileSystem',
        handleUnhandledError: () => {},
      }),
    ),
  });
}

async function describe(track: InputTrack): Promise<ContainerContents['tracks'][number]> {
  const isKnown = track.type === 'video' || track.type === 'audio';
  const codec = await track.getCodec();
  return {
    kind: isKnown ? track.type : 'other',
    codec,
    // The others are not needed, and some would be read from their first picture.
    parameters: codec === 'avc' ? await track.getCodecParameterString().catch(() => null) : null,
  };
}

function unreadable(): Result<never> {
  return err('broken-media', 'This file is in no container that is known here.', 'never');
}
