import { gzipSync } from 'node:zlib';

/** A request's body as it goes on the line. */
export type SentBody = {
  readonly bytes: string | Uint8Array<ArrayBuffer>;
  readonly isPacked: boolean;
};

/** Packs bodies for a backend that said that it unpacks them; every other one gets them as they are. */
export type BodyPacker = {
  pack(body: string): SentBody;
  /** Learns from an answer's headers whether the backend unpacks. */
  heard(headers: Headers): void;
  /** Something on the way can't: from now on nothing is packed. */
  stopPacking(): void;
};

/** Below this, packing saves nothing worth its head. */
const leastBytes = 1000;

export function createBodyPacker(): BodyPacker {
  let unpacks = false;
  let isOff = false;
  return {
    pack(body) {
      if (!unpacks || isOff || body.length < leastBytes) return { bytes: body, isPacked: false };
      return { bytes: new Uint8Array(gzipSync(body)), isPacked: true };
    },
    heard(headers) {
      unpacks = /\bgzip\b/i.test(headers.get('accept-encoding') ?? '');
    },
    stopPacking() {
      isOff = true;
    },
  };
}
