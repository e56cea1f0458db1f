import { boxHead, entriesIn, nameAt, type Box } from './boxes.ts';
import { unspecified, type ColourCodes } from './colour-code-points.ts';
import type { ListedTrack } from './listed-track.ts';

type Described = Pick<
  ListedTrack,
  | 'coding'
  | 'sizes'
  | 'colour'
  | 'isCropped'
  | 'isInterlaced'
  | 'isTransparent'
  | 'isEncrypted'
  | 'soundCodings'
>;

const mostEntries = 1000;
/** Bytes of a picture entry before its boxes (ISO/IEC 14496-12, 12.1.3). */
const pictureHeadBytes = 78;
/** Bytes of a sound entry before its boxes, by its version (QuickTime has two longer ones). */
const soundHeadBytes: readonly number[] = [28, 44, 64];

/** What the sample descriptions (`stsd`) of one track say. */
export function readSampleEntries(view: DataView, box: Box, handler: string): Described {
  const described = {
    coding: '',
    sizes: [] as { width: number; height: number }[],
    colour: null as ColourCodes | null,
    isCropped: false,
    isInterlaced: false,
    isTransparent: false,
    isEncrypted: false,
    soundCodings: 0,
  };
  const listed = box.from + 8 <= box.to ? Math.min(mostEntries, view.getUint32(box.from + 4)) : 0;
  let at = box.from + 8;
  for (let n = 0; n < entriesIn(box, box.from + 8, 8, listed) && at + 16 <= box.to; n++) {
    const { size, headBytes, name } = boxHead(view, at, box.to - at);
    if (size < headBytes) break;
    const entry = { from: at + headBytes, to: Math.min(box.to, at + size) };
    described.coding ||= name;
    described.isEncrypted ||= name === 'encv' || name === 'enca';
    if (handler === 'soun') {
      described.soundCodings += 1;
      const version = entry.from + 10 <= entry.to ? view.getUint16(entry.from + 8) : 0;
      eachBox(view, entry.from + (soundHeadBytes[version] ?? 28), entry.to, (inner) => {
        described.isEncrypted ||= inner === 'sinf';
      });
    }
    if (handler === 'vide' && entry.from + pictureHeadBytes <= entry.to) {
      const size_ = {
        width: view.getUint16(entry.from + 24),
        height: view.getUint16(entry.from + 26),
      };
      if (
        !described.sizes.some(
          (known) => known.width === size_.width && known.height === size_.height,
        )
      )
        described.sizes.push(size_);
      // ProRes 4444 says by its depth of 32 bits that it holds transparency.
      described.isTransparent ||= view.getUint16(entry.from + 74) === 32;
      eachBox(view, entry.from + pictureHeadBytes, entry.to, (inner, from, to) => {
        if (inner === 'colr') described.colour ??= colourIn(view, from, to);
        if (inner === 'clap') described.isCropped ||= crops(view, from, to, size_);
        if (inner === 'fiel' && from < to) described.isInterlaced ||= view.getUint8(from) === 2;
        described.isEncrypted ||= inner === 'sinf';
      });
    }
    at += size;
  }
  return { ...described, soundCodings: Math.max(1, described.soundCodings) };
}

function eachBox(
  view: DataView,
  from: number,
  to: number,
  visit: (name: string, from: number, to: number) => void,
): void {
  for (let at = from; at + 8 <= to;) {
    const { size, headBytes, name } = boxHead(view, at, to - at);
    if (size < headBytes) return;
    visit(name, at + headBytes, Math.min(to, at + size));
    at += size;
  }
}

function colourIn(view: DataView, from: number, to: number): ColourCodes | null {
  if (from + 10 > to) return null;
  const kind = nameAt(view, from);
  if (kind !== 'nclx' && kind !== 'nclc') return null;
  const [primaries, transfer, matrix] = [4, 6, 8].map(
    (at) => view.getUint16(from + at) || unspecified,
  );
  return {
    primaries: primaries ?? unspecified,
    transfer: transfer ?? unspecified,
    matrix: matrix ?? unspecified,
    isFullRange: kind === 'nclx' && from + 11 <= to ? (view.getUint8(from + 10) & 128) !== 0 : null,
  };
}

/** Whether a clean aperture leaves part of the picture out. */
function crops(
  view: DataView,
  from: number,
  to: number,
  size: { readonly width: number; readonly height: number },
): boolean {
  if (from + 16 > to) return false;
  const share = (at: number) =>
    view.getInt32(from + at) / Math.max(1, view.getInt32(from + at + 4));
  return share(0) < size.width || share(8) < size.height;
}
