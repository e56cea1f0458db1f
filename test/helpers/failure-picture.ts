import type { Page, TestInfo } from '@playwright/test';

const longestMs = 5_000;

/**
 * The last picture of every page of a test that failed, beside its other output. Playwright's own setting pictures the
 * end of every test, in case something fails after it; drawn without a graphics card that costs each test more than
 * closing its page.
 */
export async function keepFailurePicture(page: Page, testInfo: TestInfo): Promise<void> {
  for (const [index, shown] of page.context().pages().entries()) {
    const path = testInfo.outputPath(`test-failed-${index + 1}.png`);
    try {
      await shown.screenshot({ path, timeout: longestMs, caret: 'initial' });
    } catch {
      // A page that hangs or is gone has no picture; the failure itself is what must be told.
      continue;
    }
    await testInfo.attach('screenshot', { path, contentType: 'image/png' });
  }
}
