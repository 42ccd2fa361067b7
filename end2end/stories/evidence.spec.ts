// What stays: an order with its decisions as a file, and numbers for whoever pays.
import type { Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { audit } from '../support/audit';
import { createCustomer, newcomer } from '../support/newcomers';
import { CHAIR, openForRelease, openInDossier, order, PAPER, reject } from '../support/ordering';
import { expect, test } from '../support/page';
import { accountMenu, ALWAYS_REVIEWED, APPROVER, goTo, signIn, SUPPLIER, UNRESTRICTED } from '../support/people';
import { open } from '../support/scripts';

/** Clicks a link that gives a file, and reads it. */
async function take(page: Page, link: string): Promise<{ name: string; content: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: link }).click()]);
  return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
}

/** The month of the oldest order in somebody's Kundendossier, as files write it; January where that was last year. */
async function firstMonth(orderer: Page): Promise<string> {
  await goTo(orderer, 'Kundendossier');
  await expect(orderer.getByRole('link', { name: 'Ältere' })).toHaveCount(0);
  const placed = await orderer.getByRole('row').last().locator('time').first().getAttribute('datetime');
  const january = `${new Date().getFullYear()}-01`;
  return placed!.slice(0, 7) < january ? january : placed!.slice(0, 7);
}

test('an order is taken along as PDF and CSV, by who decided and by who ordered', async ({ signedIn }) => {
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(orderer, { lines: [[PAPER, 2], [CHAIR, 1]], reference: '=1+1' });
  const approver = await signedIn(APPROVER);
  await openForRelease(approver, placed);
  await reject(approver, CHAIR, 'Zu teuer.');
  await approver.getByRole('button', { name: 'Alle freigeben' }).click();
  await expect(approver.getByRole('heading', { name: 'Freigabe abgeschlossen', level: 1 })).toBeVisible();
  await audit(approver, 'freigabe-abgeschlossen-dateien');
  const document = await take(approver, 'Bestellung mit allen Entscheidungen als PDF');
  expect(document.name).toBe(`bestellung-${placed.number}.pdf`);
  expect(document.content.subarray(0, 5).toString()).toBe('%PDF-');

  await openInDossier(orderer, placed);
  await audit(orderer, 'bestellung-dateien');
  const table = await take(orderer, 'Bestellung mit allen Entscheidungen als CSV');
  expect(table.name).toBe(`bestellung-${placed.number}.csv`);
  const text = table.content.toString();
  expect(text).toContain(`;${CHAIR.name};1;`);
  expect(text).toContain('Abgelehnt;Claudia Meier;');
  expect(text).toContain("Referenz;'=1+1");
  expect(text).toContain(`freigabe audit verify --known `);
  // The page is still there and goes on working.
  await orderer.getByRole('link', { name: 'Kundendossier' }).first().click();
  await expect(orderer.getByRole('heading', { name: 'Kundendossier', level: 1 })).toBeVisible();
});

test('whoever pays sees what is spent, chooses a period, and takes each table along', async ({ signedIn }) => {
  const page = await signedIn(APPROVER);
  await open(page, '/konto');
  await accountMenu(page).getByRole('link', { name: 'Zahlen' }).click();
  await expect(page.getByRole('heading', { name: 'Zahlen', level: 1 })).toBeVisible();
  // Until a period is chosen there is no month before the first order, neither here nor in the file.
  const months = page.getByRole('table', { name: 'Ausgaben nach Monat' }).getByRole('row');
  const { content: sinceFirst } = await take(page, 'Ausgaben nach Monat als CSV');
  const rows = sinceFirst.toString().trim().split('\r\n');
  const first = await firstMonth(await signedIn(UNRESTRICTED)); // who has placed the first order of the demo
  expect(rows[1]).toMatch(new RegExp(`^${first};`));
  const name = new Intl.DateTimeFormat('de-CH', { month: 'long', year: 'numeric' }).format(new Date(`${first}-15`));
  await expect(months.nth(1)).toContainText(name);
  await expect(months).toHaveCount(rows.length);
  const periods = page.getByRole('navigation', { name: 'Zeitraum' });
  await expect(periods.locator('[aria-current]')).toHaveCount(0);
  await periods.getByRole('link', { name: 'Letzte 12 Monate' }).click();
  await expect(page).toHaveURL(/zeitraum=zwoelf-monate/);
  await expect(periods.locator('[aria-current]')).toHaveText('Letzte 12 Monate');
  await expect(months).toHaveCount(13);
  await expect(page.getByRole('table', { name: 'Ausgaben nach Besteller' })).toContainText('Luca Steiner');
  await expect(page.getByRole('table', { name: 'Kundensortiment' })).toContainText('Ausserhalb Kundensortiment');
  await audit(page, 'zahlen');
  for (const [title, head] of [
    ['Kennzahlen', 'Kennzahl;Einheit;Wert'],
    ['Ausgaben nach Monat', 'Monat;Bestellungen;Netto CHF'],
    ['Ausgaben nach Kategorie', 'Kategorie;Netto CHF'],
    ['Ausgaben nach Besteller', 'Besteller;Bestellungen;Netto CHF'],
    ['Kundensortiment', 'Bei der Bestellung;Netto CHF'],
  ]) {
    const { name, content } = await take(page, `${title} als CSV`);
    expect(name).toMatch(/^zahlen-[a-z]+-\d{4}-\d\d-bis-\d{4}-\d\d\.csv$/);
    expect(content.toString().split('\r\n')[0]).toBe(`\ufeff${head}`);
  }
});

test('a company that has not ordered yet is told what it will see', async ({ signedIn, visitor }) => {
  const supplier = await signedIn(SUPPLIER);
  const boss = newcomer('Frau', 'Rita', 'Neu', 'Leitung');
  await createCustomer(supplier, { name: 'Neu AG', street: 'Weg 1', postcode: '8000', town: 'Zürich' }, boss);
  const page = await visitor();
  await open(page, '/anmelden');
  await signIn(page, boss);
  await open(page, '/konto/zahlen');
  await expect(page.getByRole('heading', { name: 'Noch keine Zahlen' })).toBeVisible();
  await audit(page, 'zahlen-leer');
});
