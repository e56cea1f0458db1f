import { expect, test } from 'vitest';
import { chooseNode, isNewEnough } from '../../../../tools/setup/node-version.mjs';

test('Linux x64 takes the Node that comes with the packages, whatever runs the command', () => {
  expect(chooseNode({ platform: 'linux', arch: 'x64', version: 'v18.20.0' })).toBe('bundled');
});

test('elsewhere the own Node is taken when it is new enough, else none', () => {
  expect(chooseNode({ platform: 'darwin', arch: 'arm64', version: 'v24.1.0' })).toBe('own');
  expect(chooseNode({ platform: 'linux', arch: 'arm64', version: 'v20.20.0' })).toBe('none');
});

test.each([
  ['v22.17.1', false],
  ['v22.18.0', true],
  ['v24.0.0', true],
  ['v9.99.0', false],
])('%s is new enough: %s', (version, expected) => {
  expect(isNewEnough(version)).toBe(expected);
});
