import { expect, test } from 'vitest';
import { readTranscript } from '../../../../backend/intake/transcript-file.ts';

const srt = `1\r
00:00:01,000 --> 00:00:03,500 X1:100 X2:200\r
<i>From Monday on,</i>\r
every boat {\\an8}pays.\r
\r
2\r
00:00:04,000 --> 00:00:06,000\r
A fee of 3 &amp; no more\r
3\r
01:00:00,5 --> 01:00:01,25\r
<font color="red">The end</font>\r
`;

test('SRT is read with its times, without numbers, places and fonts', () => {
  expect(readTranscript(`\ufeff${srt}`, 'ears')).toEqual({
    author: { name: 'ears', version: '' },
    language: null,
    segments: [
      { text: 'From Monday on, every boat pays.', fromUs: 1_000_000, toUs: 3_500_000 },
      { text: 'A fee of 3 & no more', fromUs: 4_000_000, toUs: 6_000_000 },
      { text: 'The end', fromUs: 3_600_500_000, toUs: 3_601_250_000 },
    ],
  });
});

test('WebVTT is read with its times and language, without notes, styles, names and voices', () => {
  const vtt = `WEBVTT - a title
Kind: captions
Language: de

STYLE
::cue { color: papayawhip }

NOTE 00:00:00.000 --> 00:00:09.000
this is not said

intro
00:01.000 --> 00:03.000 align:start
<v Anna><c.loud>Guten</c> <00:00:02.000>Abend</v>
und < 3 &lt;Grüße&gt;

00:03.000 --> 00:04.000

`;
  expect(readTranscript(vtt, '')).toMatchObject({
    language: 'de',
    segments: [{ text: 'Guten Abend und < 3 <Grüße>', fromUs: 1_000_000, toUs: 3_000_000 }],
  });
});

test('our JSON and plain words are read as ever, also words that hold colons, arrows and brackets', () => {
  const json = '{"language":"en","segments":[{"text":"hi","fromUs":0,"toUs":5}]}';
  expect(readTranscript(json, '').segments).toEqual([{ text: 'hi', fromUs: 0, toUs: 5 }]);
  for (const words of [
    'At 10:30 he said: go -> there',
    '[music] Hello',
    '{applause} Thank you',
    '1\n2\n3',
  ])
    expect(readTranscript(words, '').segments).toEqual([{ text: words, fromUs: null, toUs: null }]);
  expect(readTranscript(' \n', '').segments).toEqual([]);
});

test.each([
  [
    'ASS',
    '[Script Info]\nTitle: x\n[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,Hello',
    /ASS or SSA/,
  ],
  [
    'TTML',
    '<?xml version="1.0"?><tt xmlns="http://www.w3.org/ns/ttml"><body/></tt>',
    /XML or HTML/,
  ],
  ['SAMI', '<SAMI><BODY><SYNC Start=0>Hello</SAMI>', /XML or HTML/],
  ['RTF', '{\\rtf1 Hello}', /RTF/],
  ['PDF', '%PDF-1.7\n%âã', /PDF/],
  ['MicroDVD', '{0}{25}Hello', /MicroDVD/],
  ['SBV', '0:00:01.000,0:00:02.000\nHello', /SBV/],
  ['LRC', '[ar:x]\n[00:12.00]Hello', /LRC/],
  ['a table', 'start,end,text\n0,1,Hello', /a table/],
  ['other JSON', '[{"start":0,"text":"Hello"}]', /JSON, but not a transcript/],
  ['broken JSON', '{"segments": [', /JSON, but not a transcript/],
  ['a binary file', 'PK\u0003\u0004\0\0', /not text in UTF-8/],
  ['UTF-16', '\ufffd\ufffd1\0\r\0', /not text in UTF-8/],
])('%s is refused in a sentence that says what is read', (_, text, sentence) => {
  expect(() => readTranscript(text, '')).toThrow(sentence);
  expect(() => readTranscript(text, '')).toThrow(/Give SRT or WebVTT/);
});

test.each([
  ['00:00:05,000 --> 00:00:04,000', 2],
  ['00:00:61,000 --> 00:01:04,000', 2],
])('a time that can not be (%s) is refused with its line', (time, line) => {
  const text = `1\n${time}\nHello\n\n2\n00:00:06,000 --> 00:00:07,000\nWorld`;
  expect(() => readTranscript(text, '')).toThrow(new RegExp(`line ${line} is no span`));
});

test('a half-typed time in a subtitle file is refused, never taken for words', () => {
  const text = '1\n00:00:01,000 --> 00:00:02,000\nHello\n\n2\n00:00:03 --> 00:00:04\nWorld';
  expect(() => readTranscript(text, '')).toThrow(/line 6/);
});
