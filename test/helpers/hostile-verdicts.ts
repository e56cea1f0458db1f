import fc from 'fast-check';
import type { Finding } from '../../shared/domain/finding.ts';
import { findingKinds } from '../../shared/domain/finding.ts';
import type { ReviewConduct } from '../../shared/domain/verdict.ts';

const most = Number.MAX_SAFE_INTEGER;

/** Text of any kind that a string can hold, half surrogate pairs and U+0000 among it, up to the full length. */
export function hostileText(maxUnits: number): fc.Arbitrary<string> {
  const cut = (text: string) => text.slice(0, maxUnits);
  return fc.oneof(
    { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }).map(cut) },
    {
      weight: 2,
      arbitrary: fc
        .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 100 })
        .map((units) => cut(String.fromCharCode(...units))),
    },
    fc
      .constantFrom(
        '\0',
        '\ud83d',
        '\udc00\ud800',
        '\ufeff',
        '\u202e',
        '👩‍👩‍👧',
        'é',
        '\u{e0041}',
        '"\\',
        'x',
      )
      .chain((piece) =>
        fc
          .constantFrom(1, 2, Math.floor(maxUnits / piece.length))
          .map((times) => piece.repeat(times)),
      ),
    fc.constantFrom(
      '',
      ' ',
      "'; DROP TABLE verdicts; --",
      '\\u0000',
      '$1',
      '{"a":1}',
      '\r\n\t\v\x1b',
    ),
  );
}

/** The same, but only what a database can hold. */
export const soundText = (maxUnits: number) =>
  hostileText(maxUnits).map((text) => text.replaceAll('\0', '').toWellFormed());

const whole = (min: number, max: number) =>
  fc.oneof(fc.constantFrom(min, max), fc.integer({ min, max }));
const us = whole(-1e13, 1e13);
const rate = fc.oneof(
  fc.constantFrom(Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE, 1e-320, 0.1, 0, 1e21),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

export function hostileFinding(text: fc.Arbitrary<string>): fc.Arbitrary<Finding> {
  return fc
    .record({
      findingId: fc.uuid(),
      kind: fc.constantFrom(...findingKinds),
      times: fc.tuple(us, us),
      fromFrame: fc.option(whole(0, most)),
      toFrame: fc.option(whole(0, most)),
      note: text,
    })
    .map(({ times, ...rest }) => ({
      ...rest,
      fromUs: Math.min(...times),
      toUs: Math.max(...times),
    }));
}

const runs = fc.array(fc.tuple(whole(-most, most), whole(-most, most)), { maxLength: 3 });

/** Every number of how a clip was reviewed at its extremes. */
export function hostileConduct(text: fc.Arbitrary<string>): fc.Arbitrary<ReviewConduct> {
  return fc.record({
    firstExposureAtMs: fc.option(whole(0, 8.64e15)),
    handleMs: whole(0, most),
    proposalsSeen: fc.boolean(),
    soundHeard: fc.boolean(),
    playedWith: fc.array(fc.constantFrom('blur', 'greyscale', 'stylise', 'plain'), {
      maxLength: 4,
    }),
    framesShown: whole(0, most),
    framesTotal: fc.option(whole(0, most)),
    frameIndexVersion: whole(-most, most),
    coverage: fc.record({
      seenPlain: runs,
      seenFiltered: runs,
      heard: fc.array(fc.record({ fromUs: us, toUs: us, rate }), { maxLength: 3 }),
    }),
    measured: fc.array(
      fc.record({
        analyser: fc.constantFrom('speech', 'provenance'),
        version: text.map((version) => version.slice(0, 50).toWellFormed()),
        status: fc.constantFrom('clear', 'coming'),
        reason: fc.option(text.map((reason) => reason.slice(0, 100).toWellFormed())),
      }),
      { maxLength: 2 },
    ),
  });
}
