// How many clicks and keys a release takes: what README says is counted here.
import { countInput } from '../support/counting';
import { order, orderRow, PAPER } from '../support/ordering';
import { expect, test } from '../support/page';
import { ALWAYS_REVIEWED, APPROVER } from '../support/people';
import { open, SCRIPTED } from '../support/scripts';

test('three orders are released from the queue by a key each, and two for all of them', { tag: SCRIPTED }, async ({ signedIn }) => {
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const placed = [];
  for (let times = 0; times < 3; times++) placed.push(await order(orderer, { lines: [[PAPER, 1]] }));
  const page = await signedIn(APPROVER);
  const counted = await countInput(page.context());
  // They can still be delivered on their first day, so they stand on top.
  await open(page, '/freigaben');
  const boxes = placed.map(({ number }) => page.getByRole('checkbox', { name: `Bestellung ${number} auswählen` }));
  for (const box of boxes) {
    await page.keyboard.press('x');
    await expect(box).toBeChecked();
  }
  await page.keyboard.press('f');
  await expect(page.getByRole('button', { name: /^3 Bestellungen freigeben und übermitteln/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: '3 Bestellungen freigegeben.' })).toBeVisible();
  for (const each of placed) await expect(orderRow(page, each)).toHaveCount(0);
  await expect.poll(() => counted).toEqual({ click: 0, keydown: 5 });
});
