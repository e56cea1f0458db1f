import type { IrregularityCode } from '../media-time/irregularities.ts';

/** One English sentence for each code: in the notes that a backend writes, and in the desk's catalogue. */
export const irregularityWords = {
  'trimmed-start': 'Its edit list leaves out the beginning of the picture.',
  'trimmed-end': 'Its edit list leaves out the end of the picture.',
  'delayed-start': 'Its picture begins after a wait that the edit list asks for.',
  'several-edits': 'Its edit list puts the picture together from several stretches.',
  'held-picture': 'Its edit list holds one picture still; its pictures are shown as they follow.',
  'edit-at-other-speed': 'Its edit list asks for another speed; it is shown at its own.',
  'edit-between-frames': 'Its edit list begins in the middle of a frame.',
  'edit-without-length':
    'Its edit list names no length, which players read differently; all of it is shown.',
  'starts-late': 'Its clock does not begin at zero.',
  'starts-far-off': 'Its clock begins far from zero.',
  'leading-pictures': 'Its first pictures need others that the file does not hold.',
  'starts-without-key-frame': 'It does not begin with a key frame.',
  'equal-times': 'Several of its frames claim the same time.',
  'times-out-of-order': 'The times of its frames go backwards.',
  mirrored: 'Its picture is stored mirrored and is shown turned back.',
  turned: 'Its picture is stored turned and is shown upright.',
  skewed: 'It asks to stretch or tilt the picture, which is shown without that.',
  'size-changes': 'Its picture changes size or shape.',
  'pixels-not-square': 'Its pixels are not square.',
  'cropped-by-container': 'It asks to crop the picture; the desk shows all of it.',
  interlaced: 'Its picture is interlaced: a frame holds two moments.',
  'colour-untagged':
    'It does not say how its colours are meant; they are shown as usual for its size.',
  'colour-tags-differ':
    'It says two different things about how its colours are meant; the picture’s own word counts.',
  'colour-changes': 'How its colours are coded or meant changes on the way.',
  'high-dynamic-range':
    'Its brightness goes beyond what this screen shows (HDR); it is shown reduced.',
  transparent: 'Its picture is partly transparent; it is shown without transparency.',
  'other-pictures': 'It holds another picture track, which is not shown.',
  'other-sounds': 'It holds another sound track, which is not played.',
  'disabled-track': 'A track that is shown or played is marked as switched off.',
  'first-track-unplayable': 'Its first track can not be played everywhere; players choose another.',
  subtitles: 'It holds subtitles, which are not shown.',
  attachments: 'It holds attached files, which are not shown.',
  chapters: 'It holds chapters, which are not shown.',
  'data-tracks': 'It holds a data track (such as timecode), which is not shown.',
  'sound-rate-hidden': 'Its sound holds a band that its header does not announce.',
  'sound-changes': 'The coding of its sound changes on the way.',
  'sound-has-holes': 'Its sound has holes, which are silent.',
  'sound-edited': 'Its edit list cuts or moves the sound.',
  encrypted: 'It is encrypted.',
  'compressed-track': 'A track is compressed in a way that the desk does not undo.',
} as const satisfies Readonly<Record<IrregularityCode, string>>;
