// The rows of rules: under "Freigaberegeln", and on the pages of cost centres and standing releases.
import { expect, type Locator, type Page } from '@playwright/test';
import { inDays } from './people';
import { open } from './scripts';

const COST_CENTRES = '/konto/freigaberegeln/kostenstellen';

/** The row of a rule, by its name. */
export function ruleRow(page: Page, name: string): Locator {
  // Rows stand in the section of their group.
  return page.locator('section').filter({ has: page.getByRole('heading', { name, exact: true }) }).last();
}

/** Unfolds what is folded away on the row of a rule: its form, or the longer words about it. */
export async function openRule(page: Page, name: string): Promise<Locator> {
  const row = ruleRow(page, name);
  const folded = row.locator('details');
  if ((await folded.getAttribute('open')) === null) await folded.locator('summary').click();
  await expect(folded).toHaveAttribute('open');
  return row;
}

/** Switches a rule on, or off, and waits until it is. */
export async function switchRule(page: Page, name: string, isOn = true): Promise<void> {
  const toggle = (checked: boolean) => page.getByRole('switch', { name, exact: true, checked });
  await toggle(!isOn).click();
  await expect(toggle(isOn)).toBeVisible();
}

/** Enters on the page of all rules that whoever is signed in, or somebody else, is away for a week, and who stands in. */
export async function enterAbsence(page: Page, substitute: string, away?: string): Promise<void> {
  await openRule(page, 'Abwesenheiten');
  if (away) await page.getByLabel('Abwesend', { exact: true }).selectOption({ label: away });
  await page.getByLabel('Vertretung', { exact: true }).selectOption({ label: substitute });
  await page.getByLabel('Letzter Tag', { exact: true }).fill(inDays(7));
  await page.getByRole('button', { name: 'Eintragen' }).click();
}

/** Makes a cost centre, by its number and its name, with a budget and who looks after it. */
export async function createCostCentre(page: Page, centre: string, budget: string, responsible?: string): Promise<void> {
  const [number, name] = centre.split(' ') as [string, string];
  await open(page, COST_CENTRES);
  await page.getByLabel('Nummer', { exact: true }).fill(number);
  await page.getByLabel('Bezeichnung', { exact: true }).fill(name);
  await page.getByLabel(/^Jahresbudget in CHF/).fill(budget);
  if (responsible) await page.getByLabel('Zuständig', { exact: true }).selectOption({ label: responsible });
  await page.getByRole('button', { name: 'Erstellen' }).click();
  await expect(page.getByRole('row').filter({ hasText: centre })).toBeVisible();
}

/** Sets up to which amount an approver releases alone, and to whom orders go on from them. */
export async function setLimit(page: Page, approver: string, limit: string, superior: string): Promise<void> {
  await open(page, '/konto/freigaberegeln');
  await openRule(page, 'Limiten und Vorgesetzte');
  await page.getByLabel('Bestellfreigeber', { exact: true }).selectOption({ label: approver });
  await page.getByLabel(/^Limite\b/).fill(limit);
  await page.getByLabel('Geht weiter an', { exact: true }).selectOption({ label: superior });
  await page.getByRole('button', { name: 'Festlegen' }).click();
  await expect(page.getByText('Die Limite gilt ab der nächsten Freigabe.')).toBeVisible();
}
