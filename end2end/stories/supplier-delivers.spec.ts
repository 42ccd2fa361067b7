// The supplier sees what is released, delivers it, and looks after the customers.
import type { Page } from '@playwright/test';
import { createCustomer, newcomer } from '../support/newcomers';
import {
  articleRow,
  CHAIR,
  openCart,
  openInDossier,
  order,
  PAPER,
  putInCart,
  releaseAll,
  search,
  sendOrder,
  summary,
  type Article,
} from '../support/ordering';
import { expect, test } from '../support/page';
import { accountMenu, ALWAYS_REVIEWED, APPROVER, goTo, goToProfile, REVIEWED_OUTSIDE, signIn, SUPPLIER, UNRESTRICTED } from '../support/people';
import { open } from '../support/scripts';

const MARKS = ['Nordlicht-4711', 'Polarfuchs', 'Mitternachtssonne'];

const newest = (page: Page) => page.getByRole('row').nth(1);

async function newestNumber(page: Page): Promise<number> {
  const name = await newest(page).getByRole('link', { name: /^Auftrag \d+$/ }).innerText();
  return Number(name.replace('Auftrag ', ''));
}

async function expectNoMark(page: Page): Promise<void> {
  const source = await page.content();
  expect(MARKS.filter((mark) => source.includes(mark))).toEqual([]);
}

test('the supplier sees nothing of an order before its release, and delivers it afterwards', async ({ signedIn, portal }) => {
  const supplier = await signedIn(SUPPLIER);
  await goTo(supplier, 'Aufträge');
  const numberBefore = await newestNumber(supplier);
  const counts = supplier.getByRole('navigation', { name: 'Filter' });
  const countsBefore = await counts.innerText();

  const orderer = await signedIn(ALWAYS_REVIEWED);
  await putInCart(orderer, CHAIR);
  await openCart(orderer);
  await orderer.getByLabel('Zuhanden von').fill('Frau Polarfuchs');
  await orderer.getByLabel('Ihre Referenz').fill('Nordlicht-4711');
  await orderer.getByLabel('Mitteilung an den Freigeber').fill('Nicht vor der Mitternachtssonne liefern.');
  const placed = await sendOrder(orderer);
  for (const address of ['/lieferant', '/lieferant?status=neu', '/lieferant/kunden']) {
    await open(supplier, address);
    await expectNoMark(supplier);
  }
  await supplier.getByRole('link', { name: 'Muster Treuhand AG' }).click();
  await expect(supplier.getByRole('heading', { name: 'Muster Treuhand AG', level: 1 })).toBeVisible();
  await expectNoMark(supplier);
  await goTo(supplier, 'Aufträge');
  expect(await newestNumber(supplier)).toBe(numberBefore);
  expect(await counts.innerText()).toBe(countsBefore);

  await releaseAll(await signedIn(APPROVER), placed);
  await open(supplier, '/lieferant');
  await expect(newest(supplier)).toContainText('Neu');
  // The series of numbers has no gap that would tell of orders that were not released.
  expect(await newestNumber(supplier)).toBe(numberBefore + 1);
  await supplier.getByRole('link', { name: `Auftrag ${numberBefore + 1}`, exact: true }).click();
  await expect(supplier.getByRole('heading', { level: 1 })).toContainText(`Auftrag ${numberBefore + 1}`);
  const page = supplier.getByRole('main');
  await expect(page).toContainText('Luca Steiner');
  await expect(page).toContainText('Nordlicht-4711');
  await expect(page).toContainText('Frau Polarfuchs');
  await expect(page).not.toContainText('Mitternachtssonne');

  const steps = [
    { button: 'Annehmen', status: 'Angenommen', mail: 'ist angenommen' },
    { button: 'Als versandt melden', status: 'Versandt', mail: 'ist versandt' },
    { button: 'Als geliefert melden', status: 'Geliefert', mail: 'ist geliefert' },
  ];
  for (const { button, status, mail } of steps) {
    await supplier.getByRole('button', { name: button }).click();
    await expect(supplier.getByRole('heading', { level: 1 })).toContainText(status);
    await portal.mails.waitFor({ to: ALWAYS_REVIEWED.userName, subject: `Ihre Bestellung ${placed.number} ${mail}` });
    await openInDossier(orderer, placed);
    await expect(orderer.getByRole('heading', { level: 1 })).toContainText(status);
  }
  await expect(supplier.getByText('Alles erledigt')).toBeVisible();
});

test('the next step of an order can be made in the list', async ({ signedIn }) => {
  const orderer = await signedIn(UNRESTRICTED);
  await order(orderer, { lines: [[PAPER, 1]] });
  const page = await signedIn(SUPPLIER);
  await goTo(page, 'Aufträge');
  const number = await newestNumber(page);
  await newest(page).getByRole('button', { name: `Annehmen Auftrag ${number}` }).click();
  await expect(newest(page)).toContainText('Angenommen');
  await newest(page).getByRole('button', { name: `Versandt Auftrag ${number}` }).click();
  await expect(newest(page).getByRole('button', { name: `Geliefert Auftrag ${number}` })).toBeVisible();
  await page.getByRole('navigation', { name: 'Filter' }).getByRole('link', { name: /^Versandt/ }).click();
  await expect(page.getByRole('link', { name: `Auftrag ${number}`, exact: true })).toBeVisible();
  await page.getByRole('navigation', { name: 'Filter' }).getByRole('link', { name: /^Neu/ }).click();
  await expect(page.getByRole('link', { name: `Auftrag ${number}`, exact: true })).toHaveCount(0);
});

test('a new customer gets the special login and manages its own logins with it', async ({ signedIn, visitor, portal }) => {
  const company = { name: 'Seeblick Architekten GmbH', street: 'Seestrasse 88', postcode: '8802', town: 'Kilchberg' };
  const approver = { ...newcomer('Frau', 'Anna', 'Zbinden', 'Geschäftsführerin'), userName: 'anna.zbinden@seeblick.example' };
  const page = await signedIn(SUPPLIER);
  await createCustomer(page, company, approver);
  await expect(page.getByText('Der Kunde ist eröffnet.')).toBeVisible();
  await expect(page.getByRole('main')).toContainText(approver.userName);
  await expect(page.getByRole('main')).not.toContainText(approver.password);
  await goTo(page, 'Kunden');
  await expect(page.getByRole('row').filter({ hasText: company.name })).toContainText('Kilchberg');

  const mail = await portal.mails.waitFor({ to: approver.userName, subject: `Ihr Zugang zum Bestellportal von ${company.name}` });
  expect(mail.text + mail.html).not.toContain(approver.password);
  const hers = await visitor();
  await open(hers, '/anmelden');
  await signIn(hers, approver);
  await goTo(hers, 'Freigaben');
  await expect(hers.getByRole('heading', { name: 'Alles entschieden' })).toBeVisible();
  await goToProfile(hers);
  await accountMenu(hers).getByRole('link', { name: 'LOGIN VERWALTUNG' }).click();
  await expect(hers.getByRole('heading', { name: 'Login Verwaltung', level: 1 })).toBeVisible();
  await expect(hers.getByRole('row')).toHaveCount(2);
  await expect(hers.getByRole('row').nth(1)).toContainText('Bestellfreigeber');
});

test('the Kundensortiment decides what needs a release', async ({ signedIn }) => {
  const orderer = await signedIn(REVIEWED_OUTSIDE);
  await putInCart(orderer, CHAIR);
  await putInCart(orderer, PAPER);
  await openCart(orderer);
  await expect(articleRow(orderer, CHAIR)).toContainText('Ausserhalb Kundensortiment');
  await expect(articleRow(orderer, PAPER)).toContainText('Ohne Freigabe');

  const page = await signedIn(SUPPLIER);
  await goTo(page, 'Kunden');
  await page.getByRole('link', { name: 'Muster Treuhand AG' }).click();
  const row = ({ name }: Article) => page.getByRole('row').filter({ hasText: name });
  const change = (what: string, { name }: Article) => page.getByRole('button', { name: `${what} ${name}` });
  await page.getByRole('navigation', { name: 'Filter' }).getByRole('link', { name: 'Alle Artikel' }).click();
  await search(page, CHAIR.number);
  await expect(row(CHAIR)).toContainText('Nicht im Sortiment');
  await change('Hinzufügen', CHAIR).click();
  await expect(change('Entfernen', CHAIR)).toBeVisible();

  await page.getByRole('navigation', { name: 'Filter' }).getByRole('link', { name: 'Im Sortiment' }).click();
  await search(page, PAPER.number);
  await expect(page.getByRole('row')).toHaveCount(2);
  await change('Entfernen', PAPER).click();
  await page.getByRole('button', { name: /^Rückgängig/ }).click();
  await change('Entfernen', PAPER).click();
  await expect(page.getByRole('button', { name: /^Rückgängig/ })).toBeVisible();

  await open(orderer, '/warenkorb');
  await expect(articleRow(orderer, PAPER)).toContainText('Ausserhalb Kundensortiment');
  await expect(articleRow(orderer, CHAIR)).toContainText('Ohne Freigabe');
  await expect(summary(orderer)).toContainText(`und zwar für «${PAPER.name}»`);
});
