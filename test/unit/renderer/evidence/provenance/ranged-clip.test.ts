import initialise, { WasmReader } from '@contentauth/c2pa-wasm';
import { closeSync, openSync, readFileSync, readSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  rangedClip,
  readRangedClips,
  windowBytes,
} from '../../../../../renderer/evidence/provenance/ranged-clip.ts';
import { temporaryFolder } from '../../../../helpers/desk.ts';
import { signClip } from '../../../../helpers/signed-clips.ts';
import { makeClip } from '../../../../helpers/tiny-clip.ts';

/** Big-endian size and type of an MP4 box, then zeros. */
function mediaBox(bytes: number): Buffer {
  const box = Buffer.alloc(bytes);
  box.writeUInt32BE(bytes, 0);
  box.write('mdat', 4);
  return box;
}

/** What the C2PA reader says of a file, and every range that it asked for. */
async function readByRanges(file: string, rootPem: string) {
  const fd = openSync(file, 'r');
  onTestFinished(() => closeSync(fd));
  const asked: number[] = [];
  const clip = rangedClip(statSync(file).size, (from, to) => {
    asked.push(to - from);
    const bytes = new Uint8Array(to - from);
    readSync(fd, bytes, 0, to - from, from);
    return bytes;
  });
  const settings = {
    verify: { remote_manifest_fetch: false, ocsp_fetch: false, verify_trust: true },
    trust: { trust_anchors: rootPem },
  };
  const reader = await WasmReader.fromBlob('video/mp4', clip, JSON.stringify(settings));
  const { validation_state: state } = JSON.parse(reader.json()) as { validation_state: string };
  reader.free();
  return { state, asked };
}

test('a signed clip of 80 MB is checked whole, by ranges, and no blob is ever made', async () => {
  const wasm = createRequire(import.meta.url).resolve('@contentauth/c2pa-wasm/c2pa.wasm');
  readRangedClips();
  await initialise({ module_or_path: readFileSync(wasm) });
  const made: unknown[] = [];
  const { Blob: plainBlob } = globalThis;
  globalThis.Blob = class extends plainBlob {
    constructor(...given: ConstructorParameters<typeof plainBlob>) {
      super(...given);
      made.push(given);
    }
  };
  onTestFinished(() => void (globalThis.Blob = plainBlob));
  const folder = temporaryFolder();
  const plain = join(folder, 'plain.mp4');
  const clip = await makeClip('-f lavfi -i testsrc2=size=160x90:rate=24:duration=1'.split(' '));
  writeFileSync(plain, Buffer.concat([clip, mediaBox(80_000_000)]));
  const { signed, tampered, rootPem } = signClip(plain, folder);
  const whole = await readByRanges(signed, rootPem);
  expect(whole.state).toBe('Trusted');
  // Small pieces come out of a window; what is hashed comes in as few ranges as the reader wants.
  expect(Math.min(...whole.asked)).toBeGreaterThanOrEqual(windowBytes);
  // Every byte was looked at, and few of them more than twice.
  const total = whole.asked.reduce((sum, bytes) => sum + bytes, 0);
  expect(total).toBeGreaterThan(80_000_000);
  expect(total).toBeLessThan(250_000_000);
  expect((await readByRanges(tampered, rootPem)).state).toBe('Invalid');
  expect(made).toEqual([]);
}, 120_000);

test('a range that can not be read is an error, not half a file', async () => {
  const clip = rangedClip(100, () => {
    throw new Error('gone');
  });
  expect(clip.size).toBe(100);
  expect(clip.slice(10, 30).size).toBe(20);
  expect(clip.slice(90, 300).size).toBe(10);
  readRangedClips();
  type Reader = new () => { readAsArrayBuffer(blob: Blob): ArrayBuffer };
  const { FileReaderSync } = globalThis as unknown as { FileReaderSync: Reader };
  expect(() => new FileReaderSync().readAsArrayBuffer(clip)).toThrow('gone');
});
