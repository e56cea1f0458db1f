import type { Finding } from './finding.ts';
import {
  hiddenInNotes,
  linesOf,
  rowsWithoutOverlap,
  spanMsOf,
  type FindingsOf,
} from './finding-exports.ts';

type Annotation = {
  readonly fromMs: number;
  readonly toMs: number;
  readonly id: string;
  readonly fromSlot: string;
  readonly toSlot: string;
  readonly kind: Finding['kind'];
  readonly words: string;
};

/**
 * Findings as an ELAN annotation document (EAF 3.0): one tier for each kind, more where findings of one kind overlap, which
 * annotations of a tier may not; times in milliseconds, in order. The media file is not linked: it does not leave the desk.
 */
export function findingsAsElan({ caseId, mediaSha256, findings, kindWords }: FindingsOf): string {
  const { slots, annotations } = annotationsOf(findings, kindWords);
  const named = new Set<string>();
  const tiers = [...new Set(findings.map((finding) => finding.kind))].flatMap((kind) =>
    rowsWithoutOverlap(
      annotations.filter((one) => one.kind === kind),
      ({ fromMs, toMs }) => ({ from: fromMs, to: toMs }),
    ).map((row) => tier(freeName(xml(kindWords(kind)), named), row)),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<ANNOTATION_DOCUMENT AUTHOR="" DATE="1970-01-01T00:00:00Z" FORMAT="3.0" VERSION="3.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="http://www.mpi.nl/tools/elan/EAFv3.0.xsd">
  <HEADER MEDIA_FILE="" TIME_UNITS="milliseconds">
    <PROPERTY NAME="case">${xml(caseId)}</PROPERTY>
    <PROPERTY NAME="media-sha-256">${xml(mediaSha256 ?? 'none')}</PROPERTY>
    <PROPERTY NAME="hidden-characters">${hiddenInNotes({ findings })}</PROPERTY>
  </HEADER>
  <TIME_ORDER>
${slots.join('\n')}
  </TIME_ORDER>
${tiers.join('\n')}
  <LINGUISTIC_TYPE GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="finding" TIME_ALIGNABLE="true"/>
</ANNOTATION_DOCUMENT>
`;
}

/** Annotations and the time slots that they stand between, the slots numbered in the order of time. */
function annotationsOf(findings: readonly Finding[], kindWords: FindingsOf['kindWords']) {
  const spans = findings.map(spanMsOf);
  const slots = spans
    .flatMap(({ fromMs, toMs }, at) => [
      { key: `${at} from`, ms: fromMs },
      { key: `${at} to`, ms: toMs },
    ])
    .sort((a, b) => a.ms - b.ms)
    .map((slot, at) => ({ ...slot, id: `ts${at + 1}` }));
  const idOf = new Map(slots.map(({ key, id }) => [key, id]));
  const annotations = findings.map((finding, at): Annotation => {
    const note = linesOf(finding.note).join('\n');
    return {
      ...spanMsOf(finding),
      id: `a${at + 1}`,
      fromSlot: idOf.get(`${at} from`) ?? '',
      toSlot: idOf.get(`${at} to`) ?? '',
      kind: finding.kind,
      words: note === '' ? kindWords(finding.kind) : note,
    };
  });
  return {
    slots: slots.map(({ id, ms }) => `    <TIME_SLOT TIME_SLOT_ID="${id}" TIME_VALUE="${ms}"/>`),
    annotations,
  };
}

/** Tiers are distinguished by their names. */
function freeName(words: string, taken: Set<string>): string {
  let name = words;
  for (let number = 2; taken.has(name); number += 1) name = `${words} ${number}`;
  taken.add(name);
  return name;
}

function tier(name: string, row: readonly Annotation[]): string {
  const lines = row.map(
    ({ id, fromSlot, toSlot, words }) =>
      `    <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="${id}" TIME_SLOT_REF1="${fromSlot}" TIME_SLOT_REF2="${toSlot}"><ANNOTATION_VALUE>${xml(words)}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>`,
  );
  return `  <TIER LINGUISTIC_TYPE_REF="finding" TIER_ID="${name}">\n${lines.join('\n')}\n  </TIER>`;
}

/** Text for XML 1.0: markup escaped, characters that XML forbids as U+FFFD. */
function xml(text: string): string {
  return text
    .replaceAll(
      /[^\t\n\u{20}-\u{7E}\u{A0}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu,
      '\uFFFD',
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
