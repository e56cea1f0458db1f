import type { FrameRate } from '../media-time/frame-index.ts';
import { timecodeOf, usesDropFrame } from '../media-time/timecode.ts';
import type { FindingsOf } from './finding-exports.ts';

/** Frame counts that a CMX3600 list can be counted in. */
const countedAs: ReadonlySet<number> = new Set([24, 25, 30]);
/** Event numbers have three digits. */
const mostEvents = 999;

/** Whether a clip of that rate can have an edit decision list: 24, 25 and 30, and their 1000/1001 kin. */
export function canBeEdl(rate: FrameRate | null): rate is FrameRate {
  return rate?.kind === 'cfr' && countedAs.has(Math.round(rate.numerator / rate.denominator));
}

/**
 * Findings as a CMX3600 edit decision list: one event each, in and out as timecodes counted from the clip's first frame,
 * drop-frame at 30000/1001. Null where the rate has no such timecode, or a finding has no frames.
 */
export function findingsAsEdl(
  { caseId, mediaSha256, findings, kindWords }: FindingsOf,
  rate: FrameRate | null,
): string | null {
  if (!canBeEdl(rate)) return null;
  const events: string[] = [];
  for (const finding of findings.slice(0, mostEvents)) {
    if (finding.fromFrame === null || finding.toFrame === null) return null;
    const from = timecodeOf(rate, finding.fromFrame);
    const to = timecodeOf(rate, Math.max(finding.fromFrame + 1, finding.toFrame));
    const number = String(events.length + 1).padStart(3, '0');
    const remarks = [kindWords(finding.kind), ...finding.note.split(/\r?\n/u)]
      .map((line) => plain(line))
      .filter((line) => line !== '');
    events.push(
      [
        `${number}  AX       V     C        ${from} ${to} ${from} ${to}`,
        ...remarks.map((line) => `* COMMENT: ${line}`),
      ].join('\r\n'),
    );
  }
  const head = [
    `TITLE: ${plain(`FINDINGS ${caseId}`)}`,
    `FCM: ${usesDropFrame(rate) ? 'DROP FRAME' : 'NON-DROP FRAME'}`,
    `* MEDIA SHA-256 ${mediaSha256 ?? 'none'}`,
  ];
  return `${[...head, ...events].join('\r\n')}\r\n`;
}

/** One line without control characters. */
function plain(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ').trim();
}
