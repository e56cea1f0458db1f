import type { MediaUs } from '../media-time/units.ts';
import type { Finding } from './finding.ts';

/** What an export of findings says of its clip. */
export type FindingsOf = {
  readonly caseId: string;
  readonly mediaSha256: string | null;
  readonly findings: readonly Finding[];
  /** A finding's kind in words. */
  readonly kindWords: (kind: Finding['kind']) => string;
};

/** Findings as WebVTT (W3C): one cue each, its id the finding's, frames and note in its text. */
export function findingsAsWebVtt({ caseId, mediaSha256, findings, kindWords }: FindingsOf): string {
  const head = ['WEBVTT', '', 'NOTE', `case ${caseId}`, `media sha-256 ${mediaSha256 ?? 'none'}`];
  const cues = findings.map((finding) => {
    const frames =
      finding.fromFrame === null || finding.toFrame === null
        ? []
        : [`frames ${finding.fromFrame}-${Math.max(finding.fromFrame, finding.toFrame - 1)}`];
    const note = finding.note.split(/\r?\n/u).filter((line) => line.trim() !== '');
    // A cue of no length is not shown by any player: it gets the shortest one that WebVTT can write.
    const toUs = Math.max(finding.toUs, finding.fromUs + 1000);
    return [
      finding.findingId,
      `${vttTime(finding.fromUs)} --> ${vttTime(toUs)}`,
      ...[kindWords(finding.kind), ...frames, ...note].map(vttText),
    ].join('\n');
  });
  return `${[head.join('\n'), ...cues].join('\n\n')}\n`;
}

function vttTime(us: MediaUs): string {
  const ms = Math.max(0, Math.round(us / 1000));
  const part = (value: number, digits: number) => String(value).padStart(digits, '0');
  const hours = part(Math.floor(ms / 3_600_000), 2);
  const minutes = part(Math.floor(ms / 60_000) % 60, 2);
  return `${hours}:${minutes}:${part(Math.floor(ms / 1000) % 60, 2)}.${part(ms % 1000, 3)}`;
}

/** `-->` would end a cue's text, `<` and `&` begin markup. */
function vttText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * Findings as an ELAN annotation document (EAF 3.0): one tier for each kind, times in milliseconds. The media
 * file is not linked: it does not leave the desk.
 */
export function findingsAsElan({ caseId, mediaSha256, findings, kindWords }: FindingsOf): string {
  const kinds = [...new Set(findings.map((finding) => finding.kind))];
  const slots = findings.flatMap((finding, at) => [
    `    <TIME_SLOT TIME_SLOT_ID="ts${2 * at + 1}" TIME_VALUE="${elanMs(finding.fromUs)}"/>`,
    `    <TIME_SLOT TIME_SLOT_ID="ts${2 * at + 2}" TIME_VALUE="${Math.max(elanMs(finding.fromUs) + 1, elanMs(finding.toUs))}"/>`,
  ]);
  // ELAN lets annotations of one tier not overlap, so each finding that does gets a tier of its own.
  const tiers = kinds.flatMap((kind) => tiersOf(findings, kind, kindWords(kind)));
  return `<?xml version="1.0" encoding="UTF-8"?>
<ANNOTATION_DOCUMENT AUTHOR="" DATE="1970-01-01T00:00:00Z" FORMAT="3.0" VERSION="3.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="http://www.mpi.nl/tools/elan/EAFv3.0.xsd">
  <HEADER MEDIA_FILE="" TIME_UNITS="milliseconds">
    <PROPERTY NAME="case">${xml(caseId)}</PROPERTY>
    <PROPERTY NAME="media-sha-256">${xml(mediaSha256 ?? 'none')}</PROPERTY>
  </HEADER>
  <TIME_ORDER>
${slots.join('\n')}
  </TIME_ORDER>
${tiers.join('\n')}
  <LINGUISTIC_TYPE GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="finding" TIME_ALIGNABLE="true"/>
</ANNOTATION_DOCUMENT>
`;
}

function tiersOf(
  findings: readonly Finding[],
  kind: Finding['kind'],
  words: string,
): readonly string[] {
  const rows: { untilUs: MediaUs; lines: string[] }[] = [];
  findings.forEach((finding, at) => {
    if (finding.kind !== kind) return;
    const free = rows.find((row) => row.untilUs <= finding.fromUs);
    const row = free ?? { untilUs: 0, lines: [] };
    if (!free) rows.push(row);
    row.untilUs = finding.toUs;
    row.lines.push(
      `    <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a${at + 1}" TIME_SLOT_REF1="ts${2 * at + 1}" TIME_SLOT_REF2="ts${2 * at + 2}"><ANNOTATION_VALUE>${xml(finding.note.trim() === '' ? words : finding.note)}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>`,
    );
  });
  return rows.map((row, at) => {
    const name = at === 0 ? words : `${words} ${at + 1}`;
    return `  <TIER LINGUISTIC_TYPE_REF="finding" TIER_ID="${xml(name)}">\n${row.lines.join('\n')}\n  </TIER>`;
  });
}

function elanMs(us: MediaUs): number {
  return Math.max(0, Math.round(us / 1000));
}

/** Text for XML 1.0: markup escaped, characters that XML forbids left out. */
function xml(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
