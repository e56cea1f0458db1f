import { test as base, type Page } from '@playwright/test';
import { keepFailurePicture } from '../../helpers/failure-picture.ts';
import { numberedClip, type ClipRecipe } from '../../helpers/numbered-clips.ts';
import { servePlayerHarness, type PlayerHarness } from '../../helpers/player-harness.ts';

type WorkerFixtures = { readonly served: PlayerHarness };
type Fixtures = {
  /** The harness page; an error in it fails the test. */
  readonly stage: Page;
  /** Makes the clip if need be and opens it in the page. */
  readonly openClip: (
    recipe: ClipRecipe,
    ringBytes?: number,
  ) => Promise<{ frames: number; keyFrames: number[]; startsUs: number[] }>;
};

export const test = base.extend<Fixtures, WorkerFixtures>({
  served: [
    // Playwright reads the fixtures a function wants from its first argument's pattern: here none.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const served = await servePlayerHarness();
      await use(served);
      await served.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  screenshot: ['off', { scope: 'worker' }],
  stage: async ({ page, served }, use, testInfo) => {
    const troubles: string[] = [];
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('console', (line) => {
      if (line.type() === 'error') troubles.push(line.text());
    });
    await page.goto(served.url);
    await use(page);
    if (troubles.length > 0 || testInfo.status !== testInfo.expectedStatus)
      await keepFailurePicture(page, testInfo);
    // A refused style or script counts too: the page runs under the desk's own policy.
    if (troubles.length > 0) throw new Error(`the page complained: ${troubles.join('; ')}`);
  },
  openClip: async ({ stage, served }, use) => {
    await use(async (recipe, ringBytes) => {
      const url = served.clipUrl(await numberedClip(recipe));
      return stage.evaluate(([clip, bytes]) => harness.open(clip, bytes), [
        url,
        ringBytes,
      ] as const);
    });
  },
});
export { expect } from '@playwright/test';
