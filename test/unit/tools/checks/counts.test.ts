import { expect, test } from 'vitest';
import {
  oneCheck,
  playwrightCounts,
  sentence,
  sum,
  vitestCounts,
} from '../../../../tools/checks/counts.mjs';

const vitestReport = {
  numPassedTests: 7,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 0,
  testResults: [{ status: 'passed', assertionResults: [{}] }],
};

test('the last line names what was skipped only when something was', () => {
  expect(sentence({ passed: 812, failed: 0, skipped: 0 })).toBe('812 passed, 0 failed');
  expect(sentence({ passed: 1, failed: 2, skipped: 3 })).toBe('1 passed, 2 failed, 3 skipped');
});

test('stages add up', () => {
  const total = sum([oneCheck(0), oneCheck(2), vitestCounts(vitestReport, 0)]);
  expect(total).toEqual({ passed: 8, failed: 1, skipped: 1 });
});

test('a test file that cannot be loaded counts as failed', () => {
  const broken = { status: 'failed', assertionResults: [] };
  const report = { ...vitestReport, testResults: [broken, ...vitestReport.testResults] };
  expect(vitestCounts(report, 1)).toEqual({ passed: 7, failed: 1, skipped: 1 });
});

test('a tool that fails without a failed test still fails the run', () => {
  expect(vitestCounts(vitestReport, 1).failed).toBe(1);
  expect(vitestCounts(undefined, 139).failed).toBe(1);
  expect(vitestCounts(undefined, 0).failed).toBe(1);
  const report = { stats: { expected: 0, flaky: 0, unexpected: 0, skipped: 0 } };
  expect(playwrightCounts(report, 1).failed).toBe(1);
});

test('an end-to-end test that passed on a second try has failed', () => {
  const report = { stats: { expected: 3, flaky: 1, unexpected: 2, skipped: 0 } };
  expect(playwrightCounts(report, 1)).toEqual({ passed: 3, failed: 3, skipped: 0 });
});
