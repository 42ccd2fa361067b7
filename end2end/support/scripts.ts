// Waiting until a page is alive.
import { expect, type BrowserContext, type Page } from '@playwright/test';

/** The tag of stories about what only scripts can do: they are told where scripts run. */
export const SCRIPTED = '@scripted';

const scripted = new WeakSet<BrowserContext>();

/** Notes whether the pages of this browser run scripts. */
export function markScripts(context: BrowserContext, hasScripts: boolean): void {
  if (hasScripts) scripted.add(context);
}

export function runsScripts(page: Page): boolean {
  return scripted.has(page.context());
}

/** Waits until the scripts of a page have taken over. Pages work before that too, but each time a little differently. */
export async function waitForHydration(page: Page): Promise<void> {
  if (runsScripts(page)) await expect(page.locator('html[data-hydrated]')).toBeAttached();
}

/** Goes to an address, as from the address bar or from a mail. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await waitForHydration(page);
}

/** Goes to an address whose scripts run only once the answer is called. */
export async function openBeforeScripts(page: Page, address: string): Promise<() => Promise<void>> {
  let letThemCome = (): void => undefined;
  const mayCome = new Promise<void>((resolve) => (letThemCome = resolve));
  await page.route('**/freigabe.wasm', async (route) => {
    await mayCome;
    await route.continue();
  });
  await page.goto(address);
  return async () => {
    letThemCome();
    await waitForHydration(page);
  };
}
