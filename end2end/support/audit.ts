// Looking closely at a page.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { join } from 'node:path';
import { runsScripts, waitForHydration } from './scripts';

const PHONE = { width: 360, height: 780 };
const TABLET = { width: 768, height: 1024 };
const DESK = { width: 1440, height: 900 };
/** The window in which stories are told. */
export const STORIES = { width: 1280, height: 900 };

const LOOKS = [
  { size: PHONE, scheme: 'light' },
  { size: PHONE, scheme: 'dark' },
  { size: DESK, scheme: 'light' },
  { size: DESK, scheme: 'dark' },
] as const;

/** Both layouts and both palettes are examined, one pair with scripts and one without: the markup is all but the same. */
const EXAMINED = { withScripts: '360-dark', withoutScripts: '1440-light' };

/** Without scripts the two looks that are pictured are enough to see that nothing is missing. */
const WITHOUT_SCRIPTS = ['360-light', '1440-light'];

/**
 * Leaves pictures of the page, on a phone and on a desk, light and dark, in `screenshots`. Fails when something is wider than a
 * phone or a tablet, or when axe finds something serious. Goes on after a failure, so that one run shows all of them.
 */
export async function audit(page: Page, name: string): Promise<void> {
  await waitForHydration(page);
  const hasScripts = runsScripts(page);
  for (const { size, scheme } of LOOKS) {
    const look = `${size.width}-${scheme}`;
    if (!hasScripts && !WITHOUT_SCRIPTS.includes(look)) continue;
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme: scheme });
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.screenshot({ path: picture(`${name}-${look}`), fullPage: true, animations: 'disabled' });
    if (size === PHONE) await checkWidth(page, name);
    if (look === (hasScripts ? EXAMINED.withScripts : EXAMINED.withoutScripts)) await examine(page, `${name}-${look}`);
  }
  await page.setViewportSize(TABLET);
  await checkWidth(page, name);
  await page.setViewportSize(STORIES);
  await page.emulateMedia({ colorScheme: null });
}

function picture(name: string): string {
  return join(__dirname, '../screenshots', test.info().project.name, `${name}.png`);
}

async function checkWidth(page: Page, name: string): Promise<void> {
  const tooWide = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const isOutside = (element: Element) => element.getBoundingClientRect().right > width + 0.5;
    const outside = [...document.body.querySelectorAll('*')].filter(isOutside);
    return outside.map((element) => `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}">`);
  });
  expect.soft(tooWide, `${name}: what is wider than the screen`).toEqual([]);
}

async function examine(page: Page, name: string): Promise<void> {
  const { violations } = runsScripts(page) ? await axe(page) : await axeOnTwin(page);
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const findings = grave.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`));
  expect.soft(findings, `${name}: what axe finds`).toEqual([]);
}

const axe = (page: Page) => new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] }).analyze();

/** Axe needs scripts: it looks at the same page in a browser that runs scripts, but not those of the portal. */
async function axeOnTwin(page: Page) {
  const context = await page.context().browser()!.newContext({
    javaScriptEnabled: true,
    storageState: await page.context().storageState(),
    viewport: page.viewportSize(),
    colorScheme: await page.evaluate(() => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')),
  });
  await context.route('**/pkg/**/*.{js,wasm}', (route) => route.abort());
  const twin = await context.newPage();
  await twin.goto(page.url());
  const results = await axe(twin);
  await context.close();
  return results;
}
