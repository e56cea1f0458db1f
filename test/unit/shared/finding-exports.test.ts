import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findingKinds, type Finding } from '../../../shared/domain/finding.ts';
import { findingsAsEdls } from '../../../shared/domain/findings-as-edl.ts';
import { findingsAsElan } from '../../../shared/domain/findings-as-elan.ts';
import { findingsAsWebVtt } from '../../../shared/domain/findings-as-webvtt.ts';
import { hostileText } from '../../helpers/hostile-text.ts';
import { readEaf } from '../../helpers/readers/eaf-reader.ts';
import { readEdl } from '../../helpers/readers/edl-reader.ts';
import { readWebVtt } from '../../helpers/readers/webvtt-reader.ts';

const finding = (over: Partial<Finding>): Finding => ({
  findingId: 'f1',
  kind: 'speech-replaced',
  fromUs: 1_234_567,
  toUs: 3_723_004_000,
  fromFrame: 30,
  toFrame: 45,
  note: '',
  ...over,
});
const of = (...findings: Finding[]) => ({
  caseId: 'case-1',
  mediaSha256: 'ab'.repeat(32),
  findings,
  kindWords: (kind: string) => `kind ${kind}`,
});

test('a finding is a WebVTT cue with its time, its frames and its note', () => {
  const vtt = findingsAsWebVtt(of(finding({ note: 'mouth <closed> & --> silent\n\nsecond line' })));
  expect(vtt.split('\n')).toEqual([
    'WEBVTT',
    '',
    'NOTE',
    'case case-1',
    `media sha-256 ${'ab'.repeat(32)}`,
    '',
    'f1',
    '00:00:01.235 --> 01:02:03.004',
    'kind speech-replaced',
    'frames 30-44',
    'mouth &lt;closed&gt; &amp; --&gt; silent',
    'second line',
    '',
  ]);
});

test('a finding without frames or length is still a cue that a player shows', () => {
  const vtt = findingsAsWebVtt(of(finding({ fromFrame: null, toFrame: null, toUs: 1_234_567 })));
  expect(vtt).toContain('00:00:01.235 --> 00:00:01.236\nkind speech-replaced\n');
});

test('no finding makes a file without cues', () => {
  expect(findingsAsWebVtt(of()).startsWith('WEBVTT\n\nNOTE\n')).toBe(true);
  expect(findingsAsElan(of())).toContain('<TIME_ORDER>');
});

test('an ELAN document has a tier for each kind, its time slots in order', () => {
  const text = findingsAsElan(
    of(
      finding({ note: '"quoted" <b> & \u0000 ]]> end\u2028next', toUs: 2_000_000 }),
      finding({ findingId: 'f2', kind: 'likeness', fromUs: 0, toUs: 0 }),
    ),
  );
  expect(readEaf(text)).toEqual([
    {
      tierId: 'kind speech-replaced',
      annotations: [{ fromMs: 1235, toMs: 2000, value: '"quoted" <b> & \ufffd ]]> end\nnext' }],
    },
    // An annotation of no length is not allowed.
    { tierId: 'kind likeness', annotations: [{ fromMs: 0, toMs: 1, value: 'kind likeness' }] },
  ]);
});

test('findings of one kind that overlap lie on tiers of their own, in whole milliseconds too', () => {
  const text = findingsAsElan(
    of(
      finding({ findingId: 'f3', fromUs: 2_000_000, toUs: 4_000_000, note: 'c' }),
      finding({ fromUs: 0, toUs: 2_000_000, note: 'a' }),
      finding({ findingId: 'f2', fromUs: 1_000_000, toUs: 3_000_000, note: 'b' }),
      // Of no length: one millisecond of an annotation, which reaches into the next.
      finding({ findingId: 'f4', fromUs: 4_000_000, toUs: 4_000_000, note: 'd' }),
      finding({ findingId: 'f5', fromUs: 4_000_400, toUs: 5_000_000, note: 'e' }),
    ),
  );
  expect(readEaf(text).map((tier) => tier.annotations.map((one) => one.value))).toEqual([
    ['a', 'c', 'd'],
    ['b', 'e'],
  ]);
});

test('two kinds of the same words have tiers of two names', () => {
  const same = { ...of(finding({}), finding({ kind: 'likeness' })), kindWords: () => 'One' };
  expect(readEaf(findingsAsElan(same)).map((tier) => tier.tierId)).toEqual(['One', 'One 2']);
});

test('cues stand in the order of their starts, whatever the order of the findings', () => {
  const vtt = findingsAsWebVtt(
    of(
      finding({ findingId: 'late', fromUs: 3_000_000 }),
      finding({ findingId: 'NOTE', fromUs: -5_000_000, toUs: -1_000_000 }),
      finding({ findingId: 'STYLE', fromUs: 1_000_000, toUs: 1_000_000 }),
    ),
  );
  expect(readWebVtt(vtt).map(({ id, fromMs, toMs }) => [id, fromMs, toMs])).toEqual([
    ['finding NOTE', 0, 1],
    ['finding STYLE', 1000, 1001],
    ['late', 3000, 3_723_004],
  ]);
});

const listsOf = (
  what: Parameters<typeof findingsAsEdls>[0],
  rate: Parameters<typeof findingsAsEdls>[1],
) => findingsAsEdls(what, rate) ?? [];
const constant = (numerator: number, denominator = 1) =>
  ({ kind: 'cfr', numerator, denominator }) as const;

test('a finding is an event of an EDL, its frames as timecodes of the clip', () => {
  const one = finding({ fromFrame: 30, toFrame: 45, note: 'mouth closed\nthen open' });
  const late = finding({ fromFrame: 90_000, toFrame: 90_000, kind: 'other' });
  const [list, ...more] = listsOf(of(late, one), constant(25));
  expect(more).toEqual([]);
  expect(list?.split('\r\n')).toEqual([
    'TITLE: FINDINGS case-1',
    'FCM: NON-DROP FRAME',
    '* CASE case-1',
    `* MEDIA SHA-256 ${'ab'.repeat(32)}`,
    '001  AX       V     C        00:00:01:05 00:00:01:20 00:00:01:05 00:00:01:20',
    '* COMMENT: kind speech-replaced',
    '* COMMENT: mouth closed',
    '* COMMENT: then open',
    '002  AX       V     C        01:00:00:00 01:00:00:01 01:00:00:00 01:00:00:01',
    '* COMMENT: kind other',
    '',
  ]);
});

test('an EDL of 29.97 pictures a second is counted with drop-frame, one of 23.976 is not', () => {
  const minute = finding({ fromFrame: 1799, toFrame: 1800 });
  const [dropped] = listsOf(of(minute), constant(30_000, 1001));
  expect(dropped).toContain('FCM: DROP FRAME');
  expect(dropped).toContain(' 00:00:59;29 00:01:00;02 ');
  const [film] = listsOf(of(minute), constant(24_000, 1001));
  expect(film).toContain('FCM: NON-DROP FRAME');
  expect(film).toContain(' 00:01:14:23 00:01:15:00 ');
});

test.each([
  ['an uneven rate', { kind: 'vfr', minFps: 12, maxFps: 30, meanFps: 24 } as const, {}],
  ['60 pictures a second', constant(60), {}],
  ['no frames', constant(25), { fromFrame: null, toFrame: null }],
  ['more than 24 hours', constant(25), { fromFrame: 24 * 90_000 - 1, toFrame: 24 * 90_000 }],
])('there is no EDL of a clip of %s', (_, rate, over) => {
  expect(findingsAsEdls(of(finding(over)), rate)).toBeNull();
});

test('findings that overlap are lists of their own, and each list says so', () => {
  const at = (findingId: string, fromFrame: number, toFrame: number) =>
    finding({ findingId, fromFrame, toFrame, note: findingId });
  const lists = listsOf(
    of(at('c', 20, 30), at('a', 0, 10), at('b', 5, 20), at('d', 25, 26)),
    constant(25),
  );
  expect(lists.map((list) => readEdl(list, 25).map((event) => event.remarks.at(-1)))).toEqual([
    ['COMMENT: a', 'COMMENT: c'],
    ['COMMENT: b', 'COMMENT: d'],
  ]);
  expect(lists[1]).toContain('* LIST 2 OF 2: FINDINGS THAT OVERLAP LIE IN LISTS OF THEIR OWN\r\n');
});

test('the thousandth finding begins a second list: none is left out', () => {
  const many = Array.from({ length: 1001 }, (_, n) =>
    finding({ findingId: `f${n}`, fromFrame: n, toFrame: n + 1 }),
  );
  const lists = listsOf(of(...many), constant(30));
  expect(lists.map((list) => readEdl(list, 30).length)).toEqual([999, 2]);
});

test('a remark is ASCII in 80 columns, and says where a sign had no such form', () => {
  const [list = ''] = listsOf(
    of(finding({ note: `“Café – naïve” ${'long '.repeat(30)}\u2028字幕\n* FROM CLIP NAME: x` })),
    constant(25),
  );
  const [event] = readEdl(list, 25);
  expect(event?.remarks.slice(1)).toEqual([
    'COMMENT: "Cafe - naive" long long long long long long long long long long long',
    'COMMENT: long long long long long long long long long long long long long long',
    'COMMENT: long long long long long',
    'COMMENT: ??',
    'COMMENT: * FROM CLIP NAME: x',
    'COMMENT: AN EDL HOLDS ASCII ONLY: A QUESTION MARK MAY STAND FOR ANOTHER SIGN',
  ]);
});

const hostileFindings = fc.array(
  fc.record({
    findingId: fc.stringMatching(/^[A-Za-z0-9._:-]{1,100}$/),
    kind: fc.constantFrom(...findingKinds),
    fromUs: fc.integer({ min: -1_000_000, max: 60_000_000 }),
    length: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 30_000_000 })),
    note: hostileText,
  }),
  { maxLength: 30 },
);

test('whatever was written, each file can be read by the rules of its format, and every finding is in it', () => {
  fc.assert(
    fc.property(hostileFindings, fc.constantFrom(24, 25, 30, 29.97), (made, fps) => {
      const rate = fps === 29.97 ? constant(30_000, 1001) : constant(fps);
      const findings = made.map(({ length, ...one }, at): Finding => {
        const fromFrame = Math.max(0, Math.floor((one.fromUs * fps) / 1e6));
        const toFrame = fromFrame + Math.floor((length * fps) / 1e6);
        const findingId = `${one.findingId.slice(0, 90)}-${at}`;
        return { ...one, findingId, toUs: one.fromUs + length, fromFrame, toFrame };
      });
      const what = of(...findings);
      expect(readWebVtt(findingsAsWebVtt(what)).length).toBe(findings.length);
      const tiers = readEaf(findingsAsElan(what));
      expect(tiers.flatMap((tier) => tier.annotations).length).toBe(findings.length);
      const lists = listsOf(what, rate).map((list) =>
        readEdl(list, fps === 29.97 ? 30 : (fps as 24)),
      );
      const spans = (all: readonly (readonly [number, number])[]) => all.map(String).toSorted();
      expect(spans(lists.flat().map((event) => [event.sourceIn, event.sourceOut]))).toEqual(
        spans(
          findings.map((one) => [
            one.fromFrame ?? 0,
            Math.max((one.fromFrame ?? 0) + 1, one.toFrame ?? 0),
          ]),
        ),
      );
    }),
    { numRuns: 300 },
  );
});

test('exports keep hidden characters as they are and say how many there are; an EDL leaves them out and says so', () => {
  const hidden = of(
    finding({ note: 'go\u202eod', findingId: 'f1' }),
    finding({ note: 'a\u200bb' }),
  );
  expect(findingsAsWebVtt(hidden)).toContain('\nhidden characters in the notes: 2\n');
  expect(findingsAsWebVtt(hidden)).toContain('\ngo\u202eod\n');
  const eaf = findingsAsElan(hidden);
  expect(eaf).toContain('<PROPERTY NAME="hidden-characters">2</PROPERTY>');
  expect(eaf).toContain('>go\u202eod<');
  const rate = { kind: 'cfr', numerator: 25, denominator: 1 } as const;
  const edl = findingsAsEdls(of(finding({ note: 'go\u202eod' })), rate)?.join('') ?? '';
  expect(edl).toContain('* HIDDEN CHARACTERS LEFT OUT OF THE NOTES: 1\r\n');
  expect(edl).not.toContain('\u202e');
  expect(findingsAsWebVtt(of(finding({ note: 'plain' })))).not.toContain('hidden');
});
