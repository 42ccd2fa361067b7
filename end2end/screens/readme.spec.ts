// The pictures of the README, into docs/screens.
import type { Page } from '@playwright/test';
import { join } from 'node:path';
import { ROOT } from '../support/machine';
import { type Article, CHAIR, openForRelease, order, releaseAll, WHITEBOARD } from '../support/ordering';
import { expect, test } from '../support/page';
import { ALWAYS_REVIEWED, APPROVER, type Person, REVIEWED_OUTSIDE, SUPPLIER } from '../support/people';
import { open } from '../support/scripts';

/** Not in the Kundensortiment, which has something like it. */
const FINE_PAPER: Article = { number: '15-0107', name: 'Farblaserpapier Foglia Satin A4, 100 g, 500 Blatt' };

async function take(page: Page, name: string, fullPage = false): Promise<void> {
  await page.screenshot({ path: join(ROOT, 'docs/screens', `${name}.png`), fullPage, animations: 'disabled' });
}

test('the release of an order', async ({ signedIn }) => {
  const approver = await signedIn(APPROVER);
  const before = await order(await signedIn(ALWAYS_REVIEWED), { lines: [[FINE_PAPER, 6], [CHAIR, 1]] });
  await releaseAll(approver, before);
  const placed = await order(await signedIn(REVIEWED_OUTSIDE), {
    lines: [[FINE_PAPER, 10], [CHAIR, 3], [WHITEBOARD, 2]],
    note: 'Für das neue Sitzungszimmer im 2. Stock.',
  });
  await openForRelease(approver, placed);
  await take(approver, 'release', true);
});

test.describe('small pictures', () => {
  test.use({ deviceScaleFactor: 2 / 3 });

  const pictures: [name: string, person: Person, address: string, headline: string][] = [
    ['shop', REVIEWED_OUTSIDE, '/shop', 'Shop'],
    ['dossier', REVIEWED_OUTSIDE, '/kundendossier', 'Kundendossier'],
    ['logins', APPROVER, '/konto/logins', 'Login Verwaltung'],
    ['supply', SUPPLIER, '/lieferant', 'Aufträge'],
  ];
  for (const [name, person, address, headline] of pictures) {
    test(name, async ({ signedIn }) => {
      const page = await signedIn(person);
      await open(page, address);
      await expect(page.getByRole('heading', { name: headline, level: 1, exact: true })).toBeVisible();
      await take(page, name);
    });
  }
});
