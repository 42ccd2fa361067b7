// An order that is changed while it waits.
import type { Page } from '@playwright/test';
import { audit } from '../support/audit';
import {
  amount,
  type Article,
  card,
  CHAIR,
  lineOf,
  openCart,
  openForRelease,
  openInDossier,
  type Order,
  order,
  PAPER,
  putInCart,
  quantityOf,
  sendOrder,
  WHITEBOARD,
} from '../support/ordering';
import { expect, test } from '../support/page';
import { ALWAYS_REVIEWED, APPROVER, REVIEWED_OUTSIDE, UNRESTRICTED } from '../support/people';
import { createCostCentre } from '../support/rules';
import { open, runsScripts } from '../support/scripts';

const WAITS = `wartet auf die Freigabe durch ${APPROVER.name}`;
const AT_ONCE = 'Nichts braucht mehr eine Freigabe: Mit dieser Änderung geht die Bestellung sofort an den Lieferanten.';

const openChange = (page: Page, { id }: Order) => open(page, `/kundendossier/${id}/aendern`);
/** Sums and outcome above the button that sends the change. */
const outcome = (page: Page) => page.getByRole('region', { name: 'Zusammenfassung' });
const rowOf = (page: Page, { name }: Article) => page.getByRole('listitem').filter({ hasText: name });

async function sendChange(page: Page, { number }: Order): Promise<void> {
  await page.getByRole('button', { name: 'Änderung abschicken' }).click();
  await expect(page.getByRole('heading', { name: `Bestellung ${number} ändern` })).toHaveCount(0);
  await expect(page.getByRole('heading', { name: `Bestellung ${number}`, level: 1 })).toBeVisible();
}

test('an orderer changes an order that waits, and the approver sees what was and what is', async ({ signedIn, portal }) => {
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(orderer, { lines: [[PAPER, 3], [CHAIR, 1]] });
  const approver = await signedIn(APPROVER);
  await openForRelease(approver, placed);
  await card(approver, PAPER).getByRole('button', { name: 'Freigeben', exact: true }).click();
  await expect(card(approver, PAPER)).toContainText('Freigegeben');

  await putInCart(orderer, WHITEBOARD, 2);
  await openInDossier(orderer, placed);
  await orderer.getByRole('link', { name: 'Ändern' }).click();
  await expect(orderer.getByRole('heading', { name: `Bestellung ${placed.number} ändern` })).toBeVisible();
  await audit(orderer, 'bestellung-aendern');
  await quantityOf(orderer, PAPER).fill('4');
  await quantityOf(orderer, CHAIR).fill('0');
  await orderer.getByRole('checkbox', { name: new RegExp(WHITEBOARD.name.slice(0, 10)) }).check();
  await orderer.getByLabel('Mitteilung an den Freigeber').fill('Doch lieber ein Whiteboard.');
  await orderer.getByRole('button', { name: 'Änderung abschicken' }).click();
  await expect(orderer.getByRole('heading', { name: `Bestellung ${placed.number}`, level: 1 })).toBeVisible();
  await expect(lineOf(orderer, PAPER)).toContainText('Geändert');
  await expect(orderer.getByText('Doch lieber ein Whiteboard.').first()).toBeVisible();
  await audit(orderer, 'bestellung-geaendert');

  const mail = await portal.mails.waitFor({ to: APPROVER.userName, subject: `Bestellung ${placed.number}: Luca Steiner hat sie geändert` });
  expect(mail.text).toContain(`${PAPER.name}, 3 → 4`);
  await openForRelease(approver, placed);
  await expect(card(approver, PAPER)).toContainText(/Geändert\s*vorher 3 × .*Freigegeben durch Claudia Meier/);
  await expect(card(approver, WHITEBOARD)).toContainText('Neu');
  await expect(approver.getByText('Herausgenommen:')).toBeVisible();
  await audit(approver, 'freigabe-geaendert');
  await approver.getByRole('button', { name: 'Alle freigeben' }).click();
  await expect(approver.getByRole('heading', { name: 'Freigabe abgeschlossen', level: 1 })).toBeVisible();
  await orderer.reload();
  await expect(orderer.getByRole('link', { name: 'Ändern' })).toHaveCount(0);
});

test('a page that is out of date neither changes an order nor loses what was typed', async ({ signedIn, troubles }) => {
  troubles.expect(409, '/api/revise_order');
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(orderer, { lines: [[PAPER, 3], [CHAIR, 1]] });
  const change = `/kundendossier/${placed.id}/aendern`;
  const other = await orderer.context().newPage();
  await open(orderer, change);
  await open(other, change);
  await quantityOf(other, CHAIR).fill('2');
  await other.getByRole('button', { name: 'Änderung abschicken' }).click();
  await expect(other.getByRole('heading', { name: `Bestellung ${placed.number}`, level: 1 })).toBeVisible();

  await quantityOf(orderer, PAPER).fill('9');
  await orderer.getByLabel('Mitteilung an den Freigeber').fill('Für alle.');
  await orderer.getByRole('button', { name: 'Änderung abschicken' }).click();
  await expect(orderer.getByText('Die Bestellung wurde inzwischen geändert.')).toBeVisible();
  await expect(quantityOf(orderer, CHAIR)).toHaveValue('2');
  await expect(quantityOf(orderer, PAPER)).toHaveValue('9');
  await expect(orderer.getByLabel('Mitteilung an den Freigeber')).toHaveValue('Für alle.');
  await audit(orderer, 'bestellung-aendern-veraltet');
  await orderer.getByRole('button', { name: 'Änderung abschicken' }).click();
  await expect(lineOf(orderer, PAPER)).toContainText('9');
});

test('what a change would cost, and what comes of it, is said before it is sent', async ({ signedIn, hasScripts }) => {
  const orderer = await signedIn(REVIEWED_OUTSIDE);
  const placed = await order(orderer, { lines: [[PAPER, 3], [CHAIR, 1], [WHITEBOARD, 1]] });
  await openChange(orderer, placed);
  const total = amount(outcome(orderer), 'Total CHF');
  await expect(total).toHaveText('880.80');
  await expect(outcome(orderer)).toContainText(`${WAITS}, und zwar für 2 Positionen.`);
  const isLater = orderer.getByText('Das neue Total steht nach dem Abschicken auf der Seite der Bestellung.');
  await expect(isLater).toHaveCount(hasScripts ? 0 : 1);

  await quantityOf(orderer, PAPER).fill('10');
  if (hasScripts) await expect(total).toHaveText('923.17');
  await quantityOf(orderer, WHITEBOARD).fill('0');
  if (hasScripts) {
    await expect(outcome(orderer)).toContainText('Total CHF 545.91 statt CHF 880.80.');
    await expect(outcome(orderer)).toContainText(`${WAITS}, und zwar für «${CHAIR.name}».`);
    await expect(rowOf(orderer, PAPER)).toContainText('10 × 5.60');
    await expect(rowOf(orderer, WHITEBOARD)).toContainText('Fällt weg');
    await audit(orderer, 'bestellung-aendern-total');
    // Nothing has to be left.
    await quantityOf(orderer, PAPER).fill('0');
    await quantityOf(orderer, CHAIR).fill('0');
    await expect(outcome(orderer)).toContainText('So bliebe nichts übrig.');
    await quantityOf(orderer, CHAIR).fill('1');
    await quantityOf(orderer, PAPER).fill('10');
    await expect(total).toHaveText('545.91');
  }
  await sendChange(orderer, placed);
  await expect(amount(orderer.getByRole('main'), 'Total CHF')).toHaveText('545.91');

  await openChange(orderer, placed);
  await quantityOf(orderer, CHAIR).fill('0');
  if (hasScripts) {
    await expect(total).toHaveText('60.54');
    await expect(outcome(orderer)).toContainText(AT_ONCE);
  }
  await sendChange(orderer, placed);
  await expect(amount(orderer.getByRole('main'), 'Total CHF')).toHaveText('60.54');
  await expect(orderer.getByRole('link', { name: 'Ändern' })).toHaveCount(0);
});

test('a change says what it leaves of a budget, and whether it is too much', async ({ signedIn }) => {
  const approver = await signedIn(APPROVER);
  await createCostCentre(approver, '4711 Empfang', '10');
  const orderer = await signedIn(UNRESTRICTED);
  await putInCart(orderer, PAPER, 3);
  await openCart(orderer);
  await orderer.getByLabel('Kostenstelle', { exact: true }).selectOption({ label: '4711 Empfang' });
  const placed = await sendOrder(orderer);

  await openChange(orderer, placed);
  await expect(outcome(orderer)).toContainText('Budget 4711 Empfang, dieses Jahr');
  await expect(outcome(orderer)).toContainText('Überschritten um CHF 6.80');
  await expect(outcome(orderer)).toContainText(`Die ganze Bestellung ${WAITS}.`);
  if (runsScripts(orderer)) {
    await quantityOf(orderer, PAPER).fill('2');
    await expect(outcome(orderer)).toContainText('Überschritten um CHF 1.20');
    await expect(rowOf(orderer, PAPER)).toContainText('Über dem Budget der Kostenstelle');
  }
  await quantityOf(orderer, PAPER).fill('1');
  if (runsScripts(orderer)) {
    await expect(outcome(orderer)).toContainText('Frei: CHF 4.40');
    await expect(outcome(orderer)).toContainText(AT_ONCE);
    await expect(rowOf(orderer, PAPER)).toContainText('Ohne Freigabe');
  }
  await sendChange(orderer, placed);
  await expect(amount(orderer.getByRole('main'), 'Total CHF')).toHaveText('6.05');
  await expect(orderer.getByRole('link', { name: 'Ändern' })).toHaveCount(0);
});
