// What helps an approver to decide on a line, and what they can make of it.
import { audit } from '../support/audit';
import { linkIn } from '../support/mails';
import {
  type Article,
  card,
  CHAIR,
  lineOf,
  openForRelease,
  openInDossier,
  order,
  PAPER,
  quantityOf,
  summary,
  WHITEBOARD,
} from '../support/ordering';
import { expect, test } from '../support/page';
import { ALWAYS_REVIEWED, APPROVER, REVIEWED_OUTSIDE, SUPPLIER } from '../support/people';
import { switchRule } from '../support/rules';
import { open } from '../support/scripts';

/** Not in the Kundensortiment; PAPER comes closest. */
const FINE_PAPER: Article = { number: '15-0107', name: 'Farblaserpapier Foglia Satin A4, 100 g, 500 Blatt' };

test('a line is rejected for a reason of the list, which the customer can demand', async ({ signedIn, hasScripts, portal, troubles }) => {
  if (hasScripts) troubles.expect(422, '/api/decide');
  const approver = await signedIn(APPROVER);
  await open(approver, '/konto/freigaberegeln');
  await switchRule(approver, 'Grund bei Ablehnungen');
  await expect(approver.getByText('Für jede Ablehnung braucht es nun einen Grund.')).toBeVisible();
  await audit(approver, 'freigaberegeln-grund');

  const orderer = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(orderer, { lines: [[CHAIR, 1], [WHITEBOARD, 1]] });
  await openForRelease(approver, placed);
  const chair = card(approver, CHAIR);
  await chair.getByText('Ablehnen', { exact: true }).click();
  await chair.getByLabel('Erläuterung').fill('Das Modell Start genügt.');
  await chair.getByRole('button', { name: 'Position ablehnen' }).click();
  await expect(approver.getByRole('alert')).toContainText('Grund: Diese Angabe fehlt.');
  await expect(chair.getByText('Diese Angabe fehlt.')).toBeVisible();
  await expect(chair.getByLabel('Erläuterung')).toHaveValue('Das Modell Start genügt.');
  await audit(approver, 'ablehnen-ohne-grund');

  await chair.getByLabel('Grund').selectOption({ label: 'Anderer Grund' });
  await chair.getByLabel('Erläuterung').fill('');
  await chair.getByRole('button', { name: 'Position ablehnen' }).click();
  await expect(chair.getByText('Bitte schreiben Sie, welcher Grund es ist.')).toBeVisible();
  await expect(chair.getByLabel('Grund')).toHaveValue('other');

  await chair.getByLabel('Grund').selectOption({ label: 'Zu teuer' });
  await chair.getByLabel('Erläuterung').fill('Das Modell Start genügt.');
  await chair.getByRole('button', { name: 'Position ablehnen' }).click();
  await expect(chair).toContainText('Zu teuer – Das Modell Start genügt.');
  await card(approver, WHITEBOARD).getByRole('button', { name: 'Freigeben' }).click();
  await expect(approver.getByRole('heading', { name: 'Freigabe abgeschlossen', level: 1 })).toBeVisible();

  await openInDossier(orderer, placed);
  await expect(lineOf(orderer, CHAIR)).toContainText('Grund: Zu teuer – Das Modell Start genügt.');
  const mail = await portal.mails.waitFor({ to: ALWAYS_REVIEWED.userName, subject: `Ihre Bestellung ${placed.number} ist teilweise freigegeben` });
  expect(mail.text).toContain('Begründung: Zu teuer – Das Modell Start genügt.');
});

test('a rejection proposes another article, which the orderer takes with one click', async ({ signedIn, hasScripts, portal, troubles }) => {
  if (hasScripts) troubles.expect(422, '/api/decide');
  const approver = await signedIn(APPROVER);
  await open(approver, '/konto/freigaberegeln');
  await switchRule(approver, 'Grund bei Ablehnungen');
  await expect(approver.getByText('Für jede Ablehnung braucht es nun einen Grund.')).toBeVisible();
  const orderer = await signedIn(REVIEWED_OUTSIDE);
  const placed = await order(orderer, { lines: [[FINE_PAPER, 10]], reference: 'Archiv', note: 'Für die Broschüre.' });

  await openForRelease(approver, placed);
  const paper = card(approver, FINE_PAPER);
  await paper.getByText('Ablehnen', { exact: true }).click();
  const proposal = `${PAPER.name} (Art. ${PAPER.number}), CHF 5.60 pro Packung`;
  const box = paper.getByRole('checkbox', { name: `Stattdessen vorschlagen: ${proposal}` });
  await expect(box).not.toBeChecked();
  await box.check();
  await paper.getByRole('button', { name: 'Position ablehnen' }).click();
  await expect(paper.getByText('Diese Angabe fehlt.')).toBeVisible();
  await expect(box).toBeChecked();
  await audit(approver, 'ablehnen-mit-vorschlag');
  await paper.getByLabel('Grund').selectOption({ label: 'Zu teuer' });
  await paper.getByRole('button', { name: 'Position ablehnen' }).click();
  await expect(approver.getByRole('heading', { name: 'Freigabe abgeschlossen', level: 1 })).toBeVisible();
  await expect(lineOf(approver, FINE_PAPER)).toContainText(`Stattdessen vorgeschlagen: ${proposal}`);

  const mail = await portal.mails.waitFor({ to: REVIEWED_OUTSIDE.userName, subject: `Ihre Bestellung ${placed.number} wurde abgelehnt` });
  expect(mail.text).toContain(`Stattdessen vorgeschlagen: ${proposal}`);
  await open(orderer, linkIn(mail, '/kundendossier/'));
  const line = lineOf(orderer, FINE_PAPER);
  await expect(line).toContainText('Grund: Zu teuer');
  await expect(line).toContainText(`Stattdessen vorgeschlagen: ${proposal}`);
  await expect(line).toContainText('Heute CHF 5.60 pro Packung.');
  await audit(orderer, 'kundendossier-mit-vorschlag');
  await line.getByRole('button', { name: `Alternative in den Warenkorb: ${PAPER.name}` }).click();
  await expect(orderer.getByRole('status').filter({ hasText: `Eine Position aus der Bestellung ${placed.number} liegt im Warenkorb.` })).toBeVisible();
  await expect(quantityOf(orderer, PAPER)).toHaveValue('10');
  await expect(quantityOf(orderer, FINE_PAPER)).toHaveCount(0);
  await expect(orderer.getByLabel('Ihre Referenz')).toHaveValue('Archiv');
  await expect(orderer.getByLabel('Mitteilung an den Freigeber')).toHaveValue('Für die Broschüre.');
});

test('a card says what was ordered before; less is released, and another article', async ({ signedIn, portal }) => {
  const orderer = await signedIn(REVIEWED_OUTSIDE);
  const colleague = await signedIn(ALWAYS_REVIEWED);
  const approver = await signedIn(APPROVER);
  const before = await order(colleague, { lines: [[FINE_PAPER, 6], [CHAIR, 1]] });
  await openForRelease(approver, before);
  await expect(card(approver, FINE_PAPER)).toContainText('Bisher ging dieser Artikel nie an den Lieferanten.');
  await approver.getByRole('button', { name: 'Alle freigeben' }).click();
  await expect(approver.getByRole('heading', { name: 'Freigabe abgeschlossen', level: 1 })).toBeVisible();

  const placed = await order(orderer, { lines: [[FINE_PAPER, 10], [CHAIR, 3], [WHITEBOARD, 2]] });
  await openForRelease(approver, placed);
  const paper = card(approver, FINE_PAPER);
  await expect(paper).toContainText('6 Packung × 12.90');
  await expect(paper).toContainText('Luca Steiner');
  await expect(paper).toContainText('Ähnlich, aus dem Kundensortiment');
  await expect(paper.getByRole('link', { name: PAPER.name })).toBeVisible();
  await expect(paper).toContainText('CHF 73.00 günstiger');
  await audit(approver, 'freigabe-karten');

  const chairs = card(approver, CHAIR);
  await expect(chairs.getByRole('spinbutton')).toHaveValue('3');
  await chairs.getByRole('spinbutton').fill('1');
  await chairs.getByRole('button', { name: 'Freigeben' }).click();
  await expect(chairs).toContainText('Menge 3 → 1');
  await paper.getByRole('button', { name: /^Ersetzen/ }).click();
  await expect(paper).toContainText(`Ersetzt durch ${PAPER.name}`);
  await expect(paper).toContainText('10 Packung × 5.60 = 56.00');
  await audit(approver, 'freigabe-karten-entschieden');
  await expect(summary(approver)).toContainText('1 von 3 Positionen offen');
  await card(approver, WHITEBOARD).getByRole('button', { name: 'Freigeben' }).click();
  await expect(approver.getByRole('heading', { name: 'Freigabe abgeschlossen', level: 1 })).toBeVisible();
  await audit(approver, 'freigabe-mit-aenderungen');

  const mail = await portal.mails.waitFor({ to: REVIEWED_OUTSIDE.userName, subject: `Ihre Bestellung ${placed.number} ist mit Änderungen freigegeben` });
  expect(mail.text).toContain('Menge 3 → 1');
  expect(mail.text).toContain(`Statt 10 Packung ${FINE_PAPER.name}`);
  await open(orderer, linkIn(mail, '/kundendossier/'));
  await expect(lineOf(orderer, CHAIR)).toContainText('Menge 3 → 1');
  await expect(lineOf(orderer, FINE_PAPER)).toContainText(`Ersetzt durch Art. ${PAPER.number}`);
  await expect(lineOf(orderer, FINE_PAPER)).toContainText(PAPER.name);
  await expect(orderer.getByText(/hat Position \d ersetzt/)).toBeVisible();
  await audit(orderer, 'kundendossier-mit-aenderungen');
  const page = orderer.url();

  // Once more what was delivered, or what was ordered.
  await orderer.getByRole('button', { name: 'Alle in den Warenkorb' }).click();
  await expect(orderer.getByRole('status').filter({ hasText: '3 Positionen aus der Bestellung' })).toBeVisible();
  await expect(quantityOf(orderer, PAPER)).toHaveValue('10');
  await expect(quantityOf(orderer, CHAIR)).toHaveValue('1');
  await expect(quantityOf(orderer, FINE_PAPER)).toHaveCount(0);
  await open(orderer, page);
  await orderer.getByRole('button', { name: 'Alle wie bestellt in den Warenkorb' }).click();
  await expect(quantityOf(orderer, FINE_PAPER)).toHaveValue('10');
  await expect(quantityOf(orderer, CHAIR)).toHaveValue('3');

  const supplier = await signedIn(SUPPLIER);
  await open(supplier, '/lieferant');
  await supplier.getByRole('table').getByRole('link').first().click();
  await expect(lineOf(supplier, PAPER)).toContainText('10');
  await expect(lineOf(supplier, CHAIR)).toContainText('1 Stück');
  await expect(supplier.getByText(FINE_PAPER.name)).toHaveCount(0);
});
