// A close look at every page: nothing serious for axe, nothing wider than a phone, and pictures for people to look at.
import type { Page } from '@playwright/test';
import { audit } from '../support/audit';
import { approverChoice, createCustomer, describePerson, kindChoice, newcomer } from '../support/newcomers';
import { card, CHAIR, openCart, openForRelease, order, PAPER, putInCart, reject, search, WHITEBOARD } from '../support/ordering';
import { expect, test } from '../support/page';
import { ALWAYS_REVIEWED, APPROVER, REVIEWED_OUTSIDE, SUPPLIER, UNRESTRICTED } from '../support/people';
import { open, waitForHydration } from '../support/scripts';

// Many pages in one story, each looked at in four ways.
test.describe.configure({ timeout: 360_000 });

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name, level: 1 });

/** Opens a page and waits for its headline. */
async function visit(page: Page, address: string, headline: string | RegExp): Promise<void> {
  await open(page, address);
  await expect(heading(page, headline)).toBeVisible();
}

test('signing in', async ({ page }) => {
  await visit(page, '/anmelden', 'Anmelden');
  // On a wide screen the form stands beside what the portal is about.
  const [about, form] = await Promise.all([page.getByRole('complementary').boundingBox(), page.getByRole('main').boundingBox()]);
  expect(form!.x).toBeGreaterThan(about!.x);
  expect(form!.y).toBe(about!.y);
  await audit(page, 'anmelden');
  await page.getByLabel('Benutzername', { exact: true }).fill('frau.muster');
  await page.getByLabel('Passwort', { exact: true }).fill('vergessen');
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await expect(page.getByRole('alert')).toContainText('Benutzername oder Passwort stimmt nicht.');
  await audit(page, 'anmelden-falsch');
  await page.getByRole('main').getByRole('button', { name: 'EN', exact: true }).click();
  await expect(heading(page, 'Sign in')).toBeVisible();
  await audit(page, 'anmelden-englisch');
});

test('an address that leads nowhere', async ({ signedIn, visitor, troubles }) => {
  troubles.expect(404, '/gibt/es/nicht');
  for (const [page, name] of [[await signedIn(UNRESTRICTED), 'gibt-es-nicht'], [await visitor(), 'gibt-es-nicht-abgemeldet']] as const) {
    await visit(page, '/gibt/es/nicht', 'Diese Seite gibt es nicht');
    await audit(page, name);
  }
});

test('the shop', async ({ signedIn }) => {
  const page = await signedIn(REVIEWED_OUTSIDE);
  await audit(page, 'shop');
  await visit(page, '/shop?kategorie=moebel-ergonomie', 'Shop');
  await audit(page, 'shop-kategorie');
  await visit(page, '/shop?sortiment=1', 'Shop');
  await audit(page, 'shop-kundensortiment');
  await search(page, 'Dampfmaschine');
  await expect(page.getByRole('heading', { name: /^Nichts gefunden/ })).toBeVisible();
  await audit(page, 'shop-nichts-gefunden');
  await putInCart(page, PAPER, 2);
  await audit(page, 'shop-in-den-warenkorb');
  await visit(page, `/shop/artikel/${CHAIR.number}`, CHAIR.name);
  await audit(page, 'artikel');
});

test('the shop of somebody whose every order is reviewed', async ({ signedIn }) => {
  const page = await signedIn(ALWAYS_REVIEWED);
  await audit(page, 'shop-permanente-pruefung');
});

test('the cart and the confirmation of an order that waits', async ({ signedIn, hasScripts, troubles }) => {
  const page = await signedIn(REVIEWED_OUTSIDE);
  await visit(page, '/warenkorb', 'Warenkorb');
  await audit(page, 'warenkorb-leer');
  await putInCart(page, PAPER, 10);
  await putInCart(page, CHAIR, 2);
  await putInCart(page, WHITEBOARD, 1);
  await openCart(page);
  await page.getByLabel('Ihre Referenz').fill('Kostenstelle 4100');
  await page.getByLabel('Mitteilung an den Freigeber').fill('Für den zweiten Arbeitsplatz im Zimmer 2.14.');
  await audit(page, 'warenkorb');
  const quantity = page.getByRole('spinbutton', { name: `Menge von ${PAPER.name}` });
  await quantity.fill('0');
  troubles.expect(422, '/api/save_order_form');
  if (hasScripts) await quantity.blur();
  else await page.getByRole('button', { name: 'Aktualisieren' }).click();
  await expect(page.getByRole('alert').first()).toBeVisible();
  await audit(page, 'warenkorb-falsche-menge');
  await quantity.fill('10');
  await page.getByRole('button', { name: `${WHITEBOARD.name} entfernen` }).click();
  await expect(page.getByRole('button', { name: /^Rückgängig/ })).toBeVisible();
  await audit(page, 'warenkorb-entfernt');
  await page.getByRole('button', { name: 'Bestellung abschicken' }).click();
  await expect(heading(page, 'Vielen Dank für Ihre Bestellung')).toBeVisible();
  await audit(page, 'bestaetigung-wartet');
});

test('the cart and the confirmation of an order that goes at once', async ({ signedIn }) => {
  const page = await signedIn(UNRESTRICTED);
  await putInCart(page, PAPER, 10);
  await openCart(page);
  await audit(page, 'warenkorb-ohne-freigabe');
  await page.getByRole('button', { name: 'Bestellung abschicken' }).click();
  await expect(heading(page, 'Vielen Dank für Ihre Bestellung')).toBeVisible();
  await audit(page, 'bestaetigung-sofort');
});

test('the Kundendossier', async ({ signedIn }) => {
  const page = await signedIn(ALWAYS_REVIEWED);
  await visit(page, '/kundendossier', 'Kundendossier');
  await audit(page, 'kundendossier');
  const states = ['Wartet auf Freigabe', 'Teilweise entschieden', 'Geliefert', 'Abgelehnt', 'Zurückgezogen'];
  for (const state of states) {
    await visit(page, '/kundendossier', 'Kundendossier');
    await page.getByRole('row').filter({ hasText: state }).getByRole('link').first().click();
    await expect(heading(page, /^Bestellung \d+/)).toContainText(state);
    if (state === 'Wartet auf Freigabe') await page.getByText('Zurückziehen', { exact: true }).click();
    await audit(page, `bestellung-${state.toLowerCase().replaceAll(' ', '-')}`);
  }
  await visit(page, '/kundendossier?status=unterwegs', 'Kundendossier');
  await audit(page, 'kundendossier-kein-treffer');
});

test('what a new company sees while nothing is there', async ({ signedIn, visitor }) => {
  const supplier = await signedIn(SUPPLIER);
  const approver = newcomer('Frau', 'Anna', 'Zbinden', 'Geschäftsführerin');
  await createCustomer(supplier, { name: 'Seeblick Architekten GmbH', street: 'Seestrasse 88', postcode: '8802', town: 'Kilchberg' }, approver);
  await audit(supplier, 'kunde-eroeffnet');
  const page = await visitor();
  await open(page, '/anmelden');
  await page.getByLabel('Benutzername', { exact: true }).fill(approver.userName);
  await page.getByLabel('Passwort', { exact: true }).fill(approver.password);
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await expect(heading(page, 'Shop')).toBeVisible();
  await waitForHydration(page);
  await visit(page, '/kundendossier', 'Kundendossier');
  await audit(page, 'kundendossier-leer');
  await visit(page, '/freigaben', 'Freigaben');
  await audit(page, 'freigaben-leer');
});

test('releasing', async ({ signedIn }) => {
  const orderer = await signedIn(REVIEWED_OUTSIDE);
  const placed = await order(orderer, {
    lines: [[PAPER, 10], [CHAIR, 2], [WHITEBOARD, 1]],
    reference: 'Kostenstelle 4100',
    note: 'Für den zweiten Arbeitsplatz im Zimmer 2.14.',
  });
  const page = await signedIn(APPROVER);
  await visit(page, '/freigaben', 'Freigaben');
  await audit(page, 'freigaben');
  await openForRelease(page, placed);
  await audit(page, 'freigabe-offen');
  await card(page, CHAIR).getByRole('button', { name: 'Freigeben' }).click();
  await expect(card(page, CHAIR)).toContainText('Freigegeben');
  await card(page, WHITEBOARD).getByText('Ablehnen', { exact: true }).click();
  await audit(page, 'freigabe-teilweise');
  await card(page, WHITEBOARD).getByText('Ablehnen', { exact: true }).click();
  await reject(page, WHITEBOARD, 'Im Sitzungszimmer hängt schon eines.');
  await expect(heading(page, 'Freigabe abgeschlossen')).toBeVisible();
  await audit(page, 'freigabe-abgeschlossen');
  await visit(page, `/freigaben/${placed.id}`, /freigeben/);
  await audit(page, 'freigabe-entschieden');
  await visit(orderer, `/kundendossier/${placed.id}`, `Bestellung ${placed.number}`);
  await audit(orderer, 'bestellung-uebermittelt');
});

test('the account', async ({ signedIn }) => {
  const page = await signedIn(APPROVER);
  await visit(page, '/konto', 'Account');
  await audit(page, 'account');
  await visit(page, '/konto/profil', 'Mein Profil');
  await audit(page, 'profil-freigeber');
  const orderer = await signedIn(REVIEWED_OUTSIDE);
  await visit(orderer, '/konto/profil', 'Mein Profil');
  await audit(orderer, 'profil-besteller');
});

test('the Login Verwaltung', async ({ signedIn, troubles }) => {
  const page = await signedIn(APPROVER);
  await visit(page, '/konto/logins', 'Login Verwaltung');
  await audit(page, 'logins');
  await visit(page, '/konto/logins/neu', 'Neue Kontaktperson');
  await audit(page, 'login-neu-person');
  const person = newcomer('Frau', 'Mia', 'Graf', 'Lernende');
  await describePerson(page, person);
  await kindChoice(page, 'Permanente Freigabeprüfung').check();
  await approverChoice(page).selectOption(APPROVER.name);
  await audit(page, 'login-neu-person-ausgefuellt');
  await page.getByRole('button', { name: 'weiter', exact: true }).click();
  await expect(page.getByRole('heading', { name: `Login für ${person.name}` })).toBeVisible();
  await audit(page, 'login-neu-zugang');
  troubles.expect(422, '/api/create_login');
  await page.getByLabel('Passwort', { exact: true }).fill('passwort');
  await page.getByRole('button', { name: 'Login erstellen' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await audit(page, 'login-neu-zugang-haeufig');
  await page.getByLabel('Passwort', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Login erstellen' }).click();
  await expect(heading(page, 'Login erstellt')).toBeVisible();
  await audit(page, 'login-uebergabe');

  const row = (name: string) => page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });
  await visit(page, '/konto/logins', 'Login Verwaltung');
  await row(ALWAYS_REVIEWED.name).getByRole('link', { name: /^Bearbeiten/ }).click();
  await expect(heading(page, ALWAYS_REVIEWED.name)).toBeVisible();
  await audit(page, 'login-bearbeiten');
  await visit(page, '/konto/logins', 'Login Verwaltung');
  await row(ALWAYS_REVIEWED.name).getByRole('link', { name: /^Löschen/ }).click();
  await expect(heading(page, /löschen/)).toBeVisible();
  await audit(page, 'login-loeschen');
  await visit(page, '/konto/logins', 'Login Verwaltung');
  await row(APPROVER.name).getByRole('link', { name: /^Löschen/ }).click();
  await expect(page.getByRole('combobox', { name: 'Nachfolge' })).toBeVisible();
  await audit(page, 'login-loeschen-nachfolge');
});

test('what the supplier sees of orders', async ({ signedIn }) => {
  const page = await signedIn(SUPPLIER);
  await visit(page, '/lieferant', 'Aufträge');
  await audit(page, 'auftraege');
  for (const state of ['Neu', 'Angenommen', 'Versandt', 'Geliefert']) {
    await visit(page, '/lieferant', 'Aufträge');
    await page.getByRole('row').filter({ has: page.getByText(state, { exact: true }) }).getByRole('link').first().click();
    await expect(heading(page, /^Auftrag \d+/)).toContainText(state);
    await audit(page, `auftrag-${state.toLowerCase()}`);
  }
});

test('what the supplier sees of customers', async ({ signedIn }) => {
  const page = await signedIn(SUPPLIER);
  await visit(page, '/lieferant/kunden', 'Kunden');
  await audit(page, 'kunden');
  await page.getByRole('link', { name: 'Muster Treuhand AG' }).click();
  await expect(heading(page, 'Muster Treuhand AG')).toBeVisible();
  await audit(page, 'kunde');
  await page.getByRole('navigation', { name: 'Filter' }).getByRole('link', { name: 'Alle Artikel' }).click();
  await expect(page.getByText('Nicht im Sortiment').first()).toBeVisible();
  await audit(page, 'kunde-alle-artikel');
  await search(page, 'Dampfmaschine');
  await expect(page.getByRole('heading', { name: 'Kein Artikel gefunden' })).toBeVisible();
  await audit(page, 'kunde-kein-artikel-gefunden');
  await visit(page, '/lieferant/kunden/neu', 'Neuer Kunde');
  await audit(page, 'kunde-neu');
});
