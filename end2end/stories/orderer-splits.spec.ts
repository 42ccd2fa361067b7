// A cart of which only some lines need a release.
import { audit } from '../support/audit';
import { CHAIR, lineOf, openCart, PAPER, putInCart, sendOrder, summary } from '../support/ordering';
import { expect, test } from '../support/page';
import { REVIEWED_OUTSIDE, SUPPLIER } from '../support/people';

test('what needs no release goes at once, and both orders name each other', async ({ signedIn }) => {
  const page = await signedIn(REVIEWED_OUTSIDE);
  await putInCart(page, PAPER, 2);
  await putInCart(page, CHAIR);
  await openCart(page);
  await expect(summary(page)).toContainText(/Sofort\s*CHF .*Lieferung .*abgeschickt/);
  await expect(summary(page)).toContainText(/Nach der Freigabe\s*CHF .*Lieferung .*freigegeben/);
  await page.getByRole('checkbox', { name: 'Was keine Freigabe braucht' }).check();
  await audit(page, 'warenkorb-teilen');
  const waiting = await sendOrder(page);
  await expect(lineOf(page, CHAIR)).toBeVisible();
  await expect(lineOf(page, PAPER)).toHaveCount(0);
  await expect(page.getByText('Was keine Freigabe braucht, ist schon beim Lieferanten:')).toBeVisible();
  await audit(page, 'bestaetigung-geteilt');
  await page.getByRole('link', { name: `Bestellung ${waiting.number - 1}` }).click();
  await expect(page.getByRole('heading', { name: `Bestellung ${waiting.number - 1}`, level: 1 })).toBeVisible();
  await expect(lineOf(page, PAPER)).toBeVisible();
  await expect(page.getByRole('link', { name: `Bestellung ${waiting.number}`, exact: true })).toBeVisible();

  const supplier = await signedIn(SUPPLIER);
  await supplier.getByRole('link', { name: /^Auftrag \d+/ }).first().click();
  await expect(supplier.getByText(PAPER.name)).toBeVisible();
  await expect(supplier.getByText(CHAIR.name)).toHaveCount(0);
});
