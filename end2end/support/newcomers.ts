// People and companies that come to the portal, as the forms ask for them.
import { expect, type Locator, type Page } from '@playwright/test';
import { goTo, type Person } from './people';
import { open } from './scripts';

export type Kind = 'Keine Einschränkung' | 'Bestellfreigeber' | 'Permanente Freigabeprüfung' | 'Freigabeprüfung ausserhalb Kundensortiment';

export interface Newcomer extends Person {
  salutation: 'Frau' | 'Herr' | 'Keine Anrede';
  firstName: string;
  lastName: string;
  jobTitle: string;
}

export function newcomer(salutation: Newcomer['salutation'], firstName: string, lastName: string, jobTitle: string): Newcomer {
  const userName = `${firstName}.${lastName}@muster.example`.toLowerCase();
  return { salutation, firstName, lastName, jobTitle, userName, name: `${firstName} ${lastName}`, password: 'Sonnenblume 7' };
}

/** Fills in who somebody is. */
export async function describePerson(page: Page, person: Newcomer): Promise<void> {
  await page.getByLabel('Anrede', { exact: true }).selectOption(person.salutation);
  await page.getByLabel('Vorname', { exact: true }).fill(person.firstName);
  await page.getByLabel('Nachname', { exact: true }).fill(person.lastName);
  await page.getByLabel('E-Mail', { exact: true }).fill(person.userName);
  await page.getByLabel('Telefon').fill('044 555 12 12');
  await page.getByLabel('Funktion').fill(person.jobTitle);
}

/** The card of a Freigabeart; its sentence of help belongs to its name. */
export function kindChoice(page: Page, kind: Kind): Locator {
  return page.getByRole('radio', { name: new RegExp(`^${kind}`) });
}

/** "Bestellfreigeber für diesen Benutzer". */
export function approverChoice(page: Page): Locator {
  return page.getByRole('combobox', { name: 'Bestellfreigeber für diesen Benutzer' });
}

/** An approver gives somebody another Freigabeart. */
export async function changeKind(page: Page, { name }: Person, kind: Kind): Promise<void> {
  await open(page, '/konto/logins');
  await page.getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  await kindChoice(page, kind).check();
  await page.getByRole('button', { name: 'Speichern', exact: true }).click();
  await expect(page.getByText('Das Login ist geändert.')).toBeVisible();
}

export interface Company {
  name: string;
  street: string;
  postcode: string;
  town: string;
}

/** The supplier opens a customer with its special login. */
export async function createCustomer(page: Page, company: Company, approver: Newcomer): Promise<void> {
  await goTo(page, 'Kunden');
  await page.getByRole('link', { name: 'Neuer Kunde' }).click();
  await expect(page.getByRole('heading', { name: 'Neuer Kunde', level: 1 })).toBeVisible();
  await page.getByLabel('Firma', { exact: true }).fill(company.name);
  await page.getByLabel('Strasse und Nummer').fill(company.street);
  await page.getByLabel('PLZ', { exact: true }).fill(company.postcode);
  await page.getByLabel('Ort', { exact: true }).fill(company.town);
  await describePerson(page, approver);
  await page.getByLabel('Passwort', { exact: true }).fill(approver.password);
  await page.getByRole('button', { name: 'Kunde eröffnen' }).click();
  await expect(page.getByRole('heading', { name: company.name, level: 1 })).toBeVisible();
}
