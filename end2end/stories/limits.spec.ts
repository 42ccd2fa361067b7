// A limit and a budget: what goes beyond them is looked at first, and everybody sees what is left.
import { audit } from '../support/audit';
import { amount, card, CHAIR, openCart, openForRelease, openInDossier, PAPER, putInCart, quantityOf, releaseAll, sendOrder, summary } from '../support/ordering';
import { expect, test } from '../support/page';
import { accountMenu, APPROVER, UNRESTRICTED } from '../support/people';
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
  await approver.getByRole('button', { name: 'Kostenstelle verlangen' }).click();
  await expect(approver.getByText('Jede Bestellung braucht nun eine Kostenstelle.')).toBeVisible();
  await audit(approver, 'kostenstellen');

  await open(approver, '/konto/freigaberegeln');
  await approver.getByRole('button', { name: 'Limiten einschalten' }).click();
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
