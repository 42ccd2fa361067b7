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

/** Lets pages come alive only as far as they do at once; what comes alive piece by piece after that waits until the answer is called. */
export async function holdPieces(page: Page): Promise<() => Promise<void>> {
  await page.addInitScript(() => {
    const held: TimerHandler[] = [];
    const set = window.setTimeout.bind(window);
    Object.assign(window, { held, letGo: () => held.splice(0).forEach((piece) => set(piece, 0)) });
    window.setTimeout = ((then: TimerHandler, after?: number) => (after ? set(then, after) : held.push(then))) as typeof setTimeout;
  });
  return async () => {
    await page.waitForFunction(() => {
      (window as unknown as { letGo: () => void }).letGo();
      return document.documentElement.hasAttribute('data-hydrated');
    });
  };
}

/** Waits until a page whose pieces are held is alive but for these. */
export async function waitForPieces(page: Page): Promise<void> {
  await page.waitForFunction(() => (window as unknown as { held: unknown[] }).held.length > 0);
}
