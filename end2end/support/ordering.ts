// What orderers do again and again.
import { expect, type Locator, type Page } from '@playwright/test';
import { goTo } from './people';
import type { CatalogueArticle } from './portal';
import { switchRule } from './rules';
import { open, runsScripts } from './scripts';

export interface Article {
  number: string;
  name: string;
}

/** In the Kundensortiment of Muster Treuhand AG. */
export const PAPER: Article = { number: '15-0101', name: 'Kopierpapier Foglia Basic A4, 80 g, 500 Blatt' };
export const BINDER: Article = { number: '20-0101', name: 'Ordner Kontor A4, 7 cm, blau' };

/** The paper as the supplier imports it, with today's price. */
export const paper = (priceRappen: number, availability: CatalogueArticle['availability'] = 'in_stock'): CatalogueArticle => ({
  ...PAPER,
  category: 'papier',
  unit: 'Packung',
  priceRappen,
  availability,
});

export const GEL_PEN: Article = { number: '10-0201', name: 'Gelroller Linea Gel 0.7 mm blau' };

/** Outside of it. */
export const CHAIR: Article = { number: '50-0201', name: 'Bürodrehstuhl Kontor Balance, Netzrücken schwarz' };
export const WHITEBOARD: Article = { number: '40-0102', name: 'Whiteboard emailliert 180 × 120 cm' };

export interface Order {
  number: number;
  id: string;
}

export async function search(page: Page, words: string): Promise<void> {
  await page.getByRole('searchbox', { name: 'Artikel suchen' }).fill(words);
  await page.getByRole('button', { name: 'Suchen' }).click();
}

/** The article in the shop or in the cart. */
export function articleRow(page: Page, { name }: Article): Locator {
  return page.getByRole('listitem').filter({ has: page.getByRole('link', { name, exact: true }) });
}

export function quantityOf(page: Page, { name }: Article): Locator {
  return page.getByRole('spinbutton', { name: `Menge von ${name}` });
}

/** Looks for the article in the shop and puts it in the cart. */
export async function putInCart(page: Page, article: Article, quantity = 1): Promise<void> {
  await goTo(page, 'Shop');
  await search(page, article.number);
  await expect(page.getByRole('spinbutton')).toHaveCount(1);
  await quantityOf(page, article).fill(String(quantity));
  await page.getByRole('button', { name: `${article.name} in den Warenkorb` }).click();
  await expect(page.getByRole('status').filter({ hasText: article.name })).toBeVisible();
}

export async function openCart(page: Page): Promise<void> {
  await page.getByRole('banner').getByRole('link', { name: /^Warenkorb/ }).click();
  await expect(page.getByRole('heading', { name: 'Warenkorb', level: 1 })).toBeVisible();
}

/** Changes a quantity in the cart, which the page reckons with at once, or when it is asked to. */
export async function changeQuantity(page: Page, article: Article, quantity: string): Promise<void> {
  await quantityOf(page, article).fill(quantity);
  if (runsScripts(page)) await quantityOf(page, article).blur();
  else await page.getByRole('button', { name: 'Aktualisieren' }).click();
}

/** Sums and outcome beside the cart. */
export function summary(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Zusammenfassung' });
}

/** The amount that stands behind a label such as "Netto". */
export function amount(list: Locator, label: string): Locator {
  return list.locator('dl > div').filter({ hasText: label }).getByRole('definition').first();
}

/** Sends the order and reads its number on the confirmation. */
export async function sendOrder(page: Page): Promise<Order> {
  await page.getByRole('button', { name: 'Bestellung abschicken' }).click();
  return readConfirmation(page);
}

export async function readConfirmation(page: Page): Promise<Order> {
  await expect(page.getByRole('heading', { name: 'Vielen Dank für Ihre Bestellung', level: 1 })).toBeVisible();
  const said = await page.getByText(/Ihre Bestellung \d+ ist erfasst/).innerText();
  const number = Number(said.match(/\d+/)![0]);
  const id = new URL(page.url()).pathname.split('/')[2]!;
  return { number, id };
}

export interface Wish {
  lines: [Article, number][];
  reference?: string;
  note?: string;
}

/** Orders from the shop to the confirmation. */
export async function order(page: Page, { lines, reference, note }: Wish): Promise<Order> {
  for (const [article, quantity] of lines) await putInCart(page, article, quantity);
  await openCart(page);
  if (reference) await page.getByLabel('Ihre Referenz').fill(reference);
  if (note) await page.getByLabel('Mitteilung an den Freigeber').fill(note);
  return sendOrder(page);
}

/** Says in the cart which cost centre pays for each line. */
export async function payFor(page: Page, centres: [Article, string][]): Promise<void> {
  await page.getByText('Kostenstelle je Position').click();
  for (const [article, centre] of centres) await page.getByLabel(`${article.name}: Kostenstelle`).selectOption({ label: centre });
  if (!runsScripts(page)) await page.getByRole('button', { name: 'Aktualisieren' }).last().click();
}

/** The order in the Kundendossier or among the Freigaben. */
export function orderRow(page: Page, { number }: Order): Locator {
  return page.getByRole('row').filter({ has: orderLink(page, number) });
}

/** A line in the table of an order. */
export function lineOf(page: Page, { name }: Article): Locator {
  return page.getByRole('row').filter({ hasText: name });
}

/** Opens an order in the Kundendossier. */
export async function openInDossier(page: Page, { number }: Order): Promise<void> {
  await goTo(page, 'Kundendossier');
  await orderLink(page, number).click();
  await expect(page.getByRole('heading', { name: `Bestellung ${number}`, level: 1 })).toBeVisible();
}

/** Opens an order among the Freigaben. */
export async function openForRelease(page: Page, { number }: Order): Promise<void> {
  await goTo(page, 'Freigaben');
  await orderLink(page, number).click();
  await expect(page.getByRole('heading', { name: `Bestellung ${number} freigeben`, level: 1 })).toBeVisible();
}

function orderLink(page: Page, number: number): Locator {
  return page.getByRole('link', { name: `Bestellung ${number}`, exact: true });
}

/** The card on which an approver decides about a line. */
export function card(page: Page, { name }: Article): Locator {
  return page.getByRole('article').filter({ has: page.getByRole('heading', { name }) });
}

export async function reject(page: Page, article: Article, reason?: string): Promise<void> {
  const line = card(page, article);
  await line.getByText('Ablehnen', { exact: true }).click();
  if (reason) await line.getByLabel('Erläuterung').fill(reason);
  await line.getByRole('button', { name: 'Position ablehnen' }).click();
}

/** Releases everything that is open in an order. */
export async function releaseAll(page: Page, wanted: Order): Promise<void> {
  await openForRelease(page, wanted);
  await page.getByRole('button', { name: 'Alle freigeben' }).click();
  await expect(page.getByRole('heading', { name: 'Freigabe abgeschlossen', level: 1 })).toBeVisible();
}

/** The customer lets its approvers decide from the mail. */
export async function allowByMail(approver: Page): Promise<void> {
  await open(approver, '/konto/freigaberegeln');
  await switchRule(approver, 'Entscheiden aus der E-Mail');
  await expect(approver.getByText('Entscheiden aus der E-Mail ist nun erlaubt.')).toBeVisible();
}
