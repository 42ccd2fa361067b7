// What holds for everybody: coming and going, the own account, and what must never happen.
import type { Locator, Page, Response } from '@playwright/test';
import {
  card,
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
  sendOrder,
  summary,
} from '../support/ordering';
import { expect, test } from '../support/page';
import { ALWAYS_REVIEWED, APPROVER, goTo, goToProfile, OTHER_COMPANY, signIn, signOut, SUPPLIER, UNRESTRICTED } from '../support/people';
import { open, waitForHydration } from '../support/scripts';

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 });

test('a wrong password keeps the user name', async ({ page }) => {
  await open(page, '/anmelden?weiter=%2Fkundendossier');
  await page.getByLabel('Benutzername', { exact: true }).fill(UNRESTRICTED.userName);
  await page.getByLabel('Passwort', { exact: true }).fill('falsch geraten');
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await expect(page.getByRole('alert')).toContainText('Benutzername oder Passwort stimmt nicht.');
  await waitForHydration(page);
  await expect(page.getByLabel('Benutzername', { exact: true })).toHaveValue(UNRESTRICTED.userName);
  await expect(page.getByLabel('Passwort', { exact: true })).toHaveValue('');
  await signIn(page, UNRESTRICTED);
  await expect(heading(page, 'Kundendossier')).toBeVisible();
});

test('whoever asks for a page while signed out gets it after signing in', async ({ page }) => {
  await open(page, '/kundendossier?status=geliefert');
  await expect(heading(page, 'Anmelden')).toBeVisible();
  await signIn(page, ALWAYS_REVIEWED);
  await expect(page).toHaveURL('/kundendossier?status=geliefert');
  await expect(page.getByRole('link', { name: 'Geliefert', exact: true })).toHaveAttribute('aria-current', 'true');
});

test('signing in never leads to another site', async ({ visitor, portal }) => {
  for (const elsewhere of ['https://evil.example/', '//evil.example/shop', '/\\evil.example', 'javascript:alert(1)']) {
    const page = await visitor();
    await open(page, `/anmelden?weiter=${encodeURIComponent(elsewhere)}`);
    await signIn(page, UNRESTRICTED);
    await expect(page).toHaveURL(`${portal.url}/shop`);
  }
});

test('the language can be switched and is remembered', async ({ page }) => {
  await open(page, '/anmelden');
  await page.getByRole('main').getByRole('button', { name: 'EN', exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await waitForHydration(page);
  await page.getByLabel('User name', { exact: true }).fill(UNRESTRICTED.userName);
  await page.getByLabel('Password', { exact: true }).fill(UNRESTRICTED.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL('/shop');
  await waitForHydration(page);
  await page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click();
  await expect(heading(page, 'Sign in')).toBeVisible();
  await open(page, '/anmelden');
  await expect(heading(page, 'Sign in')).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'DE', exact: true }).click();
  await expect(heading(page, 'Anmelden')).toBeVisible();
});

test.describe('with a browser that asks for English', () => {
  test.use({ locale: 'en-GB' });

  test('the first page is English', async ({ page }) => {
    await open(page, '/anmelden');
    await expect(heading(page, 'Sign in')).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  });
});

test('after signing out nothing is left to look at', async ({ signedIn }) => {
  const page = await signedIn(ALWAYS_REVIEWED);
  await goTo(page, 'Kundendossier');
  await signOut(page);
  await page.goBack();
  await expect(heading(page, 'Anmelden')).toBeVisible();
  await open(page, '/kundendossier');
  await expect(heading(page, 'Anmelden')).toBeVisible();
});

test('"Mein Profil" lists where one is signed in, and ends it elsewhere', async ({ signedIn }) => {
  const elsewhere = await signedIn(UNRESTRICTED);
  const page = await signedIn(UNRESTRICTED);
  await goToProfile(page);
  const sessions = page.getByRole('table', { name: 'Wo Sie angemeldet sind' });
  await expect(sessions.getByRole('row')).toHaveCount(3);
  await expect(sessions.getByText('Dieses Gerät')).toHaveCount(1);
  await sessions.getByRole('button', { name: /^Abmelden/ }).click();
  await expect(sessions.getByRole('row')).toHaveCount(2);
  await expect(page.getByText('Sonst sind Sie nirgends angemeldet.')).toBeVisible();

  await open(elsewhere, '/kundendossier');
  await expect(heading(elsewhere, 'Anmelden')).toBeVisible();
  await signIn(elsewhere, UNRESTRICTED);
  await open(page, '/konto/profil');
  await page.getByRole('button', { name: 'Alle anderen abmelden' }).click();
  await expect(page.getByText('Sonst sind Sie nirgends angemeldet.')).toBeVisible();
  await open(elsewhere, '/kundendossier');
  await expect(heading(elsewhere, 'Anmelden')).toBeVisible();
});

test('the own data can be changed', async ({ signedIn }) => {
  const page = await signedIn(UNRESTRICTED);
  await goToProfile(page);
  await page.getByLabel('Nachname', { exact: true }).fill('Brunner-Egli');
  await page.getByLabel('Telefon').fill('044 555 33 33');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByText('Ihre Angaben sind gespeichert.')).toBeVisible();
  await expect(page.getByRole('banner')).toContainText('Nina Brunner-Egli');
  await open(page, '/konto/profil');
  await expect(page.getByLabel('Telefon')).toHaveValue('044 555 33 33');
});

test('changing the password asks for the present one and signs out everywhere else', async ({ signedIn, visitor, troubles }) => {
  troubles.expect(422, '/api/change_password');
  const elsewhere = await signedIn(UNRESTRICTED);
  const page = await signedIn(UNRESTRICTED);
  await goToProfile(page);
  const change = async (present: string, wanted: string) => {
    await page.getByLabel('Heutiges Passwort').fill(present);
    await page.getByLabel('Neues Passwort').fill(wanted);
    await page.getByRole('button', { name: 'Passwort ändern' }).click();
  };
  await change('falsch geraten', 'Birkenblatt 3');
  await expect(page.getByRole('alert')).toContainText('Das ist nicht das heutige Passwort.');
  await change(UNRESTRICTED.password, 'qwertz');
  await expect(page.getByRole('alert')).toContainText('Dieses Passwort gehört zu den häufigsten');
  await change(UNRESTRICTED.password, 'Birkenblatt 3');
  await expect(page.getByText('Ihr Passwort ist geändert.')).toBeVisible();

  await open(elsewhere, '/kundendossier');
  await expect(heading(elsewhere, 'Anmelden')).toBeVisible();
  const again = await visitor();
  await open(again, '/anmelden');
  await signIn(again, { ...UNRESTRICTED, password: 'Birkenblatt 3' });
  await expect(heading(again, 'Shop')).toBeVisible();
});

/** Presses Tab until the focus is where it is wanted. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await expect(wanted).toBeVisible();
  for (let presses = 0; presses < 150; presses += 1) {
    await page.keyboard.press('Tab');
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`the keyboard does not get to ${wanted}`);
}

test('the keyboard alone is enough to sign in and to order', async ({ page }) => {
  await open(page, '/anmelden');
  await tabTo(page, page.getByLabel('Benutzername', { exact: true }));
  await page.keyboard.type(ALWAYS_REVIEWED.userName);
  await tabTo(page, page.getByLabel('Passwort', { exact: true }));
  await page.keyboard.type(ALWAYS_REVIEWED.password);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/shop');
  await waitForHydration(page);

  await page.getByRole('link', { name: 'Zum Inhalt' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await tabTo(page, page.getByRole('searchbox', { name: 'Artikel suchen' }));
  await page.keyboard.type(PAPER.number);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('spinbutton')).toHaveCount(1);
  await tabTo(page, quantityOf(page, PAPER));
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('3');
  await tabTo(page, page.getByRole('button', { name: `${PAPER.name} in den Warenkorb` }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: PAPER.name })).toBeVisible();

  await tabTo(page, page.getByRole('banner').getByRole('link', { name: /^Warenkorb/ }));
  await page.keyboard.press('Enter');
  await expect(heading(page, 'Warenkorb')).toBeVisible();
  await tabTo(page, quantityOf(page, PAPER));
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('4');
  // Enter in a field reckons anew; it neither orders nor removes anything.
  await page.keyboard.press('Enter');
  await expect(summary(page)).toContainText('22.40');
  await tabTo(page, page.getByLabel('Mitteilung an den Freigeber'));
  await page.keyboard.type('Ganz ohne Maus.');
  await tabTo(page, page.getByRole('button', { name: 'Bestellung abschicken' }));
  await page.keyboard.press('Enter');
  await readConfirmation(page);
});

test('an address that leads nowhere says so, whose page it is, and where to go', async ({ page, signedIn, troubles }) => {
  troubles.expect(404, '/gibt/es/nicht');
  for (const [browser, way] of [[page, 'Anmelden'], [await signedIn(UNRESTRICTED), 'Zur Startseite']] as const) {
    const answer = await browser.goto('/gibt/es/nicht');
    expect(answer?.status()).toBe(404);
    await waitForHydration(browser);
    await expect(heading(browser, 'Diese Seite gibt es nicht')).toBeVisible();
    await expect(browser.getByRole('link', { name: 'Freigabe', exact: true })).toBeVisible();
    await expect(browser.getByRole('main').getByRole('link', { name: way, exact: true })).toBeVisible();
  }
  await page.getByRole('link', { name: 'Anmelden', exact: true }).click();
  await expect(heading(page, 'Anmelden')).toBeVisible();
});

test('whoever calls what is no page reads so, whose page it is, and where to go', async ({ page, troubles }) => {
  troubles.expect(405, '/api/gibt_es_nicht');
  const answer = await page.goto('/api/gibt_es_nicht');
  expect(answer?.status()).toBe(405);
  await expect(heading(page, 'So lässt sich diese Adresse nicht aufrufen')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Freigabe', exact: true })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Kennung dieser Anfrage');
  await page.getByRole('main').getByRole('link', { name: 'Zur Startseite', exact: true }).click();
  await expect(heading(page, 'Anmelden')).toBeVisible();
});

test('a part of the site that does not come is no dead end', async ({ signedIn, troubles, hasScripts }) => {
  const page = await signedIn(UNRESTRICTED);
  await putInCart(page, PAPER);
  // As after an update of the server: a page that was open before asks for files that are not there any more.
  await page.route('**/*_ordering.wasm', (route) => route.fulfill({ status: 404 }));
  if (hasScripts) troubles.expect(404, '/pkg/');
  troubles.expectComplaint(/WebAssembly/);
  let complaints = 0;
  page.on('console', (message) => (complaints += /WebAssembly/.test(message.text()) ? 1 : 0));
  await openCart(page);
  // The shop missed the part and left; the cart misses it too, and stays as the server has rendered it: its links still lead on.
  await expect.poll(() => complaints).toBe(hasScripts ? 2 : 0);
  await expect(page.locator('html[data-hydrated]')).toHaveCount(0);
  await goTo(page, 'Shop');
  await waitForHydration(page);
  await openCart(page);
  await page.getByLabel('Ihre Referenz').fill('ohne Teil');
  await openInDossier(page, await sendOrder(page));
  await expect(page.getByRole('main')).toContainText('ohne Teil');
});

test("another company's order looks like one that does not exist", async ({ signedIn, troubles }) => {
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(orderer, { lines: [[PAPER, 1]] });
  const missing = '01900000-0000-7000-8000-000000000000';
  for (const page of [await signedIn(OTHER_COMPANY), await signedIn(SUPPLIER)]) {
    const seen: string[] = [];
    for (const id of [placed.id, missing]) {
      troubles.expect(404, `/kundendossier/${id}`);
      const answer = await page.goto(`/kundendossier/${id}`);
      await waitForHydration(page);
      seen.push(`${answer?.status()} ${await page.getByRole('main').innerText()}`);
    }
    expect(seen[0]).toContain('404');
    expect(seen[0]).toBe(seen[1]);
  }
});

const MARKUP = '</textarea><script>document.title = "getroffen"</script><b>fett</b> & "Zitat"';

test('markup that somebody types stays text wherever it is shown', async ({ signedIn, hasScripts, portal }) => {
  const orderer = await signedIn(ALWAYS_REVIEWED);
  await putInCart(orderer, PAPER);
  await openCart(orderer);
  const note = orderer.getByLabel('Mitteilung an den Freigeber');
  await note.fill(MARKUP);
  await orderer.getByLabel('Ihre Referenz').fill('<i>R</i>');
  if (hasScripts) {
    const holdsReference = (answer: Response) => answer.request().postData()?.includes('%3Ci%3ER') === true;
    await Promise.all([orderer.waitForResponse(holdsReference), orderer.getByLabel('Ihre Referenz').blur()]);
  } else {
    await orderer.getByRole('button', { name: 'Aktualisieren' }).click();
  }
  await open(orderer, '/warenkorb');
  await expect(note).toHaveValue(MARKUP);
  await expect(orderer.getByLabel('Ihre Referenz')).toHaveValue('<i>R</i>');
  await expect(orderer).toHaveTitle(/^Warenkorb/);
  const placed = await sendOrder(orderer);
  await openInDossier(orderer, placed);
  await expect(orderer.getByText(MARKUP)).toBeVisible();

  const approver = await signedIn(APPROVER);
  await goTo(approver, 'Freigaben');
  await expect(orderRow(approver, placed)).toContainText(MARKUP);
  await openForRelease(approver, placed);
  await open(approver, approver.url());
  await expect(approver.getByText(MARKUP)).toBeVisible();
  await expect(card(approver, PAPER)).toBeVisible();
  await reject(approver, PAPER, MARKUP);
  await expect(heading(approver, 'Freigabe abgeschlossen')).toBeVisible();
  await open(approver, approver.url());
  await expect(approver.getByRole('row').filter({ hasText: MARKUP })).toBeVisible();
  await open(orderer, `/kundendossier/${placed.id}`);
  await expect(orderer.getByRole('row').filter({ hasText: MARKUP })).toBeVisible();
  await expect(orderer).toHaveTitle(new RegExp(`^Bestellung ${placed.number}`));

  const mail = await portal.mails.waitFor({ to: ALWAYS_REVIEWED.userName, subject: `Ihre Bestellung ${placed.number} wurde abgelehnt` });
  expect(mail.html).not.toContain('<script');
  expect(mail.text).toContain(MARKUP);
});
