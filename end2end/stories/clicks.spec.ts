// How many clicks and keys a release takes: what README says is counted here.
import { countInput } from '../support/counting';
import { showMail } from '../support/mails';
import { allowByMail, type Article, BINDER, CHAIR, GEL_PEN, order, orderRow, PAPER, WHITEBOARD } from '../support/ordering';
import { expect, test } from '../support/page';
import { ALWAYS_REVIEWED, APPROVER } from '../support/people';
import { open, SCRIPTED, waitForHydration } from '../support/scripts';

const FIVE_LINES: [Article, number][] = [[PAPER, 3], [BINDER, 2], [GEL_PEN, 5], [CHAIR, 1], [WHITEBOARD, 1]];

test('whoever is signed in releases five lines by two clicks from the mail on', { tag: SCRIPTED }, async ({ signedIn, portal }) => {
  const placed = await order(await signedIn(ALWAYS_REVIEWED), { lines: FIVE_LINES });
  const mail = await portal.mails.waitFor({ to: APPROVER.userName, subject: `Bestellung ${placed.number} von Luca Steiner: bitte freigeben` });
  const page = await signedIn(APPROVER);
  const counted = await countInput(page.context());
  await showMail(page, mail);
  await page.getByRole('link', { name: 'Bestellung prüfen', exact: true }).click();
  await expect(page.getByText('5 von 5 Positionen offen')).toBeVisible();
  await waitForHydration(page);
  await page.getByRole('button', { name: 'Alle freigeben und übermitteln' }).click();
  await expect(page.getByRole('heading', { name: 'Freigabe abgeschlossen', level: 1 })).toBeVisible();
  await expect.poll(() => counted).toEqual({ click: 2, keydown: 0 });
});

test('so does whoever is not signed in, where the mail may decide', { tag: SCRIPTED }, async ({ signedIn, visitor, portal }) => {
  const approver = await signedIn(APPROVER);
  await allowByMail(approver);
  const placed = await order(await signedIn(ALWAYS_REVIEWED), { lines: FIVE_LINES });
  const mail = await portal.mails.waitFor({ to: APPROVER.userName, subject: `Bestellung ${placed.number} von Luca Steiner: bitte freigeben` });
  const page = await visitor();
  const counted = await countInput(page.context());
  await showMail(page, mail);
  await page.getByRole('link', { name: 'Ansehen und freigeben', exact: true }).click();
  await expect(page.getByText('5 von 5 Positionen offen')).toBeVisible();
  await waitForHydration(page);
  await page.getByRole('button', { name: 'Alle freigeben und übermitteln' }).click();
  await expect(page.getByText(/Entschieden von Claudia Meier/)).toBeVisible();
  await expect.poll(() => counted).toEqual({ click: 2, keydown: 0 });
});

test('three orders are released from the queue by a key each, and two for all of them', { tag: SCRIPTED }, async ({ signedIn }) => {
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const placed = [];
  for (let times = 0; times < 3; times++) placed.push(await order(orderer, { lines: [[CHAIR, 1]] }));
  const page = await signedIn(APPROVER);
  const counted = await countInput(page.context());
  // Without those of the demo, which may stand before them.
  await open(page, '/freigaben?suche=burodrehstuhl');
  await expect(page.getByRole('checkbox', { name: /^Bestellung/ })).toHaveCount(3);
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

test('an order is released on its page by two keys', { tag: SCRIPTED }, async ({ signedIn }) => {
  const placed = await order(await signedIn(ALWAYS_REVIEWED), { lines: FIVE_LINES });
  const page = await signedIn(APPROVER);
  const counted = await countInput(page.context());
  await open(page, `/freigaben/${placed.id}`);
  await page.keyboard.press('f');
  await expect(page.getByRole('button', { name: 'Alle freigeben und übermitteln' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Freigabe abgeschlossen', level: 1 })).toBeVisible();
  await expect.poll(() => counted).toEqual({ click: 0, keydown: 2 });
});
