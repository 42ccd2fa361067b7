// Signing in with two steps: set up with an app, asked for at the door, lost and removed, demanded of everybody.
import type { Page } from '@playwright/test';
import { audit } from '../support/audit';
import { Authenticator } from '../support/authenticator';
import { expect, test } from '../support/page';
import { accountMenu, APPROVER, goTo, type Person, signIn, signOut, SUPPLIER, UNRESTRICTED } from '../support/people';
import { open, waitForHydration } from '../support/scripts';

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 });
const codeField = (page: Page) => page.getByLabel('Code', { exact: true });

async function confirm(page: Page, app: Authenticator): Promise<void> {
  await codeField(page).fill(await app.code());
  await page.getByRole('button', { name: 'Einschalten' }).click();
  await expect(page.getByRole('heading', { name: 'Notfallcodes' })).toBeVisible();
  await waitForHydration(page);
}

/** Sets it up on its page, where the password is asked for. */
async function setUp(page: Page, { password }: Person): Promise<Authenticator> {
  await open(page, '/zweiter-faktor');
  await page.getByLabel('Heutiges Passwort').fill(password);
  await page.getByRole('button', { name: 'Einrichten' }).click();
  await expect(page.getByRole('img', { name: 'QR-Code' })).toBeVisible();
  await waitForHydration(page);
  const app = await Authenticator.from(page);
  await confirm(page, app);
  return app;
}

async function enterCode(page: Page, code: string): Promise<void> {
  await expect(heading(page, 'Code eingeben')).toBeVisible();
  await codeField(page).fill(code);
  await page.getByRole('button', { name: 'Weiter' }).click();
}

test('whoever has set it up needs the code, and a recovery code when the phone is lost', async ({ signedIn, visitor }) => {
  const page = await signedIn(UNRESTRICTED);
  await page.getByRole('banner').getByRole('link', { name: 'Account' }).click();
  await accountMenu(page).getByRole('link', { name: 'Anmelden in zwei Schritten' }).click();
  await expect(heading(page, 'Anmelden in zwei Schritten')).toBeVisible();
  await audit(page, 'zweiter-faktor-aus');
  await page.getByLabel('Heutiges Passwort').fill('nicht meines');
  await page.getByRole('button', { name: 'Einrichten' }).click();
  await expect(page.getByRole('alert')).toContainText('Das ist nicht das heutige Passwort.');
  await waitForHydration(page);
  await page.getByLabel('Heutiges Passwort').fill(UNRESTRICTED.password);
  await page.getByRole('button', { name: 'Einrichten' }).click();
  await expect(page.getByRole('img', { name: 'QR-Code' })).toBeVisible();
  await audit(page, 'zweiter-faktor-einrichten');
  const app = await Authenticator.from(page);
  await codeField(page).fill('000000');
  await page.getByRole('button', { name: 'Einschalten' }).click();
  await expect(page.getByRole('alert')).toContainText('Dieser Code stimmt nicht.');
  await waitForHydration(page);
  await confirm(page, app);
  await audit(page, 'zweiter-faktor-notfallcodes');
  const recovery = await page.locator('code.secret').allInnerTexts();
  expect(recovery).toHaveLength(10);
  await page.getByRole('button', { name: 'Ich habe die Codes aufbewahrt' }).click();
  await expect(page.getByText('10 übrig')).toBeVisible();
  await audit(page, 'zweiter-faktor-ein');

  const elsewhere = await visitor();
  await open(elsewhere, '/kundendossier?status=geliefert');
  await signIn(elsewhere, UNRESTRICTED);
  await audit(elsewhere, 'code-eingeben');
  await enterCode(elsewhere, '123');
  await expect(elsewhere.getByRole('alert')).toContainText('Ein Code hat sechs Ziffern');
  await waitForHydration(elsewhere);
  await enterCode(elsewhere, await app.code());
  await expect(elsewhere).toHaveURL('/kundendossier?status=geliefert');
  await waitForHydration(elsewhere);
  await signOut(elsewhere);
  await signIn(elsewhere, UNRESTRICTED);
  await enterCode(elsewhere, recovery[0]!);
  await expect(heading(elsewhere, 'Shop')).toBeVisible();
});

test('a double click at the door lets in once and for good', async ({ signedIn, visitor, hasScripts }) => {
  const app = await setUp(await signedIn(UNRESTRICTED), UNRESTRICTED);
  const page = await visitor();
  await open(page, '/anmelden');
  await signIn(page, UNRESTRICTED);
  await codeField(page).fill(await app.code());
  await page.getByRole('button', { name: 'Weiter' }).dblclick();
  // Without scripts the second click can break off the answer to the first; then signing in once more is all that it costs.
  const again = heading(page, 'Anmelden');
  await expect(hasScripts ? heading(page, 'Shop') : heading(page, 'Shop').or(again)).toBeVisible();
  if (await again.isVisible()) {
    await signIn(page, UNRESTRICTED);
    await enterCode(page, await app.code());
    await expect(heading(page, 'Shop')).toBeVisible();
  }
});

test('an approver demands it of everybody, and lets in whoever has lost it', async ({ signedIn, portal, troubles }) => {
  // The orderer's page may ask once more before it is left.
  troubles.expect(401, '/api/load_shop');
  const approver = await signedIn(APPROVER);
  const orderer = await signedIn(UNRESTRICTED);
  await setUp(approver, APPROVER);
  await approver.getByRole('button', { name: 'Von allen verlangen' }).click();
  await expect(approver.getByRole('status').filter({ hasText: 'Ab sofort' })).toBeVisible();

  await open(orderer, '/warenkorb');
  await expect(orderer.getByText('Ihre Firma verlangt das Anmelden in zwei Schritten.')).toBeVisible();
  await audit(orderer, 'zweiter-faktor-verlangt');
  await orderer.getByRole('button', { name: 'Einrichten' }).click();
  await expect(orderer.getByRole('img', { name: 'QR-Code' })).toBeVisible();
  await waitForHydration(orderer);
  await confirm(orderer, await Authenticator.from(orderer));
  await orderer.getByRole('button', { name: 'Ich habe die Codes aufbewahrt' }).click();
  await expect(heading(orderer, 'Warenkorb')).toBeVisible();

  await open(approver, '/konto/logins');
  await expect(approver.getByRole('row').filter({ hasText: UNRESTRICTED.name })).toContainText('2 Schritte');
  await approver.getByRole('link', { name: UNRESTRICTED.name, exact: true }).click();
  await audit(approver, 'login-mit-zwei-schritten');
  await approver.getByRole('button', { name: 'Zweiten Schritt entfernen' }).click();
  await expect(approver.getByRole('status').filter({ hasText: 'Der zweite Schritt ist entfernt.' })).toBeVisible();
  await portal.mails.waitFor({ to: UNRESTRICTED.userName, subject: 'Anmelden in zwei Schritten ist entfernt' });
  await open(orderer, '/shop');
  await expect(heading(orderer, 'Anmelden')).toBeVisible();
});

test('the supplier signs in with two steps too', async ({ signedIn, visitor }) => {
  const page = await signedIn(SUPPLIER);
  const app = await setUp(page, SUPPLIER);
  await audit(page, 'zweiter-faktor-lieferant');
  const again = await visitor();
  await open(again, '/anmelden');
  await signIn(again, SUPPLIER);
  await enterCode(again, await app.code());
  await expect(heading(again, 'Aufträge')).toBeVisible();
  await goTo(again, 'Kunden');
});
