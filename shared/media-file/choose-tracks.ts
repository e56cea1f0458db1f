import type { ListedFile, TrackKind } from './listed-track.ts';

/** Pictures that stand for themselves: a cover that is in the file as a track. Alone they may be the clip. */
const stillCodings: ReadonlySet<string> = new Set(['V_MJPEG', 'jpeg', 'mjpa', 'mjpb', 'png ']);

type Numbered = { readonly id: number };

/**
 * The one track of a kind that everything shows, plays and measures: the first in the file that is enabled, else the
 * first; a cover picture only where nothing else is there. So does Chromium's media element (Chromium 156, 2026-11): it
 * uses neither the default flag of Matroska nor bitrates, and leaves out what is disabled or what it can't decode. Null
 * where there is none.
 */
export function chosenTrack<T extends Numbered>(
  tracks: readonly T[],
  listed: Pick<ListedFile, 'tracks'>,
  kind: TrackKind,
): T | null {
  const listedAs = ({ id }: T) =>
    listed.tracks.find((track) => track.id === id && track.kind === kind);
  const isEnabled = (track: T) => listedAs(track)?.isEnabled ?? true;
  const isStill = (track: T) => stillCodings.has(listedAs(track)?.coding ?? '');
  return (
    tracks.find((track) => isEnabled(track) && !isStill(track)) ??
    tracks.find(isEnabled) ??
    tracks[0] ??
    null
  );
}

/** The track with that number, for callers that have an index; else the first. */
export function trackById<T extends Numbered>(
  tracks: readonly T[],
  id: number | null | undefined,
): T | null {
  return tracks.find((track) => track.id === id) ?? tracks[0] ?? null;
}

/** Which of the tracks of a kind is the chosen one, counted from 0, as programs count them that know no numbers. */
export function chosenPlace(listed: Pick<ListedFile, 'tracks'>, kind: TrackKind): number {
  const tracks = listed.tracks.filter((track) => track.kind === kind);
  const chosen = chosenTrack(tracks, listed, kind);
  return chosen ? tracks.indexOf(chosen) : 0;
}
