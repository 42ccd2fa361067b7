// Long pages come alive piece by piece: what is pressed in between counts.
import { articleRow, card, CHAIR, order, PAPER, quantityOf } from '../support/ordering';
import { expect, test } from '../support/page';
import { ALWAYS_REVIEWED, APPROVER, UNRESTRICTED } from '../support/people';
import { holdPieces, SCRIPTED, waitForPieces } from '../support/scripts';

test('what is put in the cart before the row is alive is put there once, without leaving the page', { tag: SCRIPTED }, async ({ signedIn }) => {
  const page = await signedIn(UNRESTRICTED);
  const letGo = await holdPieces(page);
  await page.goto('/shop');
  await waitForPieces(page);
  await expect(page.locator('html[data-hydrated]')).toHaveCount(0);
  await quantityOf(page, PAPER).fill('3');
  await page.getByRole('button', { name: `${PAPER.name} in den Warenkorb` }).click();
  await expect(page.getByRole('status').filter({ hasText: PAPER.name })).toContainText(`3 × ${PAPER.name}`);
  expect(new URL(page.url()).search).toBe('');
  await letGo();
  await expect(articleRow(page, PAPER).getByRole('button', { name: 'Eins mehr' })).toBeVisible();
});

test('what is released before its card is alive is released, and the other cards follow', { tag: SCRIPTED }, async ({ signedIn }) => {
  const placed = await order(await signedIn(ALWAYS_REVIEWED), { lines: [[PAPER, 2], [CHAIR, 1]] });
  const page = await signedIn(APPROVER);
  const letGo = await holdPieces(page);
  await page.goto(`/freigaben/${placed.id}`);
  await waitForPieces(page);
  await card(page, PAPER).getByRole('button', { name: 'Freigeben' }).click();
  await letGo();
  await expect(card(page, PAPER)).toContainText('Freigegeben');
  await expect(card(page, CHAIR).getByRole('button', { name: /^Freigeben/ })).toBeVisible();
});
