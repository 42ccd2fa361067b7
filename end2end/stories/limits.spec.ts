// A limit and a budget: what goes beyond them is looked at first, and everybody sees what is left.
import type { Locator, Page } from '@playwright/test';
import { audit } from '../support/audit';
import { linkIn } from '../support/mails';
import { allowByMail, amount, card, CHAIR, openCart, openForRelease, openInDossier, PAPER, putInCart, quantityOf, releaseAll, sendOrder, summary } from '../support/ordering';
import { expect, test } from '../support/page';
import { accountMenu, ALWAYS_REVIEWED, APPROVER, goTo, type Person, UNRESTRICTED } from '../support/people';
import { ruleRow, switchRule } from '../support/rules';
import { open, runsScripts } from '../support/scripts';

test('a budget and a limit hold an order up, show what is left, and let it go once it is released', async ({ signedIn, troubles }) => {
  troubles.expect(422, '/api/set_limits');
  const approver = await signedIn(APPROVER);
  await open(approver, '/konto/freigaberegeln');
  await approver.getByRole('link', { name: 'Kostenstellen verwalten' }).click();
  await expect(approver.getByRole('heading', { name: 'Noch keine Kostenstelle' })).toBeVisible();
  await audit(approver, 'kostenstellen-leer');

  // Nothing typed is lost when something is wrong.
  await approver.getByLabel('Nummer', { exact: true }).fill('4711');
  await approver.getByLabel('Bezeichnung', { exact: true }).fill('Empfang');
  await approver.getByLabel(/^Jahresbudget in CHF/).fill('viel');
  await approver.getByRole('button', { name: 'Erstellen' }).click();
  await expect(approver.getByRole('alert').first()).toContainText('Betrag in Franken');
  await expect(approver.getByLabel('Bezeichnung', { exact: true })).toHaveValue('Empfang');
  await approver.getByLabel(/^Jahresbudget in CHF/).fill("1'000");
  await approver.getByRole('button', { name: 'Erstellen' }).click();
  await expect(approver.getByText('Die Kostenstelle ist erstellt.')).toBeVisible();
  const row = approver.getByRole('row').filter({ hasText: '4711 Empfang' });
  await expect(row).toContainText("Frei: CHF 1'000.00");
  await switchRule(approver, 'Kostenstelle verlangen');
  await expect(approver.getByText('Jede Bestellung braucht nun eine Kostenstelle.')).toBeVisible();
  await audit(approver, 'kostenstellen');

  await open(approver, '/konto/freigaberegeln');
  await expect(ruleRow(approver, 'Kostenstellen')).toContainText('1 Kostenstelle');
  await switchRule(approver, 'Limiten je Person');
  await expect(approver.getByText('Limiten sind eingeschaltet.')).toBeVisible();
  await accountMenu(approver).getByRole('link', { name: 'Login Verwaltung' }).click();
  await approver.getByRole('link', { name: UNRESTRICTED.name, exact: true }).click();
  await approver.getByLabel(/^Höchstens je Bestellung/).fill('50');
  await approver.getByRole('button', { name: 'Limiten speichern' }).click();
  await expect(approver.getByRole('alert').first()).toContainText('Freigabe über der Limite durch');
  await expect(approver.getByLabel(/^Höchstens je Bestellung/)).toHaveValue('50');
  await approver.getByLabel('Freigabe über der Limite durch').selectOption({ label: APPROVER.name });
  await audit(approver, 'limiten');
  await approver.getByRole('button', { name: 'Limiten speichern' }).click();
  await expect(approver.getByText('Die Limiten sind gespeichert.')).toBeVisible();

  const orderer = await signedIn(UNRESTRICTED);
  await putInCart(orderer, PAPER, 1);
  await openCart(orderer);
  await expect(summary(orderer)).toContainText('Limite je Bestellung');
  await expect(summary(orderer)).toContainText('Die Bestellung geht sofort an den Lieferanten.');
  await orderer.getByLabel('Kostenstelle', { exact: true }).selectOption({ label: '4711 Empfang' });
  if (runsScripts(orderer)) {
    // What is chosen and typed shows at once, before anything is sent.
    await expect(summary(orderer)).toContainText('Budget 4711 Empfang, dieses Jahr');
    await quantityOf(orderer, PAPER).fill('99');
    await expect(summary(orderer)).toContainText('Überschritten um');
    await expect(summary(orderer)).toContainText(`wartet auf die Freigabe durch ${APPROVER.name}`);
    await quantityOf(orderer, PAPER).fill('1');
  } else {
    await orderer.getByRole('button', { name: 'Aktualisieren' }).last().click();
    await expect(orderer.getByLabel('Kostenstelle', { exact: true })).not.toHaveValue('');
    await expect(summary(orderer)).toContainText('Budget 4711 Empfang, dieses Jahr');
  }
  await audit(orderer, 'warenkorb-limite');
  await sendOrder(orderer);
  await expect(orderer.getByText('Ihre Bestellung wurde direkt an den Lieferanten übermittelt.')).toBeVisible();

  await putInCart(orderer, CHAIR, 1);
  await openCart(orderer);
  await orderer.getByLabel('Kostenstelle', { exact: true }).selectOption({ label: '4711 Empfang' });
  const net = await amount(summary(orderer), 'Netto').innerText();
  const placed = await sendOrder(orderer);
  await openInDossier(orderer, placed);
  await expect(orderer.getByText('4711 Empfang').first()).toBeVisible();

  await openForRelease(approver, placed);
  await expect(card(approver, CHAIR)).toContainText('Über der Limite je Bestellung');
  await expect(summary(approver)).toContainText(`Diese Bestellung ${net}`);
  await expect(summary(approver)).toContainText('Überschritten um');
  await audit(approver, 'freigabe-limite');
  await releaseAll(approver, placed);
  await open(approver, '/konto/freigaberegeln/kostenstellen');
  await expect(row).toContainText('Verbraucht');
  await open(approver, '/konto/zahlen');
  await expect(approver.getByRole('heading', { name: 'Nach Kostenstelle' })).toBeVisible();
});

/** Twice an amount, as amounts are written. */
const twice = (amount: string) => (2 * Number(amount.replaceAll("'", ''))).toFixed(2).replace(/(\d)(?=(\d{3})+\.)/g, "$1'");

test('what is left of a budget shows in the summary of several orders and on the page from a mail', async ({ signedIn, visitor, portal }) => {
  const approver = await signedIn(APPROVER);
  await allowByMail(approver);
  await open(approver, '/konto/freigaberegeln/kostenstellen');
  await approver.getByLabel('Nummer', { exact: true }).fill('4711');
  await approver.getByLabel('Bezeichnung', { exact: true }).fill('Empfang');
  await approver.getByLabel(/^Jahresbudget in CHF/).fill("1'000");
  await approver.getByRole('button', { name: 'Erstellen' }).click();
  await expect(approver.getByText('Die Kostenstelle ist erstellt.')).toBeVisible();

  const orderer = await signedIn(ALWAYS_REVIEWED);
  let net = '';
  const orderChair = async () => {
    await putInCart(orderer, CHAIR, 1);
    await openCart(orderer);
    await orderer.getByLabel('Kostenstelle', { exact: true }).selectOption({ label: '4711 Empfang' });
    net = await amount(summary(orderer), 'Netto').innerText();
    return sendOrder(orderer);
  };
  const [first, second] = [await orderChair(), await orderChair()];

  // From a mail: what the other order takes waits beside this one.
  const subject = `Bestellung ${first.number} von Luca Steiner: bitte freigeben`;
  const mail = await portal.mails.waitFor({ to: APPROVER.userName, subject });
  const reader = await visitor();
  await open(reader, linkIn(mail, '/freigaben/'));
  const limits = (page: typeof approver) => page.getByRole('group', { name: 'Limiten und Budgets' });
  await expect(limits(reader)).toContainText('Budget 4711 Empfang, dieses Jahr');
  await expect(limits(reader)).toContainText(`Reserviert ${net}`);
  await expect(limits(reader)).toContainText(`Diese Bestellung ${net}`);
  await audit(reader, 'freigeben-aus-mail-budget');

  // Together: the budget stands there once, and none of them waits beside the others.
  await goTo(approver, 'Freigaben');
  for (const { number } of [first, second]) await approver.getByRole('checkbox', { name: `Bestellung ${number} auswählen` }).check();
  await approver.getByRole('button', { name: 'Ausgewählte freigeben' }).click();
  await expect(approver.getByRole('heading', { name: 'Limiten und Budgets nach dieser Freigabe' })).toBeVisible();
  await expect(limits(approver)).toHaveCount(1);
  await expect(limits(approver)).toContainText('Budget 4711 Empfang, dieses Jahr');
  await expect(limits(approver)).toContainText('Reserviert 0.00');
  await expect(limits(approver)).toContainText(`Diese Freigabe ${twice(net)}`);
  await expect(limits(approver)).toContainText(/Nach dieser Freigabe (frei|überschritten um)/);
  await audit(approver, 'sammelfreigabe-budget');
});

/** What stands behind a word such as "Verbraucht", in Rappen. */
async function rappen(within: Locator, word: string): Promise<number> {
  const found = (await within.innerText()).match(new RegExp(`${word}\\s+([\\d']+\\.\\d\\d)`));
  return Math.round(Number(found![1]!.replaceAll("'", '')) * 100);
}

async function limitMonth(approver: Page, person: Person, amount: string): Promise<void> {
  await open(approver, '/konto/logins');
  await approver.getByRole('link', { name: person.name, exact: true }).click();
  await approver.getByLabel(/^Höchstens je Monat/).fill(amount);
  await approver.getByLabel('Freigabe über der Limite durch').selectOption({ label: APPROVER.name });
  await approver.getByRole('button', { name: 'Limiten speichern' }).click();
  await expect(approver.getByText('Die Limiten sind gespeichert.')).toBeVisible();
}

test('what goes beyond the limit of a month waits, and what waits counts', async ({ signedIn }) => {
  const approver = await signedIn(APPROVER);
  await open(approver, '/konto/freigaberegeln');
  await switchRule(approver, 'Limiten je Person');
  await expect(approver.getByText('Limiten sind eingeschaltet.')).toBeVisible();
  await limitMonth(approver, UNRESTRICTED, '100000');

  const orderer = await signedIn(UNRESTRICTED);
  await putInCart(orderer, PAPER, 1);
  await openCart(orderer);
  const sums = summary(orderer);
  await expect(sums).toContainText('Limite dieses Monats');
  // The demo has bought something already, in this month or in the one before.
  const [used, price] = [await rappen(sums, 'Verbraucht'), Number(await amount(sums, 'Netto').innerText()) * 100];
  await limitMonth(approver, UNRESTRICTED, ((used + 1.5 * price) / 100).toFixed(2));
  await open(orderer, '/warenkorb');
  await expect(sums).toContainText('Die Bestellung geht sofort an den Lieferanten.');
  await sendOrder(orderer);
  await expect(orderer.getByText('Ihre Bestellung wurde direkt an den Lieferanten übermittelt.')).toBeVisible();

  await putInCart(orderer, PAPER, 1);
  await openCart(orderer);
  expect(await rappen(sums, 'Verbraucht')).toBe(used + Math.round(price));
  await expect(sums).toContainText('Überschritten um');
  await expect(sums).toContainText(`wartet auf die Freigabe durch ${APPROVER.name}`);
  await audit(orderer, 'warenkorb-monatslimite');
  const placed = await sendOrder(orderer);

  await putInCart(orderer, PAPER, 1);
  await openCart(orderer);
  expect(await rappen(sums, 'Reserviert')).toBe(Math.round(price));

  await openForRelease(approver, placed);
  await expect(card(approver, PAPER)).toContainText('Über der Limite des Monats');
  await expect(summary(approver)).toContainText('Limite dieses Monats');
  await releaseAll(approver, placed);
  await open(orderer, '/warenkorb');
  expect(await rappen(sums, 'Reserviert')).toBe(0);
  expect(await rappen(sums, 'Verbraucht')).toBe(used + 2 * Math.round(price));
});
