// Orderers of each Freigabeart order.
import type { Page } from '@playwright/test';
import {
  amount,
  articleRow,
  BINDER,
  card,
  CHAIR,
  changeQuantity,
  lineOf,
  openCart,
  openForRelease,
  openInDossier,
  order,
  orderRow,
  PAPER,
  putInCart,
  quantityOf,
  readConfirmation,
  reject,
  search,
  sendOrder,
  summary,
} from '../support/ordering';
import { expect, test } from '../support/page';
import { ALWAYS_REVIEWED, APPROVER, goTo, REVIEWED_OUTSIDE, UNRESTRICTED } from '../support/people';
import { open } from '../support/scripts';

test('"Keine Einschränkung": the order goes to the supplier at once', async ({ signedIn, portal }) => {
  const page = await signedIn(UNRESTRICTED);
  await putInCart(page, CHAIR);
  await openCart(page);
  await expect(summary(page)).toContainText('Die Bestellung geht sofort an den Lieferanten.');
  await expect(page.getByLabel('Mitteilung an den Freigeber')).toHaveCount(0);
  await page.getByLabel('Ihre Referenz').fill('Empfang EG');
  const placed = await sendOrder(page);
  await expect(page.getByText('Ihre Bestellung wurde direkt an den Lieferanten übermittelt.')).toBeVisible();
  await expect(page.getByText(/Voraussichtliche Lieferung: \w+, \d\d\.\d\d\.\d{4}\./)).toBeVisible();

  const mail = await portal.mails.waitFor({ to: UNRESTRICTED.userName, subject: `Ihre Bestellung ${placed.number} ist beim Lieferanten` });
  expect(mail.text).toContain(CHAIR.name);
  await page.getByRole('link', { name: 'Zum Kundendossier' }).click();
  await expect(orderRow(page, placed)).toContainText('Beim Lieferanten');
});

test('"Permanente Freigabeprüfung": the order waits for the approver who is named', async ({ signedIn, portal }) => {
  const page = await signedIn(ALWAYS_REVIEWED);
  await expect(page.getByText('Was Sie bestellen, geht zuerst zur Freigabe und danach an den Lieferanten.')).toBeVisible();
  await putInCart(page, PAPER, 5);
  await openCart(page);
  await expect(articleRow(page, PAPER)).toContainText('Ihre Bestellungen werden geprüft: Freigabe durch Claudia Meier');
  await expect(summary(page)).toContainText('Die ganze Bestellung wartet auf die Freigabe durch Claudia Meier.');
  await page.getByLabel('Ihre Referenz').fill('Archiv');
  await page.getByLabel('Mitteilung an den Freigeber').fill('Für die Ablage der Abschlüsse.');
  const placed = await sendOrder(page);
  await expect(page.getByText('Ihre Bestellung wartet auf die Freigabe durch Claudia Meier.')).toBeVisible();
  await expect(page.getByText('vorher sieht er sie nicht')).toBeVisible();

  await portal.mails.waitFor({ to: ALWAYS_REVIEWED.userName, subject: `Ihre Bestellung ${placed.number} wartet auf Freigabe` });
  const wanted = await portal.mails.waitFor({ to: APPROVER.userName, subject: `Bestellung ${placed.number} von Luca Steiner: bitte freigeben` });
  expect(wanted.text).toContain(PAPER.name);
  expect(wanted.text).toContain('Für die Ablage der Abschlüsse.');

  await goTo(page, 'Kundendossier');
  await expect(orderRow(page, placed)).toContainText('Wartet auf Freigabe');
  await expect(orderRow(page, placed)).toContainText('bei Claudia Meier');
  await openInDossier(page, placed);
  await expect(page.getByText('Sie wird erst abgeschlossen, wenn die Freigabe erfolgt ist.')).toBeVisible();
});

/** With scripts the page keeps what is typed by itself. Here that arrives only once the story lets it. */
async function holdBackKeeping(page: Page): Promise<() => Promise<void>> {
  let letGo = () => {};
  const mayArrive = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route('**/api/save_order_form*', async (route) => {
    await mayArrive;
    await route.continue();
  });
  return async () => {
    letGo();
    await page.unrouteAll({ behavior: 'wait' });
  };
}

test('what is said about an order does not stick to the next one, however late it arrives', async ({ signedIn }) => {
  const page = await signedIn(ALWAYS_REVIEWED);
  await putInCart(page, PAPER);
  await openCart(page);
  const letArrive = await holdBackKeeping(page);
  await page.getByLabel('Ihre Referenz').fill('Archiv');
  await page.getByLabel('Mitteilung an den Freigeber').fill('Für die Ablage der Abschlüsse.');
  await sendOrder(page);
  await letArrive();
  await putInCart(page, BINDER);
  await openCart(page);
  await expect(page.getByLabel('Ihre Referenz')).toHaveValue('');
  await expect(page.getByLabel('Mitteilung an den Freigeber')).toHaveValue('');
});

test('whoever leaves the cart in the middle of a field finds everything there again', async ({ signedIn, hasScripts }) => {
  const page = await signedIn(ALWAYS_REVIEWED);
  await putInCart(page, PAPER);
  await openCart(page);
  const reference = page.getByLabel('Ihre Referenz');
  const note = page.getByLabel('Mitteilung an den Freigeber');
  for (const [way, leave] of [['by the menu', () => goTo(page, 'Shop')], ['by the address bar', () => open(page, '/shop')]] as const) {
    await reference.fill(`Archiv, ${way}`);
    await note.fill(`Für die Ablage, ${way}`);
    if (!hasScripts) await page.getByRole('button', { name: 'Aktualisieren' }).click();
    await leave();
    await expect(async () => {
      await open(page, '/warenkorb');
      await expect(reference).toHaveValue(`Archiv, ${way}`, { timeout: 1000 });
      await expect(note).toHaveValue(`Für die Ablage, ${way}`, { timeout: 1000 });
    }).toPass();
  }
});

test('what could not be kept is not forgotten', async ({ signedIn, hasScripts, troubles }) => {
  const page = await signedIn(ALWAYS_REVIEWED);
  await putInCart(page, PAPER);
  await openCart(page);
  const reference = page.getByLabel('Ihre Referenz');
  await reference.fill('Archiv');
  if (hasScripts) {
    troubles.expect(503, '/api/save_order_form');
    await page.route('**/api/save_order_form*', (route) => route.fulfill({ status: 503 }), { times: 1 });
    await Promise.all([page.waitForResponse('**/api/save_order_form*'), reference.blur()]);
  } else {
    await page.getByRole('button', { name: 'Aktualisieren' }).click();
  }
  await goTo(page, 'Shop');
  await expect(async () => {
    await open(page, '/warenkorb');
    await expect(reference).toHaveValue('Archiv', { timeout: 1000 });
  }).toPass();
});

test('"Freigabeprüfung ausserhalb Kundensortiment": an order within goes to the supplier at once', async ({ signedIn }) => {
  const page = await signedIn(REVIEWED_OUTSIDE);
  await putInCart(page, PAPER, 2);
  await expect(articleRow(page, PAPER)).toContainText('Kundensortiment');
  await expect(articleRow(page, PAPER)).not.toContainText('Braucht Freigabe');
  await openCart(page);
  await expect(articleRow(page, PAPER)).toContainText('Ohne Freigabe');
  await expect(summary(page)).toContainText('Die Bestellung geht sofort an den Lieferanten.');
  const placed = await sendOrder(page);
  await expect(page.getByText('Ihre Bestellung wurde direkt an den Lieferanten übermittelt.')).toBeVisible();
  await openInDossier(page, placed);
  await expect(lineOf(page, PAPER)).toContainText('Ohne Freigabe');
});

test('"Freigabeprüfung ausserhalb Kundensortiment": an article outside makes the order wait, marked with the reason', async ({ signedIn }) => {
  const page = await signedIn(REVIEWED_OUTSIDE);
  await putInCart(page, PAPER, 2);
  await putInCart(page, CHAIR);
  await expect(articleRow(page, CHAIR)).toContainText('Braucht Freigabe');
  await openCart(page);
  await expect(articleRow(page, CHAIR)).toContainText('Ausserhalb Kundensortiment: Freigabe durch Claudia Meier');
  await expect(articleRow(page, PAPER)).toContainText('Ohne Freigabe');
  await expect(summary(page)).toContainText(`Die Bestellung wartet auf die Freigabe durch Claudia Meier, und zwar für «${CHAIR.name}».`);
  const placed = await sendOrder(page);
  await expect(page.getByText('Ihre Bestellung wartet auf die Freigabe durch Claudia Meier.')).toBeVisible();
  await openInDossier(page, placed);
  await expect(lineOf(page, CHAIR)).toContainText('Ausserhalb Kundensortiment');
  await expect(lineOf(page, PAPER)).toContainText('Ohne Freigabe');
});

test('the cart reckons along, brings back what was removed, and is the same on every device', async ({ signedIn, troubles }) => {
  const page = await signedIn(UNRESTRICTED);
  await putInCart(page, PAPER, 10);
  await putInCart(page, CHAIR, 2);
  await openCart(page);
  const sums = summary(page);
  await expect(amount(sums, 'Netto')).toHaveText('954.00');

  await changeQuantity(page, PAPER, '20');
  await expect(amount(sums, 'Netto')).toHaveText("1'010.00");
  await expect(amount(sums, 'MWST 8.1 %')).toHaveText('81.81');
  await expect(amount(sums, 'Total CHF')).toHaveText("1'091.81");

  await page.getByRole('button', { name: `${CHAIR.name} entfernen` }).click();
  await expect(amount(sums, 'Netto')).toHaveText('112.00');
  await page.getByRole('button', { name: /^Rückgängig/ }).click();
  await expect(amount(sums, 'Netto')).toHaveText("1'010.00");
  await expect(quantityOf(page, CHAIR)).toHaveValue('2');

  troubles.expect(422, '/api/save_order_form');
  await changeQuantity(page, PAPER, '0');
  await expect(page.getByRole('alert').filter({ hasText: 'Eine ganze Zahl von 1 bis 9999.' }).first()).toBeVisible();
  await changeQuantity(page, PAPER, '7');
  await expect(amount(sums, 'Netto')).toHaveText('937.20');

  const elsewhere = await signedIn(UNRESTRICTED);
  await expect(async () => {
    await open(elsewhere, '/warenkorb');
    await expect(quantityOf(elsewhere, PAPER)).toHaveValue('7', { timeout: 1000 });
  }).toPass();
  await expect(quantityOf(elsewhere, CHAIR)).toHaveValue('2');
});

test('where nothing is, the page says what to do', async ({ signedIn }) => {
  const page = await signedIn(UNRESTRICTED);
  await openCart(page);
  await expect(page.getByRole('heading', { name: 'Ihr Warenkorb ist leer' })).toBeVisible();
  await page.getByRole('link', { name: 'Zum Shop' }).click();
  await expect(page.getByRole('heading', { name: 'Shop', level: 1 })).toBeVisible();
  await search(page, 'Dampfmaschine');
  await expect(page.getByRole('heading', { name: 'Nichts gefunden zu «Dampfmaschine»' })).toBeVisible();
  await page.getByRole('link', { name: 'Alle Artikel zeigen' }).click();
  await expect(page.getByRole('searchbox', { name: 'Artikel suchen' })).toHaveValue('');
  await expect(page.getByRole('link', { name: 'Weitere Artikel' })).toBeVisible();

  await goTo(page, 'Kundendossier');
  await page.getByRole('navigation', { name: 'Filter' }).getByRole('link', { name: 'Abgelehnt' }).click();
  await expect(page.getByRole('heading', { name: 'Keine Bestellung mit diesem Status' })).toBeVisible();
  await page.getByRole('link', { name: 'Alle Bestellungen zeigen' }).click();
  await expect(page.getByRole('row').nth(1)).toBeVisible();
});

test('the shop is searched, and narrowed to a category and to the Kundensortiment', async ({ signedIn }) => {
  const page = await signedIn(REVIEWED_OUTSIDE);
  await search(page, 'kopierpapier a3');
  await expect(page.getByRole('spinbutton').first()).toBeVisible();
  await expect(articleRow(page, PAPER)).toHaveCount(0);
  await page.getByRole('searchbox').fill('');
  await page.getByRole('searchbox').press('Enter');
  await expect(page.getByRole('link', { name: 'Weitere Artikel' })).toBeVisible();

  const filter = page.locator('details').filter({ hasText: 'Sortiment' });
  if (!(await filter.getByRole('link', { name: 'Möbel & Ergonomie' }).isVisible())) await filter.getByText('Filter').click();
  await filter.getByRole('link', { name: 'Möbel & Ergonomie' }).click();
  await expect(articleRow(page, CHAIR)).toContainText('Braucht Freigabe');
  await expect(articleRow(page, PAPER)).toHaveCount(0);
  if (!(await filter.getByRole('link', { name: 'Kundensortiment' }).isVisible())) await filter.getByText('Filter').click();
  await filter.getByRole('link', { name: 'Kundensortiment' }).click();
  await expect(page.getByRole('heading', { name: 'Hier gibt es keine Artikel' })).toBeVisible();
});

test('a double click on "Bestellung abschicken" is one order', async ({ signedIn, portal }) => {
  const page = await signedIn(ALWAYS_REVIEWED);
  await goTo(page, 'Kundendossier');
  const before = await page.getByRole('row').count();
  await putInCart(page, PAPER);
  await openCart(page);
  await page.getByRole('button', { name: 'Bestellung abschicken' }).dblclick();
  const placed = await readConfirmation(page);

  await goTo(page, 'Kundendossier');
  await expect(page.getByRole('row')).toHaveCount(before + 1);
  await expect(orderRow(page, placed)).toHaveCount(1);
  const wanted = { to: APPROVER.userName, subject: `Bestellung ${placed.number} von Luca Steiner: bitte freigeben` };
  await portal.mails.waitFor(wanted);
  expect(portal.mails.of(wanted)).toHaveLength(1);
});

test('an order can be withdrawn while it waits', async ({ signedIn, portal }) => {
  const page = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(page, { lines: [[CHAIR, 1]] });
  await openInDossier(page, placed);
  await page.getByText('Zurückziehen', { exact: true }).click();
  await expect(page.getByText('Der Freigeber kann sie dann nicht mehr freigeben.')).toBeVisible();
  await page.getByRole('button', { name: 'Ja, zurückziehen' }).click();
  await expect(page.getByRole('heading', { name: `Bestellung ${placed.number} Zurückgezogen`, level: 1 })).toBeVisible();
  await expect(page.getByText('hat die Bestellung zurückgezogen')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Ja, zurückziehen' })).toHaveCount(0);

  await portal.mails.waitFor({ to: APPROVER.userName, subject: `Bestellung ${placed.number} von Luca Steiner wurde zurückgezogen` });
  const approver = await signedIn(APPROVER);
  await goTo(approver, 'Freigaben');
  await expect(approver.getByRole('row').nth(1)).toBeVisible();
  await expect(orderRow(approver, placed)).toHaveCount(0);
});

test('what was rejected is put into the cart again, and everything as well, at a double click only once', async ({ signedIn }) => {
  const page = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(page, { lines: [[PAPER, 4], [CHAIR, 2]], reference: 'Archiv', note: 'Für die Ablage.' });
  await openInDossier(page, placed);
  await expect(page.getByRole('button', { name: /in den Warenkorb/i })).toHaveCount(0);

  const approver = await signedIn(APPROVER);
  await openForRelease(approver, placed);
  await card(approver, PAPER).getByRole('button', { name: 'Freigeben' }).click();
  await reject(approver, CHAIR, 'Bitte den günstigeren nehmen.');
  await expect(approver.getByRole('heading', { name: 'Freigabe abgeschlossen', level: 1 })).toBeVisible();

  await openInDossier(page, placed);
  await expect(lineOf(page, PAPER).getByRole('button')).toHaveCount(0);
  await expect(lineOf(page, CHAIR).getByRole('button', { name: `${CHAIR.name} in den Warenkorb` })).toBeVisible();
  await page.getByRole('button', { name: 'Abgelehnte in den Warenkorb' }).click();
  await expect(page.getByRole('heading', { name: 'Warenkorb', level: 1 })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: `Eine Position aus der Bestellung ${placed.number} liegt im Warenkorb.` })).toBeVisible();
  await expect(quantityOf(page, CHAIR)).toHaveValue('2');
  await expect(quantityOf(page, PAPER)).toHaveCount(0);
  await expect(page.getByLabel('Ihre Referenz')).toHaveValue('Archiv');
  await expect(page.getByLabel('Mitteilung an den Freigeber')).toHaveValue('Für die Ablage.');

  await openInDossier(page, placed);
  await page.getByRole('button', { name: 'Alle in den Warenkorb' }).dblclick();
  await expect(page.getByRole('status').filter({ hasText: `2 Positionen aus der Bestellung ${placed.number} liegen im Warenkorb.` })).toBeVisible();
  await expect(quantityOf(page, PAPER)).toHaveValue('4');
  await expect(quantityOf(page, CHAIR)).toHaveValue('2');
  await expect(page.getByRole('banner').getByRole('link', { name: /^Warenkorb/ })).toContainText('2');
});
