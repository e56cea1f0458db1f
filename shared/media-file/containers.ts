import {
  ADTS,
  FLAC,
  MATROSKA,
  MP3,
  MP4,
  MPEG_TS,
  OGG,
  QTFF,
  WAVE,
  WEBM,
  type InputFormat,
} from 'mediabunny';

/**
 * Every container that the house reads, and no other: backend, desk and measuring open files with this list. A playlist
 * (HLS, as in mediabunny's own list of all formats) is no container: it names other files, which would be opened.
 */
export const houseContainers: InputFormat[] = [
  MP4,
  QTFF,
  MATROSKA,
  WEBM,
  WAVE,
  OGG,
  FLAC,
  MP3,
  ADTS,
  MPEG_TS,
];
