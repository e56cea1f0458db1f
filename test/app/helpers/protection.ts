import { expect, type Page } from '@playwright/test';

/** What a reviewer does in Settings -> Protection and on the lock screen. */

export const passphrase = 'seven quiet otters at dawn';

export async function setPassphrase(page: Page, phrase: string): Promise<void> {
  await page.keyboard.press('Alt+4');
  await page.getByLabel('New passphrase', { exact: true }).fill(phrase);
  await page.getByLabel('New passphrase again').fill(phrase);
  await page.getByRole('button', { name: 'Set the passphrase' }).click();
  await expect(page.getByText('The passphrase is set.', { exact: false })).toBeVisible();
}

export async function expectLocked(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'This desk is locked' })).toBeVisible();
}

export async function unlock(page: Page, phrase: string): Promise<void> {
  await page.getByLabel('Passphrase', { exact: true }).fill(phrase);
  await page.keyboard.press('Enter');
}
