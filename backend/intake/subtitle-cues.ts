import type { TranscriptSegment } from '../../shared/domain/transcript.ts';

type Cues = { readonly language: string | null; readonly segments: TranscriptSegment[] };

/** `00:01:02,345 --> 00:01:04.000`; hours may be missing, as WebVTT allows. What follows is the place on screen. */
const timing =
  /^\s*((?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})\s*-->\s*((?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})(?:[ \t].*)?$/;

/**
 * The cues of SRT (as SubRip writes it) or WebVTT (W3C), in their order, with times in microseconds; null when the text is
 * neither. Styles, notes, numbers and marks of voices and fonts are no words.
 * @throws with a sentence that names the line where a time can't be read.
 */
export function readCues(text: string): Cues | null {
  const lines = text.split(/\r\n|\n|\r/);
  const isVtt = /^WEBVTT(?:[ \t]|$)/.test(lines[0] ?? '');
  if (!isVtt && !lines.some((line) => timing.test(line))) return null;
  const segments: TranscriptSegment[] = [];
  let at = isVtt ? endOfBlock(lines, 0) : 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (isVtt && /^(?:NOTE|STYLE|REGION)(?:[ \t]|$)/.test(line)) at = endOfBlock(lines, at);
    else if (line.includes('-->')) {
      const span = spanOf(line, at);
      const end = endOfCue(lines, at + 1);
      const words = plainWords(lines.slice(at + 1, end).join(' '));
      if (words !== '') segments.push({ text: words, ...span });
      at = end;
    } else at += 1;
  }
  return { language: isVtt ? languageOf(lines) : null, segments };
}

function spanOf(line: string, at: number): { readonly fromUs: number; readonly toUs: number } {
  const [, from, to] = timing.exec(line) ?? [];
  const [fromUs, toUs] = [usOf(from), usOf(to)];
  if (fromUs === null || toUs === null || toUs < fromUs)
    throw new Error(
      `--transcript: line ${at + 1} is no span of time, such as 00:01:02,345 --> 00:01:04,000. Mend it and send it again.`,
    );
  return { fromUs, toUs };
}

/** Microseconds; null where minutes or seconds are none. */
function usOf(time: string | undefined): number | null {
  const [, hours = '0', minutes = '', seconds = '', fraction = ''] =
    /^(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{1,3})$/.exec(time ?? '') ?? [];
  if (minutes === '' || Number(minutes) > 59 || Number(seconds) > 59 || hours.length > 3)
    return null;
  const wholeSeconds = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return wholeSeconds * 1_000_000 + Number(fraction.padEnd(3, '0')) * 1000;
}

function endOfBlock(lines: readonly string[], from: number): number {
  const blank = lines.findIndex((line, at) => at > from && line.trim() === '');
  return blank === -1 ? lines.length : blank;
}

/** A blank line ends a cue; where the writer left it out, the next cue's number and time do. */
function endOfCue(lines: readonly string[], from: number): number {
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line.trim() === '' || timing.test(line)) return at;
    if (/^\s*\d+\s*$/.test(line) && timing.test(lines[at + 1] ?? '')) return at;
  }
  return lines.length;
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: ' ',
  lrm: '\u200e',
  rlm: '\u200f',
};

/** Without `<i>`, `<v Anna>`, `<00:00:01.000>`, `{\an8}`; character references read (HTML, as WebVTT names them). */
function plainWords(text: string): string {
  return text
    .replaceAll(/<\/?(?:[a-z][^<>]*|\d[\d:.]*)>/gi, '')
    .replaceAll(/\{\\[^{}]*\}/g, '')
    .replaceAll(/&(amp|lt|gt|quot|nbsp|lrm|rlm);/g, (_, name: string) => entities[name] ?? '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function languageOf(lines: readonly string[]): string | null {
  const header = lines.slice(1, endOfBlock(lines, 0));
  return (
    header.map((line) => /^Language:\s*([\w-]{1,35})\s*$/i.exec(line)?.[1]).find(Boolean) ?? null
  );
}
