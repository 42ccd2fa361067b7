// What is held in a hand.
import { expect, type Locator, type Page } from '@playwright/test';
import { STORIES } from './audit';

/** Goes to a field on a phone: the one action stays in view below it, and is not printed. */
export async function staysInView(page: Page, action: Locator, field: Locator): Promise<void> {
  await page.setViewportSize({ width: 360, height: 600 });
  await field.focus();
  await expect(action).toBeInViewport({ ratio: 1 });
  await expect(async () => {
    const [above, below] = [(await field.boundingBox())!, (await action.boundingBox())!];
    expect(above.y).toBeGreaterThanOrEqual(0);
    expect(above.y + above.height).toBeLessThanOrEqual(below.y);
  }).toPass();
  await page.emulateMedia({ media: 'print' });
  await expect(action).toBeHidden();
  await page.emulateMedia({ media: null });
  await page.setViewportSize(STORIES);
}
