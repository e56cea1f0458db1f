/** What a stage or a whole run came to. */
export const noCounts = { passed: 0, failed: 0, skipped: 0 };

/** Adds up counts. */
export function sum(counts) {
  return counts.reduce(
    (all, { passed, failed, skipped }) => ({
      passed: all.passed + passed,
      failed: all.failed + failed,
      skipped: all.skipped + skipped,
    }),
    noCounts,
  );
}

/** The last line of a run: `812 passed, 0 failed`, and what was skipped, if anything was. */
export function sentence({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** A stage that is one check counts as one. */
export function oneCheck(code) {
  return { ...noCounts, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
}

/** A tool that failed but reports no failed test (a crash, an error outside any test) counts one. */
function withCrash(counts, code) {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** Counts of a program whose last line is `N passed, N failed`. */
export function lastLineCounts(output, code) {
  const found = /(\d+) passed, (\d+) failed\s*$/.exec(output);
  if (!found) return withCrash(noCounts, code || 1);
  const counts = { ...noCounts, passed: Number(found[1]), failed: Number(found[2]) };
  return withCrash(counts, code);
}

/** Counts of Vitest's JSON report. A file that can't be loaded has no tests: it counts as failed. */
export function vitestCounts(report, code) {
  if (!report) return withCrash(noCounts, code || 1);
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length;
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles,
    skipped: report.numPendingTests + report.numTodoTests,
  };
  return withCrash(counts, code);
}

/** Counts of Playwright's JSON report. A test that passed on a second try has failed: none is to be tried twice. */
export function playwrightCounts(report, code) {
  if (!report) return withCrash(noCounts, code || 1);
  const { expected, flaky, unexpected, skipped } = report.stats;
  return withCrash({ passed: expected, failed: unexpected + flaky, skipped }, code);
}
