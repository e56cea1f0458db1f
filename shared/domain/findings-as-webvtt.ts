import { hiddenInNotes, linesOf, spanMsOf, type FindingsOf } from './finding-exports.ts';

/** Findings as WebVTT (W3C): one cue each in the order of their starts, its id the finding's, frames and note in its text. */
export function findingsAsWebVtt({ caseId, mediaSha256, findings, kindWords }: FindingsOf): string {
  const head = ['WEBVTT', '', 'NOTE', `case ${caseId}`, `media sha-256 ${mediaSha256 ?? 'none'}`];
  const hidden = hiddenInNotes({ findings });
  if (hidden > 0) head.push(`hidden characters in the notes: ${hidden}`);
  const cues = findings
    .map((finding) => ({ finding, ...spanMsOf(finding) }))
    // The standard asks for it: no cue may start before the one above it.
    .sort((a, b) => a.fromMs - b.fromMs)
    .map(({ finding, fromMs, toMs }) => {
      const frames =
        finding.fromFrame === null || finding.toFrame === null
          ? []
          : [`frames ${finding.fromFrame}-${Math.max(finding.fromFrame, finding.toFrame - 1)}`];
      return [
        cueId(finding.findingId),
        `${vttTime(fromMs)} --> ${vttTime(toMs)}`,
        ...[kindWords(finding.kind), ...frames, ...linesOf(finding.note)].map(vttText),
      ].join('\n');
    });
  return `${[head.join('\n'), ...cues].join('\n\n')}\n`;
}

/** An id that no reader takes for the beginning of a comment, style sheet or region. */
function cueId(findingId: string): string {
  return /^(NOTE|STYLE|REGION|WEBVTT)/u.test(findingId) ? `finding ${findingId}` : findingId;
}

function vttTime(ms: number): string {
  const part = (value: number, digits: number) => String(value).padStart(digits, '0');
  const hours = part(Math.floor(ms / 3_600_000), 2);
  const minutes = part(Math.floor(ms / 60_000) % 60, 2);
  return `${hours}:${minutes}:${part(Math.floor(ms / 1000) % 60, 2)}.${part(ms % 1000, 3)}`;
}

/** `-->` would end a cue's text, `<` and `&` begin markup. */
function vttText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
