import { expect, test } from 'vitest';
import { envelopeTrouble, openEnvelope } from '../../../../backend/audit/open-envelope.ts';
import type { VerdictEnvelope } from '../../../../shared/domain/signed-verdict.ts';
import { madeBundle } from '../../../helpers/backend/made-bundle.ts';

const [entry] = madeBundle([{}]).entries;
const signed = entry?.envelope;
if (!signed) throw new Error('the bundle has an envelope');
const text = Buffer.from(signed.payload, 'base64').toString('utf8');
const saying = (payload: string | Buffer): VerdictEnvelope => ({
  ...signed,
  payload: Buffer.from(payload).toString('base64'),
});

test('a payload that says one thing twice is no verdict: parsers differ in which of both they keep', () => {
  expect(openEnvelope(signed)).not.toBeNull();
  for (const twice of [
    text.replace('{', '{"decision":"remove",'),
    text.replace(/\}$/, ',"decision":"remove"}'),
    text.replace('{', String.raw`{"d\u0065cision":"remove",`),
    text.replace('{', '{"decision" :"remove",'),
    text.replace('"conduct":{', '"conduct":{"handleMs":1,'),
  ]) {
    expect(() => JSON.parse(twice) as unknown).not.toThrow();
    expect(openEnvelope(saying(twice))).toBeNull();
    expect(envelopeTrouble(saying(twice))).toContain('twice');
  }
});

test('bytes that decoders pass over are not passed over: a byte order mark, sequences that are no UTF-8', () => {
  for (const odd of [
    Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]),
    Buffer.concat([Buffer.from(text), Buffer.from([0xff])]),
    Buffer.from(text, 'utf16le'),
  ])
    expect(openEnvelope(saying(odd))).toBeNull();
});

test('blanks, another order of names, and signs of JSON inside of a note are no trouble', () => {
  const value = JSON.parse(text) as Record<string, unknown>;
  const note = String.raw`says "note": {"a":1,"a":2} \": , and \\`;
  for (const other of [
    JSON.stringify(value, null, 2),
    JSON.stringify(Object.fromEntries(Object.entries(value).reverse())),
    JSON.stringify({ ...value, note }),
  ])
    expect(openEnvelope(saying(other))).not.toBeNull();
  expect(openEnvelope(saying(JSON.stringify({ ...value, note })))?.verdict.note).toBe(note);
});
