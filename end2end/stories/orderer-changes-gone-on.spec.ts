// An order that has gone on to be confirmed is changed: it comes back, and nobody confirms what they have not seen.
import type { Page } from '@playwright/test';
import { audit } from '../support/audit';
import { card, CHAIR, lineOf, openForRelease, openInDossier, type Order, order, orderRow, PAPER, quantityOf } from '../support/ordering';
import { expect, test } from '../support/page';
import { ALWAYS_REVIEWED, APPROVER, goTo, SECOND_APPROVER, SUPPLIER } from '../support/people';
import { setLimit } from '../support/rules';
import { open } from '../support/scripts';
import { until } from '../support/until';

const COMES_BACK = `Mit Ihrer Änderung kommt sie zurück zu ${APPROVER.name}`;
const CAME_BACK = `hat mit der Änderung die bisherigen Freigaben aufgehoben; die Bestellung ist wieder bei ${APPROVER.name}`;

/** Releases what is open in an order above the limit. */
async function passOn(approver: Page, placed: Order): Promise<void> {
  await openForRelease(approver, placed);
  await approver.getByRole('button', { name: `Alle freigeben und an ${SECOND_APPROVER.name} weitergeben` }).click();
  await expect(approver.getByRole('heading', { name: 'Freigegeben und weitergegeben', level: 1 })).toBeVisible();
}

/** Opens the form from the page of the order. */
async function openChange(orderer: Page, placed: Order): Promise<void> {
  await openForm(orderer, placed);
  await expect(orderer.getByText(COMES_BACK)).toBeVisible();
}

async function openForm(orderer: Page, placed: Order): Promise<void> {
  await openInDossier(orderer, placed);
  await orderer.getByRole('link', { name: 'Ändern', exact: true }).click();
  await expect(orderer.getByRole('heading', { name: `Bestellung ${placed.number} ändern` })).toBeVisible();
}

async function sendChange(orderer: Page, { number }: Order): Promise<void> {
  await orderer.getByRole('button', { name: 'Änderung abschicken' }).click();
  await expect(orderer.getByRole('heading', { name: `Bestellung ${number} ändern` })).toHaveCount(0);
  await expect(orderer.getByRole('heading', { name: `Bestellung ${number}`, level: 1 })).toBeVisible();
}

test('an order that has gone on comes back with a change, and only what has changed is open', async ({ signedIn, hasScripts }) => {
  const approver = await signedIn(APPROVER);
  await setLimit(approver, APPROVER.name, '50', SECOND_APPROVER.name);
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(orderer, { lines: [[PAPER, 4], [CHAIR, 1]] });
  await passOn(approver, placed);
  const superior = await signedIn(SECOND_APPROVER);
  await goTo(superior, 'Freigaben');
  await expect(orderRow(superior, placed)).toContainText('Zu bestätigen');

  await openChange(orderer, placed);
  await audit(orderer, 'bestellung-aendern-weitergegangen');
  await quantityOf(orderer, PAPER).fill('6');
  const outcome = orderer.getByRole('region', { name: 'Zusammenfassung' });
  if (hasScripts) await expect(outcome).toContainText(`wartet auf die Freigabe durch ${APPROVER.name}, und zwar für «${PAPER.name}».`);
  await sendChange(orderer, placed);
  await expect(orderer.getByText(CAME_BACK)).toBeVisible();
  await expect(lineOf(orderer, PAPER)).toContainText('Geändert');
  await audit(orderer, 'bestellung-zurueckgekommen');

  await goTo(superior, 'Shop');
  await goTo(superior, 'Freigaben');
  await expect(orderRow(superior, placed)).toHaveCount(0);
  await openForRelease(approver, placed);
  await expect(card(approver, PAPER)).toContainText(/Geändert\s*vorher 4 × .*Freigegeben durch Claudia Meier/);
  await expect(card(approver, PAPER).getByRole('button', { name: 'Freigeben', exact: true })).toBeVisible();
  await expect(card(approver, CHAIR)).toContainText('Freigegeben');
  await expect(card(approver, CHAIR).getByRole('button', { name: 'Freigeben', exact: true })).toHaveCount(0);
  await passOn(approver, placed);
  await goTo(superior, 'Shop');
  await openForRelease(superior, placed);
  await superior.getByRole('button', { name: 'Bestätigen und an den Lieferanten übermitteln' }).click();
  await expect(superior.getByRole('heading', { name: 'Freigabe abgeschlossen', level: 1 })).toBeVisible();
  await orderer.reload();
  await expect(orderer.getByRole('link', { name: 'Ändern', exact: true })).toHaveCount(0);
});

test('what is left of it goes to whoever has to confirm it still, or to the supplier', async ({ signedIn, portal }) => {
  const approver = await signedIn(APPROVER);
  await setLimit(approver, APPROVER.name, '50', SECOND_APPROVER.name);
  const supplier = await signedIn(SUPPLIER);
  await goTo(supplier, 'Aufträge');
  const rows = await supplier.getByRole('row').count();
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(orderer, { lines: [[PAPER, 4], [CHAIR, 1]] });
  await passOn(approver, placed);
  await openChange(orderer, placed);
  await quantityOf(orderer, PAPER).fill('0');
  await sendChange(orderer, placed);
  await expect(orderer.getByText(`hat die Bestellung an ${SECOND_APPROVER.name} weitergegeben`).nth(1)).toBeVisible();
  const wanted = { to: SECOND_APPROVER.userName, subject: `Bestellung ${placed.number} von Luca Steiner: bitte bestätigen` };
  await until(
    () => portal.mails.of(wanted).length > 1,
    () => 'nobody was asked to confirm what the order has become',
  );
  expect(portal.mails.of(wanted)[1]!.text).toContain(`ohne 4 × ${PAPER.name}`);
  const superior = await signedIn(SECOND_APPROVER);
  await openForRelease(superior, placed);
  await expect(superior.getByText('Herausgenommen:')).toBeVisible();
  await audit(superior, 'bestaetigen-geaendert');
  await open(supplier, '/lieferant');
  await expect(supplier.getByRole('row')).toHaveCount(rows);
  await superior.getByRole('button', { name: 'Bestätigen und an den Lieferanten übermitteln' }).click();
  await expect(superior.getByRole('heading', { name: 'Freigabe abgeschlossen', level: 1 })).toBeVisible();

  const next = await order(orderer, { lines: [[PAPER, 4], [CHAIR, 1]] });
  await passOn(approver, next);
  await openChange(orderer, next);
  await quantityOf(orderer, CHAIR).fill('0');
  await sendChange(orderer, next);
  await expect(orderer.getByRole('heading', { level: 1 })).toContainText('Beim Lieferanten');
  await expect(orderer.getByText(CAME_BACK)).toBeVisible();
  await open(supplier, '/lieferant');
  await expect(supplier.getByRole('row')).toHaveCount(rows + 2);
});

test('a form from before the order went on says first what it would do now', async ({ signedIn, troubles }) => {
  const approver = await signedIn(APPROVER);
  await setLimit(approver, APPROVER.name, '50', SECOND_APPROVER.name);
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(orderer, { lines: [[PAPER, 4], [CHAIR, 1]] });
  await openForm(orderer, placed);
  await expect(orderer.getByText(COMES_BACK)).toHaveCount(0);
  await passOn(approver, placed);

  troubles.expect(409, '/api/revise_order');
  await quantityOf(orderer, PAPER).fill('6');
  await orderer.getByRole('button', { name: 'Änderung abschicken' }).click();
  await expect(orderer.getByRole('alert')).toContainText('Die Bestellung ist inzwischen weitergegangen. Es ist nichts geschehen');
  await expect(orderer.getByText(COMES_BACK)).toBeVisible();
  await expect(quantityOf(orderer, PAPER)).toHaveValue('6');
  await sendChange(orderer, placed);
  await expect(orderer.getByText(CAME_BACK)).toBeVisible();
});
