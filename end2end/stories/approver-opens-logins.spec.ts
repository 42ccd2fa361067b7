// The approver opens, changes and deletes the logins of the company.
import type { Page } from '@playwright/test';
import {
  approverChoice,
  describePerson,
  kindChoice,
  newcomer,
  type Kind,
  type Newcomer,
} from '../support/newcomers';
import { linkIn } from '../support/mails';
import { card, openCart, openForRelease, order, orderRow, PAPER, putInCart, summary } from '../support/ordering';
import { expect, test } from '../support/page';
import {
  accountMenu,
  ALWAYS_REVIEWED,
  APPROVER,
  goTo,
  goToProfile,
  SECOND_APPROVER,
  signIn,
  UNRESTRICTED,
  type Person,
} from '../support/people';
import { open } from '../support/scripts';

async function goToLogins(page: Page): Promise<void> {
  await goToProfile(page);
  await accountMenu(page).getByRole('link', { name: 'LOGIN VERWALTUNG', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Login Verwaltung', level: 1 })).toBeVisible();
}

async function beginNewLogin(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'neue Kontaktperson erstellen' }).click();
  await expect(page.getByRole('heading', { name: 'Neue Kontaktperson', level: 1 })).toBeVisible();
}

const next = (page: Page) => page.getByRole('button', { name: 'weiter', exact: true });

const accessOf = (page: Page, { name }: Person) => page.getByRole('heading', { name: `Login für ${name}` });

const loginRow = (page: Page, { name }: Person) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });

async function goToDelete(page: Page, person: Person): Promise<void> {
  await loginRow(page, person).getByRole('link', { name: /^Löschen/ }).click();
  await expect(page.getByRole('heading', { name: `Login von ${person.name} löschen?`, level: 1 })).toBeVisible();
}

async function fillFirstStep(page: Page, person: Newcomer, kind: Kind, approver?: Person): Promise<void> {
  await describePerson(page, person);
  await kindChoice(page, kind).check();
  if (approver) await approverChoice(page).selectOption(approver.name);
  await next(page).click();
  await expect(accessOf(page, person)).toBeVisible();
}

async function createLogin(page: Page, person: Newcomer): Promise<void> {
  await page.getByLabel('Passwort', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Login erstellen' }).click();
  await expect(page.getByRole('heading', { name: 'Login erstellt', level: 1 })).toBeVisible();
}

const NEWCOMERS: { person: Newcomer; kind: Kind; approver?: Person }[] = [
  { person: newcomer('Frau', 'Lea', 'Wyss', 'Empfang'), kind: 'Keine Einschränkung' },
  { person: newcomer('Herr', 'Jan', 'Frei', 'Leiter Treuhand'), kind: 'Bestellfreigeber' },
  { person: newcomer('Frau', 'Mia', 'Graf', 'Lernende'), kind: 'Permanente Freigabeprüfung', approver: SECOND_APPROVER },
  { person: newcomer('Herr', 'Noah', 'Roth', 'Sachbearbeiter'), kind: 'Freigabeprüfung ausserhalb Kundensortiment', approver: APPROVER },
];

for (const { person, kind, approver } of NEWCOMERS) {
  test(`the approver opens a login with "${kind}", and the new person signs in`, async ({ signedIn, visitor, portal }) => {
    const page = await signedIn(APPROVER);
    await goToLogins(page);
    await beginNewLogin(page);
    await fillFirstStep(page, person, kind, approver);
    await expect(page.getByLabel('Benutzername', { exact: true })).toHaveValue(person.userName);
    await createLogin(page, person);

    // What to hand over: everything but the password itself.
    const handout = page.getByRole('main');
    await expect(handout).toContainText(portal.url);
    await expect(handout).toContainText(person.userName);
    await expect(handout).toContainText(kind);
    await expect(handout).not.toContainText(person.password);
    await page.getByRole('link', { name: 'Zur Login Verwaltung' }).click();
    await expect(loginRow(page, person)).toContainText(kind);
    if (approver) await expect(loginRow(page, person)).toContainText(approver.name);

    const mail = await portal.mails.waitFor({ to: person.userName, subject: 'Ihr Zugang zum Bestellportal von Muster Treuhand AG' });
    expect(mail.text).toContain(person.userName);
    expect(mail.text + mail.html).not.toContain(person.password);

    const hers = await visitor();
    await open(hers, '/anmelden');
    await signIn(hers, person);
    await goToProfile(hers);
    await expect(hers.getByRole('main')).toContainText(kind);
    await expect(accountMenu(hers).getByRole('link', { name: 'LOGIN VERWALTUNG' })).toHaveCount(kind === 'Bestellfreigeber' ? 1 : 0);
  });
}

test('whoever is invited by mail chooses the password', async ({ signedIn, visitor, portal }) => {
  const person = newcomer('Frau', 'Ida', 'Wyss', 'Empfang');
  const page = await signedIn(APPROVER);
  await goToLogins(page);
  await beginNewLogin(page);
  await fillFirstStep(page, person, 'Keine Einschränkung');
  await page.getByLabel('Per E-Mail einladen').check();
  await expect(page.getByLabel('Passwort', { exact: true })).toBeHidden();
  await page.getByRole('button', { name: 'Login erstellen' }).click();
  await expect(page.getByRole('heading', { name: 'Login erstellt' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('wählt die Person selbst');

  const mail = await portal.mails.waitFor({ to: person.userName, subject: 'Ihr Zugang zum Bestellportal von Muster Treuhand AG' });
  const hers = await visitor();
  await open(hers, linkIn(mail, '/passwort'));
  await hers.getByLabel('Neues Passwort', { exact: true }).fill(person.password);
  await hers.getByRole('button', { name: 'Passwort setzen' }).click();
  await expect(hers.getByRole('status').filter({ hasText: 'Ihr Passwort ist gesetzt.' })).toBeVisible();
  await signIn(hers, person);
  await expect(hers.getByRole('heading', { name: 'Shop', level: 1 })).toBeVisible();
});

test('going back to the first step keeps what was typed', async ({ signedIn }) => {
  const person = newcomer('Frau', 'Emma', 'Moser', 'Buchhaltung');
  const page = await signedIn(APPROVER);
  await goToLogins(page);
  await beginNewLogin(page);
  await fillFirstStep(page, person, 'Permanente Freigabeprüfung', SECOND_APPROVER);

  await page.getByRole('link', { name: 'Zurück' }).click();
  await expect(page.getByLabel('Vorname', { exact: true })).toHaveValue('Emma');
  await expect(page.getByLabel('Nachname', { exact: true })).toHaveValue('Moser');
  await expect(page.getByLabel('E-Mail', { exact: true })).toHaveValue(person.userName);
  await expect(page.getByLabel('Telefon')).toHaveValue('044 555 12 12');
  await expect(page.getByLabel('Funktion')).toHaveValue('Buchhaltung');
  await expect(page.getByLabel('Anrede', { exact: true }).locator('option:checked')).toHaveText('Frau');
  await expect(kindChoice(page, 'Permanente Freigabeprüfung')).toBeChecked();
  await expect(approverChoice(page).locator('option:checked')).toHaveText(SECOND_APPROVER.name);

  await page.getByLabel('Vorname', { exact: true }).fill('Ema');
  await next(page).click();
  await expect(page.getByRole('heading', { name: 'Login für Ema Moser' })).toBeVisible();
});

test('passwords that are too short or too common are refused with their reason, and so is a user name that is taken', async ({
  signedIn,
  troubles,
}) => {
  troubles.expect(422, '/api/create_login');
  const person = newcomer('Herr', 'Ben', 'Kunz', 'Mandatsleiter');
  const page = await signedIn(APPROVER);
  await goToLogins(page);
  await beginNewLogin(page);
  await fillFirstStep(page, person, 'Keine Einschränkung');
  const userName = page.getByLabel('Benutzername', { exact: true });
  const password = page.getByLabel('Passwort', { exact: true });
  const create = page.getByRole('button', { name: 'Login erstellen' });
  const complaint = page.getByRole('alert');

  await userName.fill('ben.kunz');
  await password.fill('abc12');
  await create.click();
  await expect(complaint).toContainText('Mindestens 6 Zeichen.');
  await password.fill('Passwort');
  await create.click();
  await expect(complaint).toContainText('Dieses Passwort gehört zu den häufigsten');
  await expect(userName).toHaveValue('ben.kunz');

  await userName.fill(ALWAYS_REVIEWED.userName);
  await password.fill(person.password);
  await create.click();
  await expect(complaint).toContainText('Dieser Benutzername ist schon vergeben.');
  await userName.fill('ben.kunz');
  await createLogin(page, person);
  await expect(page.getByRole('main')).toContainText('ben.kunz');
});

test('an approver must be chosen exactly for the kinds that are reviewed', async ({ signedIn, hasScripts }) => {
  const page = await signedIn(APPROVER);
  await goToLogins(page);
  await beginNewLogin(page);
  await describePerson(page, newcomer('Frau', 'Lina', 'Arnold', 'Personal'));

  for (const kind of ['Keine Einschränkung', 'Bestellfreigeber'] as const) {
    await kindChoice(page, kind).check();
    if (hasScripts) await expect(approverChoice(page)).toBeDisabled();
    await next(page).click();
    await expect(page.getByRole('heading', { name: 'Login für Lina Arnold' })).toBeVisible();
    await page.getByRole('link', { name: 'Zurück' }).click();
  }
  for (const kind of ['Permanente Freigabeprüfung', 'Freigabeprüfung ausserhalb Kundensortiment'] as const) {
    await kindChoice(page, kind).check();
    await expect(approverChoice(page)).toBeEnabled();
    await approverChoice(page).selectOption('Bitte wählen');
    await next(page).click();
    if (hasScripts) {
      // The browser itself complains before anything is sent.
      await expect(approverChoice(page)).toHaveJSProperty('validity.valid', false);
    } else {
      await expect(page.getByRole('alert')).toContainText('Bestellfreigeber für diesen Benutzer: Diese Angabe fehlt.');
      await expect(page.getByLabel('Vorname', { exact: true })).toHaveValue('Lina');
      await expect(kindChoice(page, kind)).toBeChecked();
    }
    await expect(page.getByRole('heading', { name: 'Neue Kontaktperson', level: 1 })).toBeVisible();
  }
  await approverChoice(page).selectOption(APPROVER.name);
  await next(page).click();
  await expect(page.getByRole('heading', { name: 'Login für Lina Arnold' })).toBeVisible();
});

test('another Freigabeart holds from the next page on', async ({ signedIn }) => {
  const orderer = await signedIn(ALWAYS_REVIEWED);
  await putInCart(orderer, PAPER);
  await openCart(orderer);
  await expect(summary(orderer)).toContainText('wartet auf die Freigabe durch Claudia Meier');

  const page = await signedIn(APPROVER);
  await goToLogins(page);
  await loginRow(page, ALWAYS_REVIEWED).getByRole('link', { name: /^Bearbeiten/ }).click();
  await expect(page.getByRole('heading', { name: ALWAYS_REVIEWED.name, level: 1 })).toBeVisible();
  await page.getByLabel('Funktion').fill('Partner');
  await kindChoice(page, 'Keine Einschränkung').check();
  await page.getByRole('button', { name: 'Speichern', exact: true }).click();
  await expect(page.getByText('Das Login ist geändert.')).toBeVisible();
  await expect(loginRow(page, ALWAYS_REVIEWED)).toContainText('Keine Einschränkung');
  await expect(loginRow(page, ALWAYS_REVIEWED)).toContainText('Partner');

  await open(orderer, '/warenkorb');
  await expect(summary(orderer)).toContainText('Die Bestellung geht sofort an den Lieferanten.');
});

test('a new password signs the person out and is the only one that counts', async ({ signedIn, visitor }) => {
  const hers = await signedIn(UNRESTRICTED);
  const page = await signedIn(APPROVER);
  await goToLogins(page);
  await loginRow(page, UNRESTRICTED).getByRole('link', { name: /^Bearbeiten/ }).click();
  await page.getByLabel('Neues Passwort').fill('Herbstlaub 11');
  await page.getByRole('button', { name: 'Neues Passwort setzen' }).click();
  await expect(page.getByText('Das neue Passwort gilt.')).toBeVisible();

  await open(hers, '/kundendossier');
  await expect(hers.getByRole('heading', { name: 'Anmelden', level: 1 })).toBeVisible();
  const again = await visitor();
  await open(again, '/anmelden');
  await signIn(again, { ...UNRESTRICTED, password: 'Herbstlaub 11' });
  await expect(again.getByRole('heading', { name: 'Shop', level: 1 })).toBeVisible();
});

test('a deleted login ends at once, and its user name is free again', async ({ signedIn, visitor }) => {
  const hers = await signedIn(UNRESTRICTED);
  const page = await signedIn(APPROVER);
  await goToLogins(page);
  await goToDelete(page, UNRESTRICTED);
  await page.getByRole('button', { name: 'Login löschen' }).click();
  await expect(page.getByText('Das Login ist gelöscht.')).toBeVisible();
  await expect(loginRow(page, UNRESTRICTED)).toHaveCount(0);

  await open(hers, '/kundendossier');
  await expect(hers.getByRole('heading', { name: 'Anmelden', level: 1 })).toBeVisible();
  await hers.getByLabel('Benutzername', { exact: true }).fill(UNRESTRICTED.userName);
  await hers.getByLabel('Passwort', { exact: true }).fill(UNRESTRICTED.password);
  await hers.getByRole('button', { name: 'Anmelden' }).click();
  await expect(hers.getByRole('alert')).toContainText('Benutzername oder Passwort stimmt nicht.');

  const successor: Newcomer = { ...newcomer('Herr', 'Tim', 'Bieri', 'Empfang'), userName: UNRESTRICTED.userName };
  await beginNewLogin(page);
  await fillFirstStep(page, successor, 'Keine Einschränkung');
  await createLogin(page, successor);
  const his = await visitor();
  await open(his, '/anmelden');
  await signIn(his, successor);
  await goTo(his, 'Kundendossier');
  await expect(his.getByRole('heading', { name: 'Noch keine Bestellungen' })).toBeVisible();
});

test('deleting an approver asks for the successor, who gets the people and the waiting orders; the last one stays', async ({
  signedIn,
  portal,
}) => {
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const waiting = await order(orderer, { lines: [[PAPER, 3]] });

  const page = await signedIn(SECOND_APPROVER);
  await goTo(page, 'Freigaben');
  await expect(orderRow(page, waiting)).toHaveCount(0);
  await goToLogins(page);
  await goToDelete(page, APPROVER);
  await expect(page.getByText('Andere hängen von Claudia Meier ab. Wer übernimmt?')).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Luca Steiner');
  await expect(page.getByRole('main')).toContainText('Sarah Huber');
  const successor = page.getByRole('combobox', { name: 'Nachfolge' });
  await page.getByRole('button', { name: 'Login löschen' }).click();
  await expect(successor).toHaveJSProperty('validity.valid', false);
  await successor.selectOption(SECOND_APPROVER.name);
  await page.getByRole('button', { name: 'Login löschen' }).click();
  await expect(page.getByText('Das Login ist gelöscht.')).toBeVisible();
  await expect(loginRow(page, ALWAYS_REVIEWED)).toContainText(SECOND_APPROVER.name);

  await portal.mails.waitFor({ to: SECOND_APPROVER.userName, subject: `Bestellung ${waiting.number} von Luca Steiner: bitte freigeben` });
  await openForRelease(page, waiting);
  await card(page, PAPER).getByRole('button', { name: 'Freigeben' }).click();
  await expect(page.getByRole('heading', { name: 'Freigabe abgeschlossen', level: 1 })).toBeVisible();

  await goToLogins(page);
  await goToDelete(page, SECOND_APPROVER);
  await expect(page.getByRole('main')).toContainText('Das ist der letzte Freigeber dieses Kontos.');
  await expect(page.getByRole('button', { name: 'Login löschen' })).toHaveCount(0);
});

test('an approver who becomes an orderer hands over too', async ({ signedIn, hasScripts }) => {
  const page = await signedIn(SECOND_APPROVER);
  await goToLogins(page);
  await loginRow(page, APPROVER).getByRole('link', { name: /^Bearbeiten/ }).click();
  await expect(page.getByRole('heading', { name: APPROVER.name, level: 1 })).toBeVisible();
  const successor = page.getByRole('combobox', { name: 'Nachfolge' });
  const save = page.getByRole('button', { name: 'Speichern', exact: true });
  await expect(successor).toHaveCount(0);
  await kindChoice(page, 'Keine Einschränkung').check();
  if (!hasScripts) {
    await save.click();
    await expect(page.getByRole('alert')).toContainText('Bitte bestimmen Sie eine Nachfolge');
  }
  await expect(page.getByText('Andere hängen von Claudia Meier ab. Wer übernimmt?')).toBeVisible();
  await successor.selectOption(SECOND_APPROVER.name);
  await save.click();
  await expect(page.getByText('Das Login ist geändert.')).toBeVisible();
  await expect(loginRow(page, APPROVER)).toContainText('Keine Einschränkung');
  await expect(loginRow(page, ALWAYS_REVIEWED)).toContainText(SECOND_APPROVER.name);
});
