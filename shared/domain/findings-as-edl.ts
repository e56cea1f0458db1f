import type { FrameRate } from '../media-time/frame-index.ts';
import { timecodeOf, usesDropFrame } from '../media-time/timecode.ts';
import type { Finding } from './finding.ts';
import { hiddenInNotes, linesOf, rowsWithoutOverlap, type FindingsOf } from './finding-exports.ts';

/** Frame counts that a CMX3600 list can be counted in. */
const countedAs: ReadonlySet<number> = new Set([24, 25, 30]);
/** Event numbers have three digits. */
const mostEvents = 999;
/** Columns of the terminals and tapes that the format was made for. */
const mostColumns = 80;
/** A timecode's hours go from 00 to 23. */
const hoursOfTimecode = 24;

type Event = { readonly finding: Finding; readonly fromFrame: number; readonly toFrame: number };

/**
 * Findings as CMX3600 edit decision lists: one event each, in and out as timecodes counted from the clip's first frame,
 * drop-frame at 30000/1001. The format has one picture track and 999 events, so findings that overlap go into lists of
 * their own, and so does the thousandth. Null where the rate has no such timecode, a finding has no frames or is past 24 hours.
 */
export function findingsAsEdls(of: FindingsOf, rate: FrameRate | null): readonly string[] | null {
  if (!canBeCounted(rate)) return null;
  const events = of.findings.map((finding) => eventOf(finding, rate));
  const whole = events.filter((event) => event !== null);
  if (whole.length < events.length) return null;
  const lists = rowsWithoutOverlap(
    whole,
    ({ fromFrame, toFrame }) => ({ from: fromFrame, to: toFrame }),
    mostEvents,
  );
  return lists.map((list, at) => edl(of, rate, list, `${at + 1} OF ${lists.length}`));
}

/** 24, 25 and 30 frames a second, and their 1000/1001 variants. */
function canBeCounted(rate: FrameRate | null): rate is FrameRate {
  return rate?.kind === 'cfr' && countedAs.has(Math.round(rate.numerator / rate.denominator));
}

function eventOf(finding: Finding, rate: FrameRate): Event | null {
  const { fromFrame, toFrame } = finding;
  if (fromFrame === null || toFrame === null) return null;
  const last = Math.max(fromFrame + 1, toFrame);
  const hours = Number(timecodeOf(rate, last)?.split(':')[0]);
  return hours < hoursOfTimecode ? { finding, fromFrame, toFrame: last } : null;
}

function edl(of: FindingsOf, rate: FrameRate, events: readonly Event[], which: string): string {
  const isOne = which === '1 OF 1';
  const lines = events.flatMap(({ finding, fromFrame, toFrame }, at) => {
    const span = `${timecodeOf(rate, fromFrame)} ${timecodeOf(rate, toFrame)}`;
    return [
      `${String(at + 1).padStart(3, '0')}  AX       V     C        ${span} ${span}`,
      ...remarks('COMMENT: ', [of.kindWords(finding.kind), ...linesOf(finding.note)]),
    ];
  });
  const hidden = hiddenInNotes({ findings: events.map(({ finding }) => finding) });
  const head = [
    ascii(`TITLE: FINDINGS ${of.caseId}`).slice(0, mostColumns),
    `FCM: ${usesDropFrame(rate) ? 'DROP FRAME' : 'NON-DROP FRAME'}`,
    ...remarks('CASE ', [of.caseId]),
    ...(isOne ? [] : [`* LIST ${which}: FINDINGS THAT OVERLAP LIE IN LISTS OF THEIR OWN`]),
    ...(hidden === 0 ? [] : [`* HIDDEN CHARACTERS LEFT OUT OF THE NOTES: ${hidden}`]),
    `* MEDIA SHA-256 ${of.mediaSha256 ?? 'none'}`,
  ];
  return `${[...head, ...lines].join('\r\n')}\r\n`;
}

/** Remark lines of at most 80 columns; a long line continues in the next. */
function remarks(name: string, lines: readonly string[]): readonly string[] {
  const room = mostColumns - `* ${name}`.length;
  const written = lines.map(ascii).filter((line) => line !== '');
  const isLossy = lines.some((line) => ascii(line).includes('?') && /[^\p{ASCII}]/u.test(line));
  const folded = written.flatMap((line) => {
    const parts: string[] = [];
    for (let rest = line; rest !== '';) {
      const blank = rest.length > room ? rest.lastIndexOf(' ', room) : -1;
      const cut = blank > room / 2 ? blank : room;
      parts.push(rest.slice(0, cut).trim());
      rest = rest.slice(cut).trim();
    }
    return parts;
  });
  const loss = 'AN EDL HOLDS ASCII ONLY: A QUESTION MARK MAY STAND FOR ANOTHER SIGN';
  return [...folded, ...(isLossy ? [loss] : [])].map((line) => `* ${name}${line}`);
}

/** One line of ASCII: marks are taken off letters, what has no such form is a question mark. */
function ascii(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Default_Ignorable_Code_Point}]+/gu, ' ')
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[\u2010-\u2015\u2212]/gu, '-')
    .replaceAll(/[\u2018-\u201B]/gu, "'")
    .replaceAll(/[\u201C-\u201F]/gu, '"')
    .replaceAll(/[^\x20-\x7E]/gu, '?')
    .replaceAll(/ +/gu, ' ')
    .trim();
}
