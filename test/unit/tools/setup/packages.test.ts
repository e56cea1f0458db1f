import { expect, test } from 'vitest';
import { isUpToDate } from '../../../../tools/setup/packages.mjs';

const lock = {
  packages: {
    '': {},
    'node_modules/zod': { version: '4.0.0', integrity: 'sha512-a' },
    'node_modules/fsevents': { version: '2.0.0', integrity: 'sha512-b', optional: true },
  },
};

test('packages are up to date when npm recorded the same versions, optional ones aside', () => {
  const installed = {
    packages: { 'node_modules/zod': { version: '4.0.0', integrity: 'sha512-a' } },
  };
  expect(isUpToDate(lock, installed)).toBe(true);
});

test('another version, another content or a missing package calls for an install', () => {
  const with_ = (zod: object) => ({ packages: { 'node_modules/zod': zod } });
  expect(isUpToDate(lock, with_({ version: '3.9.0', integrity: 'sha512-a' }))).toBe(false);
  expect(isUpToDate(lock, with_({ version: '4.0.0', integrity: 'sha512-x' }))).toBe(false);
  expect(isUpToDate(lock, { packages: {} })).toBe(false);
});
