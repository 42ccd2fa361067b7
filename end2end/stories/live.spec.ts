// What others do shows on pages that are open, and moves nothing away from under anybody's eyes.
import type { Locator, Page } from '@playwright/test';
import { audit } from '../support/audit';
import { isMarked, mark, news, passTime, refresh, withoutStream } from '../support/news';
import {
  card,
  CHAIR,
  openForRelease,
  openInDossier,
  order,
  orderRow,
  PAPER,
  quantityOf,
  reject,
  releaseAll,
  WHITEBOARD,
} from '../support/ordering';
import { expect, test } from '../support/page';
import { ALWAYS_REVIEWED, APPROVER, goTo, SUPPLIER } from '../support/people';
import { open, SCRIPTED } from '../support/scripts';

const boxes = (page: Page): Locator => page.getByRole('checkbox', { name: /^Bestellung \d+ auswählen$/ });

test('whoever loads a list anew sees what has come, and the supplier an order that is handed over', async ({ signedIn, hasScripts }) => {
  const supplier = await signedIn(SUPPLIER);
  await goTo(supplier, 'Aufträge');
  const rows = await supplier.getByRole('row').count();
  const approver = await signedIn(APPROVER);
  await goTo(approver, 'Freigaben');
  const placed = await order(await signedIn(ALWAYS_REVIEWED), { lines: [[PAPER, 1]] });
  // Nothing offers what cannot come by itself.
  if (!hasScripts) await expect(news(approver)).toHaveCount(0);
  await open(approver, '/freigaben');
  await expect(orderRow(approver, placed)).toBeVisible();
  await open(supplier, '/lieferant');
  await expect(supplier.getByRole('row')).toHaveCount(rows);
  await releaseAll(approver, placed);
  await open(supplier, '/lieferant');
  await expect(supplier.getByRole('row')).toHaveCount(rows + 1);
});

test('an order comes to the queue by itself when asked to, and its release to whoever ordered it', { tag: SCRIPTED }, async ({ signedIn }) => {
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const first = await order(orderer, { lines: [[CHAIR, 1]] });
  const approver = await signedIn(APPROVER);
  await goTo(approver, 'Freigaben');
  await expect(orderRow(approver, first)).toBeVisible();
  const second = await order(orderer, { lines: [[PAPER, 2]] });
  await mark(approver);
  const box = approver.getByRole('checkbox', { name: `Bestellung ${first.number} auswählen` });
  await box.check();
  await expect(news(approver)).toBeVisible();
  await expect(orderRow(approver, second)).toHaveCount(0);
  await audit(approver, 'freigaben-neues');
  await refresh(approver).click();
  await expect(orderRow(approver, second)).toBeVisible();
  await expect(news(approver)).toHaveCount(0);
  await expect(box).toBeChecked();
  await expect(approver.getByText('Ausgewählt: 1')).toBeVisible();
  await expect(boxes(approver).and(approver.locator(':checked'))).toHaveCount(1);

  await openInDossier(orderer, second);
  await expect(orderer.getByRole('heading', { level: 1 })).toContainText('Wartet auf Freigabe');
  await mark(orderer);
  await releaseAll(approver, second);
  await expect(orderer.getByRole('heading', { level: 1 })).toContainText('Beim Lieferanten');
  await expect(orderer.getByText('hat die Bestellung an den Lieferanten übermittelt')).toBeVisible();
  await expect(news(orderer)).toHaveCount(0);
  await isMarked(orderer);

  // What somebody has done themselves is no news to them.
  await expect(approver.getByRole('heading', { name: 'Freigabe abgeschlossen', level: 1 })).toBeVisible();
  await expect(news(approver)).toHaveCount(0);
  await isMarked(approver);

  await goTo(orderer, 'Kundendossier');
  await expect(orderRow(orderer, first)).toContainText('Wartet auf Freigabe');
  await openForRelease(approver, first);
  await reject(approver, CHAIR);
  await expect(orderRow(orderer, first)).toContainText('Abgelehnt');
  await expect(orderRow(orderer, first)).toHaveAttribute('data-changed');
  await isMarked(orderer);
});

test('what is being typed stays when somebody else decides', async ({ signedIn, hasScripts }) => {
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(orderer, { lines: [[CHAIR, 1], [WHITEBOARD, 1], [PAPER, 1]] });
  const page = await signedIn(APPROVER);
  await openForRelease(page, placed);
  const elsewhere = await page.context().newPage();
  await open(elsewhere, page.url());
  const typed = async (article: typeof CHAIR, reason: string) => {
    await card(page, article).getByText('Ablehnen', { exact: true }).click();
    await card(page, article).getByLabel('Erläuterung').fill(reason);
  };
  await typed(WHITEBOARD, 'Im Sitzungszimmer hängt schon eines.');
  await card(page, WHITEBOARD).getByLabel('Grund').selectOption({ label: 'Im Haus vorhanden' });
  await typed(CHAIR, 'Zu teuer.');
  if (hasScripts) {
    // The button for everything does not pass over what is begun.
    await page.getByRole('button', { name: 'Alle freigeben' }).click();
    await expect(page.getByRole('alert')).toContainText('noch nicht entschieden');
    await audit(page, 'freigeben-begonnen');
  }
  await card(elsewhere, CHAIR).getByRole('button', { name: 'Freigeben' }).click();
  await expect(card(elsewhere, CHAIR)).toContainText('Freigegeben');
  if (hasScripts) {
    await expect(news(elsewhere)).toHaveCount(0);
    await expect(news(page)).toBeVisible();
    await expect(card(page, CHAIR).getByLabel('Erläuterung')).toHaveValue('Zu teuer.');
    await refresh(page).click();
    await expect(card(page, CHAIR)).toContainText('Freigegeben');
    await expect(card(page, CHAIR)).toContainText('Zu teuer.');
    await audit(page, 'freigeben-neues');
  }
  await expect(card(page, WHITEBOARD).getByLabel('Erläuterung')).toHaveValue('Im Sitzungszimmer hängt schon eines.');
  await expect(card(page, WHITEBOARD).getByLabel('Grund')).toHaveValue('available_in_house');
  await card(page, WHITEBOARD).getByRole('button', { name: 'Position ablehnen' }).click();
  await expect(card(page, WHITEBOARD)).toContainText('Im Sitzungszimmer hängt schon eines.');
  await expect(card(page, WHITEBOARD)).toContainText('Abgelehnt');
  await expect(news(page)).toHaveCount(0);
});

test('the supplier hears of an order when it is handed over, and not before', { tag: SCRIPTED }, async ({ signedIn }) => {
  const supplier = await signedIn(SUPPLIER);
  await goTo(supplier, 'Aufträge');
  await mark(supplier);
  // A server that begins to listen has everybody ask once; that is over when the others have signed in.
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const approver = await signedIn(APPROVER);
  const asked: string[] = [];
  supplier.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const placed = await order(orderer, { lines: [[PAPER, 1]] });
  await openForRelease(approver, placed);
  const rows = await supplier.getByRole('row').count();
  expect(asked.filter((path) => path.startsWith('/api/'))).toEqual([]);
  await releaseAll(approver, placed);
  await expect(news(supplier)).toBeVisible();
  await expect(supplier.getByRole('row')).toHaveCount(rows);
  await refresh(supplier).click();
  await expect(supplier.getByRole('row').nth(1)).toContainText('Neu');
  await expect(supplier.getByRole('row')).toHaveCount(rows + 1);

  // Their own step is no news, and shows to a colleague where it stands.
  const colleague = await supplier.context().newPage();
  await open(colleague, '/lieferant');
  await supplier.getByRole('row').nth(1).getByRole('button', { name: /Annehmen/ }).click();
  await expect(colleague.getByRole('row').nth(1)).toContainText('Angenommen');
  await expect(news(colleague)).toHaveCount(0);
  await expect(news(supplier)).toHaveCount(0);
  await isMarked(supplier);
});

test('where there can be no stream, the page asks now and then', { tag: SCRIPTED }, async ({ signedIn, troubles }) => {
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const approver = await signedIn(APPROVER);
  await withoutStream(approver, troubles);
  await approver.clock.install();
  const refused = approver.waitForResponse('**/ereignisse*');
  await open(approver, '/freigaben');
  expect((await refused).status()).toBe(503);
  await mark(approver);
  const placed = await order(orderer, { lines: [[PAPER, 1]] });
  await expect(orderRow(approver, placed)).toHaveCount(0);
  // It asks within a minute, and again within each that follows.
  await passTime(approver, 60_000);
  await refresh(approver).click();
  await expect(orderRow(approver, placed)).toBeVisible();
  await isMarked(approver);
});

test('a proposal comes to the supplier by itself, and the answer to whoever made it', { tag: SCRIPTED }, async ({ signedIn }) => {
  const supplier = await signedIn(SUPPLIER);
  await goTo(supplier, 'Kunden');
  const approver = await signedIn(APPROVER);
  await open(approver, `/konto/freigaberegeln/dauerfreigaben?artikel=${CHAIR.number}`);
  await mark(supplier);
  const asked = supplier.waitForRequest('**/api/load_customers*');
  await approver.getByRole('button', { name: 'Vorschlagen' }).click();
  expect((await asked).headers()['x-freigabe-quiet'], 'a page that asks by itself keeps no session awake').toBe('1');
  await expect(approver.getByText('Der Vorschlag ist beim Lieferanten.')).toBeVisible();
  const customer = supplier.getByRole('row').filter({ hasText: 'Muster Treuhand AG' });
  await expect(news(supplier)).toBeVisible();
  await expect(customer).not.toContainText('Vorschläge');
  await refresh(supplier).click();
  await expect(customer).toContainText('Vorschläge: 1');
  await isMarked(supplier);

  const proposed = approver.getByRole('row').filter({ hasText: CHAIR.name });
  await expect(proposed).toContainText('Wartet auf den Lieferanten');
  await mark(approver);
  await supplier.getByRole('link', { name: 'Muster Treuhand AG' }).click();
  await supplier.getByRole('row').filter({ hasText: CHAIR.name }).first().getByRole('button', { name: /^Ablehnen/ }).click();
  await expect(supplier.getByText('Der Vorschlag ist abgelehnt.')).toBeVisible();
  await expect(news(approver)).toBeVisible();
  await refresh(approver).click();
  await expect(proposed).not.toContainText('Wartet auf den Lieferanten');
  await isMarked(approver);
});

test('what is typed into a change of an order stays when a line of it is decided', { tag: SCRIPTED }, async ({ signedIn }) => {
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(orderer, { lines: [[PAPER, 3], [CHAIR, 1]] });
  await open(orderer, `/kundendossier/${placed.id}/aendern`);
  await quantityOf(orderer, PAPER).fill('7');
  await orderer.getByLabel('Mitteilung an den Freigeber').fill('Für alle.');
  const approver = await signedIn(APPROVER);
  await openForRelease(approver, placed);
  await card(approver, CHAIR).getByRole('button', { name: 'Freigeben', exact: true }).click();
  await expect(card(approver, CHAIR)).toContainText('Freigegeben');
  await expect(news(orderer)).toBeVisible();
  await refresh(orderer).click();
  await expect(orderer.getByRole('listitem').filter({ hasText: CHAIR.name })).toContainText('Freigegeben');
  await expect(quantityOf(orderer, PAPER)).toHaveValue('7');
  await expect(orderer.getByLabel('Mitteilung an den Freigeber')).toHaveValue('Für alle.');
});
