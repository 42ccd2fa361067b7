// What is new on a page that is open.
import { expect, type Locator, type Page } from '@playwright/test';

/** The notice that there is something new. */
export const news = (page: Page): Locator => page.getByRole('status').getByText('Es gibt Neues.', { exact: true });
export const refresh = (page: Page): Locator => page.getByRole('button', { name: 'Aktualisieren', exact: true });

/** Notes that the page has not been loaded anew since. */
export const mark = (page: Page) => page.evaluate(() => document.documentElement.setAttribute('data-story', 'same'));
export const isMarked = (page: Page) => expect(page.locator('html[data-story="same"]')).toBeAttached();
