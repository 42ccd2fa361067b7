// What is new on a page that is open.
import { expect, type Locator, type Page } from '@playwright/test';
import type { Troubles } from './troubles';

/** The notice that there is something new. */
export const news = (page: Page): Locator => page.getByRole('status').getByText('Es gibt Neues.', { exact: true });
export const refresh = (page: Page): Locator => page.getByRole('button', { name: 'Aktualisieren', exact: true });

/** The page learns of nothing by itself, as behind a proxy that does not know streams. */
export async function withoutStream(page: Page, troubles: Troubles): Promise<void> {
  troubles.expect(503, '/ereignisse');
  await page.route('**/ereignisse*', (route) => route.fulfill({ status: 503, contentType: 'text/event-stream' }));
}

/** So much later, and again until the page says that there is something new. Its clock must be installed. */
export async function passTime(page: Page, milliseconds: number): Promise<void> {
  await expect(async () => {
    await page.clock.fastForward(milliseconds);
    await expect(news(page)).toBeVisible({ timeout: 2_000 });
  }).toPass();
}

/** Notes that the page has not been loaded anew since. */
export const mark = (page: Page) => page.evaluate(() => document.documentElement.setAttribute('data-story', 'same'));
export const isMarked = (page: Page) => expect(page.locator('html[data-story="same"]')).toBeAttached();
