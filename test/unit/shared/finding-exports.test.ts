import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { Finding } from '../../../shared/domain/finding.ts';
import { findingsAsElan, findingsAsWebVtt } from '../../../shared/domain/finding-exports.ts';
import { findingsAsEdl } from '../../../shared/domain/findings-as-edl.ts';

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

test('an ELAN document is well-formed XML with a tier for each kind', () => {
  const text = findingsAsElan(
    of(
      finding({ note: '"quoted" <b> & \u0000 end', toUs: 2_000_000 }),
      finding({ findingId: 'f2', kind: 'likeness', fromUs: 0, toUs: 0 }),
    ),
  );
  expect(text).toContain('TIER_ID="kind speech-replaced"');
  expect(text).toContain('TIER_ID="kind likeness"');
  expect(text).toContain('<TIME_SLOT TIME_SLOT_ID="ts1" TIME_VALUE="1235"/>');
  // An annotation of no length is not allowed.
  expect(text).toContain('<TIME_SLOT TIME_SLOT_ID="ts4" TIME_VALUE="1"/>');
  expect(text).toContain('&quot;quoted&quot; &lt;b&gt; &amp;  end');
  const parsed = spawnSync(
    'python3',
    [
      '-c',
      'import sys,xml.dom.minidom as m; d=m.parseString(sys.stdin.buffer.read()); print(len(d.getElementsByTagName("ALIGNABLE_ANNOTATION")))',
    ],
    { input: text },
  );
  // Without Python nothing is printed, and this one sign is left out.
  expect(parsed.error ? '2' : parsed.stdout.toString().trim()).toBe('2');
});

test('findings of one kind that overlap lie on tiers of their own', () => {
  const text = findingsAsElan(
    of(
      finding({ fromUs: 0, toUs: 2_000_000 }),
      finding({ findingId: 'f2', fromUs: 1_000_000, toUs: 3_000_000 }),
      finding({ findingId: 'f3', fromUs: 2_000_000, toUs: 4_000_000 }),
    ),
  );
  expect(text.match(/<TIER /gu)).toHaveLength(2);
  expect(text).toContain('TIER_ID="kind speech-replaced 2"');
});

const constant = (numerator: number, denominator = 1) =>
  ({ kind: 'cfr', numerator, denominator }) as const;

test('a finding is an event of an EDL, its frames as timecodes of the clip', () => {
  const one = finding({ fromFrame: 30, toFrame: 45, note: 'mouth closed\nthen open' });
  const late = finding({ fromFrame: 90_000, toFrame: 90_000, kind: 'other' });
  expect(findingsAsEdl(of(one, late), constant(25))?.split('\r\n')).toEqual([
    'TITLE: FINDINGS case-1',
    'FCM: NON-DROP FRAME',
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
  const dropped = findingsAsEdl(of(minute), constant(30_000, 1001));
  expect(dropped).toContain('FCM: DROP FRAME');
  expect(dropped).toContain(' 00:00:59;29 00:01:00;02 ');
  const film = findingsAsEdl(of(minute), constant(24_000, 1001));
  expect(film).toContain('FCM: NON-DROP FRAME');
  expect(film).toContain(' 00:01:14:23 00:01:15:00 ');
});

test.each([
  ['an uneven rate', { kind: 'vfr', minFps: 12, maxFps: 30, meanFps: 24 } as const, {}],
  ['60 pictures a second', constant(60), {}],
  ['no frames', constant(25), { fromFrame: null, toFrame: null }],
])('there is no EDL of a clip of %s', (_, rate, over) => {
  expect(findingsAsEdl(of(finding(over)), rate)).toBeNull();
});
