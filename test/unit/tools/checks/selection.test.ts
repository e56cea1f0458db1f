import { expect, test } from 'vitest';
import { select } from '../../../../tools/checks/selection.mjs';

test('nothing named means everything', () => {
  const chosen = select([], undefined);
  expect(chosen.checks).toEqual(['format', 'lint', 'types']);
  expect(chosen.vitest).toHaveLength(6);
  expect(chosen).toMatchObject({ build: true, playwright: ['test/app'] });
});

test('a named stage runs alone', () => {
  expect(select(['unit'], undefined)).toMatchObject({
    checks: [],
    vitest: ['test/unit/'],
    build: false,
    playwright: [],
  });
});

test('end-to-end tests are built first', () => {
  expect(select(['e2e'], undefined)).toMatchObject({ build: true, vitest: [] });
  expect(select(['test/app/review.spec.ts'], undefined)).toMatchObject({
    build: true,
    vitest: [],
    playwright: ['test/app/review.spec.ts'],
  });
});

test('a name to look for runs the tests and no other check', () => {
  expect(select([], 'offline')).toMatchObject({ checks: [], build: true, grep: 'offline' });
  expect(select(['unit'], 'offline')).toMatchObject({ vitest: ['test/unit/'], build: false });
});

test('a stage that does not exist is refused with the list of those that do', () => {
  expect(() => select(['units'], undefined)).toThrow(/no stage "units"[^]*unit, contract/);
});
