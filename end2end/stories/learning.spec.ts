// What is released time and again: released for good, or proposed for the Kundensortiment.
import { audit } from '../support/audit';
import { type Article, articleRow, card, CHAIR, openCart, openForRelease, openInDossier, order, PAPER, putInCart, quantityOf, releaseAll, sendOrder, WHITEBOARD } from '../support/ordering';
import { expect, test } from '../support/page';
import { ALWAYS_REVIEWED, APPROVER, goTo, REVIEWED_OUTSIDE, SUPPLIER } from '../support/people';
import { switchRule } from '../support/rules';
import { open } from '../support/scripts';

const LIST = '/konto/freigaberegeln/dauerfreigaben';
const PROPOSE = 'Ins Kundensortiment vorschlagen?';

test('after three releases a rule is suggested; it frees the next order, and can be ended', async ({ signedIn, hasScripts }) => {
  const [orderer, approver] = [await signedIn(ALWAYS_REVIEWED), await signedIn(APPROVER)];
  await open(approver, '/konto/freigaberegeln');
  await approver.getByRole('link', { name: 'Dauerfreigaben verwalten' }).click();
  await expect(approver.getByRole('heading', { name: 'Noch keine Dauerfreigabe' })).toBeVisible();
  await audit(approver, 'dauerfreigaben-leer');
  await switchRule(approver, 'Vorschläge beim Freigeben');
  await expect(approver.getByText('Das Portal schlägt nun beim Freigeben Regeln vor.')).toBeVisible();

  for (let times = 0; times < 3; times++) {
    const placed = await order(orderer, { lines: [[PAPER, 2]] });
    await openForRelease(approver, placed);
    await expect(approver.getByRole('link', { name: 'Künftig ohne Freigabe?' })).toHaveCount(0);
    await releaseAll(approver, placed);
  }
  const fourth = await order(orderer, { lines: [[PAPER, 2], [CHAIR, 1]] });
  await openForRelease(approver, fourth);
  await expect(card(approver, PAPER)).toContainText('Luca Steiner hat diesen Artikel dreimal in Folge wie bestellt freigegeben bekommen.');
  await expect(card(approver, CHAIR).getByRole('link', { name: 'Künftig ohne Freigabe?' })).toHaveCount(0);
  // All of their orders are reviewed, whatever is in the Kundensortiment.
  await expect(card(approver, PAPER).getByRole('link', { name: PROPOSE })).toHaveCount(0);
  await audit(approver, 'freigabe-vorschlag');
  await card(approver, PAPER).getByRole('link', { name: 'Künftig ohne Freigabe?' }).click();

  // What was suggested stands in the form; nothing typed is lost when something is wrong.
  const form = approver.locator('form').filter({ has: approver.getByRole('button', { name: 'Künftig ohne Freigabe' }) });
  await expect(form.getByLabel('Artikelnummer')).toHaveValue(PAPER.number);
  await expect(form.getByLabel('Für wen')).toHaveValue(/.+/);
  await expect(form.getByLabel('Höchstens je Position, in CHF')).toHaveValue('20.00');
  await audit(approver, 'dauerfreigabe-eintragen');
  await form.getByLabel('Höchstens je Position, in CHF').fill('zwanzig');
  await form.getByRole('button', { name: 'Künftig ohne Freigabe' }).click();
  await expect(approver.getByRole('alert').first()).toContainText('Bitte geben Sie einen Betrag in Franken an');
  await expect(form.getByLabel('Höchstens je Position, in CHF')).toHaveValue('zwanzig');
  await form.getByLabel('Höchstens je Position, in CHF').fill('20');
  await form.getByRole('button', { name: 'Künftig ohne Freigabe' }).click();
  await expect(approver.getByText('Die Dauerfreigabe gilt ab sofort')).toBeVisible();
  const row = approver.getByRole('row').filter({ hasText: PAPER.name });
  await expect(row).toContainText('Luca Steiner');
  await expect(row).toContainText('CHF 20.00');
  await audit(approver, 'dauerfreigaben');

  // The shop says that not everything is reviewed any more.
  await open(orderer, '/shop');
  await expect(orderer.getByText('Ihre Bestellungen werden geprüft')).toBeVisible();
  await audit(orderer, 'shop-dauerfreigabe');

  // The orderer sees it in the cart, live where there are scripts.
  await putInCart(orderer, PAPER, 3);
  await openCart(orderer);
  await expect(articleRow(orderer, PAPER)).toContainText('Ohne Freigabe bis CHF 20.00');
  await expect(orderer.getByRole('button', { name: 'Bestellung abschicken' })).toBeVisible();
  await audit(orderer, 'warenkorb-dauerfreigabe');
  if (hasScripts) {
    await quantityOf(orderer, PAPER).fill('4');
    await expect(articleRow(orderer, PAPER)).toContainText('Freigabe durch Claudia Meier');
    await quantityOf(orderer, PAPER).fill('3');
    await expect(articleRow(orderer, PAPER)).not.toContainText('Freigabe durch Claudia Meier');
  }
  const freed = await sendOrder(orderer);
  await openInDossier(orderer, freed);
  await expect(orderer.getByText(/ohne Freigabe gelassen: Position 1, Kopierpapier.*Dauerfreigabe bis CHF 20.00/)).toBeVisible();

  await open(approver, LIST);
  await approver.getByRole('button', { name: /^Beenden/ }).click();
  await expect(approver.getByText('Die Dauerfreigabe ist beendet.')).toBeVisible();
  await expect(approver.getByRole('heading', { name: 'Beendete Dauerfreigaben' })).toBeVisible();
  await expect(row).toContainText('Eingetragen von Claudia Meier');
  await expect(row).toContainText('Beendet von Claudia Meier');
  await expect(approver.getByRole('button', { name: /^Beenden/ })).toHaveCount(0);
  await audit(approver, 'dauerfreigaben-beendet');
  const reviewed = await order(orderer, { lines: [[PAPER, 1]] });
  await openForRelease(approver, reviewed);
  await expect(card(approver, PAPER)).toBeVisible();
});

test('what is released time and again is proposed from its card, and the supplier takes it in', async ({ signedIn, portal }) => {
  const [orderer, approver] = [await signedIn(REVIEWED_OUTSIDE), await signedIn(APPROVER)];
  await open(approver, LIST);
  await switchRule(approver, 'Vorschläge beim Freigeben');
  for (let times = 0; times < 3; times++) await releaseAll(approver, await order(orderer, { lines: [[CHAIR, 1]] }));
  await openForRelease(approver, await order(orderer, { lines: [[CHAIR, 1]] }));
  await expect(card(approver, CHAIR).getByRole('link', { name: 'Künftig ohne Freigabe?' })).toBeVisible();
  await audit(approver, 'freigabe-vorschlag-sortiment');
  await card(approver, CHAIR).getByRole('link', { name: PROPOSE }).click();

  const form = approver.locator('form').filter({ has: approver.getByRole('button', { name: 'Vorschlagen', exact: true }) });
  await expect(form).toBeInViewport();
  await expect(form.getByLabel('Artikelnummer')).toHaveValue(CHAIR.number);
  await form.getByRole('button', { name: 'Vorschlagen' }).click();
  await expect(approver.getByText('Der Vorschlag ist beim Lieferanten.')).toBeVisible();
  await form.getByLabel('Artikelnummer').fill(WHITEBOARD.number);
  await form.getByRole('button', { name: 'Vorschlagen' }).click();
  const row = approver.getByRole('row').filter({ hasText: CHAIR.name });
  await expect(row).toContainText('Wartet auf den Lieferanten');
  await expect(approver.getByRole('row').filter({ hasText: WHITEBOARD.name })).toBeVisible();

  const supplier = await signedIn(SUPPLIER);
  await goTo(supplier, 'Kunden');
  await expect(supplier.getByRole('row').filter({ hasText: 'Muster Treuhand AG' })).toContainText('Vorschläge: 2');
  await audit(supplier, 'kunden-vorschlaege');
  await supplier.getByRole('link', { name: 'Muster Treuhand AG' }).click();
  await expect(supplier.getByRole('heading', { name: /^Vorschläge des Kunden/ })).toBeVisible();
  await expect(supplier.getByText('Vorgeschlagen von Claudia Meier').first()).toBeVisible();
  await audit(supplier, 'kunde-vorschlaege');
  const proposal = ({ name }: Article) => supplier.getByRole('row').filter({ hasText: name }).first();
  await proposal(CHAIR).getByRole('button', { name: /^Aufnehmen/ }).click();
  await expect(supplier.getByText('Der Artikel ist jetzt im Kundensortiment.')).toBeVisible();
  await proposal(WHITEBOARD).getByRole('button', { name: /^Ablehnen/ }).click();
  await expect(supplier.getByText('Der Vorschlag ist abgelehnt.')).toBeVisible();
  await expect(supplier.getByRole('heading', { name: /^Vorschläge des Kunden/ })).toHaveCount(0);

  const mail = await portal.mails.waitFor({ to: APPROVER.userName, subject: `${CHAIR.name} ist neu im Kundensortiment` });
  expect(mail.text).toContain('ist jetzt in Ihrem Kundensortiment');
  await portal.mails.waitFor({ to: APPROVER.userName, subject: `${WHITEBOARD.name} kommt nicht ins Kundensortiment` });
  await open(approver, LIST);
  await expect(row).toContainText('Im Kundensortiment');
  await audit(approver, 'dauerfreigaben-antworten');

  await putInCart(orderer, CHAIR);
  await openCart(orderer);
  await expect(articleRow(orderer, CHAIR)).toContainText('Ohne Freigabe');
});
