// The people of the demo, and how they come and go.
import { expect, type Page } from '@playwright/test';
import { waitForHydration } from './scripts';

export interface Person {
  userName: string;
  name: string;
  password: string;
}

const PASSWORD = 'freigabe-demo';

const person = (userName: string, name: string): Person => ({ userName, name, password: PASSWORD });

export const SUPPLIER = person('lieferant@ofrex.example', 'Andrea Vogt');

/** Muster Treuhand AG: the special login. */
export const APPROVER = person('freigeber@muster.example', 'Claudia Meier');
export const SECOND_APPROVER = person('freigeber2@muster.example', 'Thomas Keller');
export const UNRESTRICTED = person('frei@muster.example', 'Nina Brunner');
export const ALWAYS_REVIEWED = person('permanent@muster.example', 'Luca Steiner');
export const REVIEWED_OUTSIDE = person('sortiment@muster.example', 'Sarah Huber');

/** Beispiel Bau AG. */
export const OTHER_COMPANY = person('besteller@bau.example', 'Marco Rossi');

/** A day from today on, as fields for days take it. */
export const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Signs in on the sign-in page, wherever that leads. */
export async function signIn(page: Page, { userName, password }: Person): Promise<void> {
  await waitForHydration(page);
  await page.getByLabel('Benutzername', { exact: true }).fill(userName);
  await page.getByLabel('Passwort', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await page.waitForURL(({ pathname }) => pathname !== '/anmelden');
  await waitForHydration(page);
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: 'Abmelden' }).click();
  await expect(page.getByRole('heading', { name: 'Anmelden', level: 1 })).toBeVisible();
  await waitForHydration(page);
}

/** Goes through the main menu. */
export async function goTo(page: Page, entry: 'Shop' | 'Kundendossier' | 'Freigaben' | 'Aufträge' | 'Kunden' | 'Versandkosten'): Promise<void> {
  // A number may stand behind the name.
  const name = new RegExp(`^${entry}( \\d+)?$`);
  await page.getByRole('navigation', { name: 'Hauptmenü' }).getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { name: entry, level: 1, exact: true })).toBeVisible();
}

/** Goes via "Account" to "Mein Profil". */
export async function goToProfile(page: Page): Promise<void> {
  await page.getByRole('banner').getByRole('link', { name: 'Account' }).click();
  await expect(page.getByRole('heading', { name: 'Account', level: 1 })).toBeVisible();
  await accountMenu(page).getByRole('link', { name: 'Mein Profil' }).click();
  await expect(page.getByRole('heading', { name: 'Mein Profil', level: 1 })).toBeVisible();
}

/** The menu on the right-hand side of the account's pages. */
export function accountMenu(page: Page) {
  return page.getByRole('navigation', { name: 'Mein Konto' });
}
