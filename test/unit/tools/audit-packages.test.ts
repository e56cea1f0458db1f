import { expect, test } from 'vitest';
import { auditWords } from '../../../tools/audit-packages.mjs';

const report = (total: number, vulnerabilities = {}) =>
  `npm warn something\n${JSON.stringify({ vulnerabilities, metadata: { vulnerabilities: { total } } })}\n`;

test('no known vulnerability is said only where the registry answered', () => {
  expect(auditWords(report(0), undefined)).toMatchObject({ code: 0 });
});

test('a known vulnerability is named, with whether the package ships', () => {
  const vulnerabilities = {
    mediabunny: { severity: 'high', range: '<2' },
    vitest: { severity: 'low', range: '*' },
  };
  const said = auditWords(report(2, vulnerabilities), new Set(['mediabunny']));
  expect(said.code).toBe(1);
  expect(said.words.split('\n')).toEqual([
    '2 known vulnerabilities:',
    '  mediabunny <2: high, SHIPS',
    '  vitest *: low, only a tool or test',
  ]);
});

test.each([
  ['refuses', JSON.stringify({ message: '405 Method Not Allowed' }), '405 Method Not Allowed'],
  ['is not there', 'npm error network timeout', 'no report came back'],
  ['answers half a report', '{"metadata": {', 'no report came back'],
  ['answers nothing', '', 'no report came back'],
])('where the registry %s, nothing is known, and that is said', (_, output, why) => {
  const { code, words } = auditWords(output, undefined);
  expect(code).toBe(2);
  expect(words).toContain(`could not be looked up: ${why}.`);
});
