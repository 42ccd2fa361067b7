// An order that is changed while it waits.
import { audit } from '../support/audit';
import { card, CHAIR, lineOf, openForRelease, openInDossier, order, PAPER, putInCart, quantityOf, WHITEBOARD } from '../support/ordering';
import { expect, test } from '../support/page';
import { ALWAYS_REVIEWED, APPROVER } from '../support/people';
import { open } from '../support/scripts';

test('an orderer changes an order that waits, and the approver sees what was and what is', async ({ signedIn, portal }) => {
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(orderer, { lines: [[PAPER, 3], [CHAIR, 1]] });
  const approver = await signedIn(APPROVER);
  await openForRelease(approver, placed);
  await card(approver, PAPER).getByRole('button', { name: 'Freigeben', exact: true }).click();
  await expect(card(approver, PAPER)).toContainText('Freigegeben');

  await putInCart(orderer, WHITEBOARD, 2);
  await openInDossier(orderer, placed);
  await orderer.getByRole('link', { name: 'Ändern' }).click();
  await expect(orderer.getByRole('heading', { name: `Bestellung ${placed.number} ändern` })).toBeVisible();
  await audit(orderer, 'bestellung-aendern');
  await quantityOf(orderer, PAPER).fill('4');
  await quantityOf(orderer, CHAIR).fill('0');
  await orderer.getByRole('checkbox', { name: new RegExp(WHITEBOARD.name.slice(0, 10)) }).check();
  await orderer.getByLabel('Mitteilung an den Freigeber').fill('Doch lieber ein Whiteboard.');
  await orderer.getByRole('button', { name: 'Änderung abschicken' }).click();
  await expect(orderer.getByRole('heading', { name: `Bestellung ${placed.number}`, level: 1 })).toBeVisible();
  await expect(lineOf(orderer, PAPER)).toContainText('Geändert');
  await expect(orderer.getByText('Doch lieber ein Whiteboard.').first()).toBeVisible();
  await audit(orderer, 'bestellung-geaendert');

  const mail = await portal.mails.waitFor({ to: APPROVER.userName, subject: `Bestellung ${placed.number}: Luca Steiner hat sie geändert` });
  expect(mail.text).toContain(`${PAPER.name}, 3 → 4`);
  await openForRelease(approver, placed);
  await expect(card(approver, PAPER)).toContainText(/Geändert\s*vorher 3 × .*Freigegeben durch Claudia Meier/);
  await expect(card(approver, WHITEBOARD)).toContainText('Neu');
  await expect(approver.getByText('Herausgenommen:')).toBeVisible();
  await audit(approver, 'freigabe-geaendert');
  await approver.getByRole('button', { name: 'Alle freigeben' }).click();
  await expect(approver.getByRole('heading', { name: 'Freigabe abgeschlossen', level: 1 })).toBeVisible();
  await orderer.reload();
  await expect(orderer.getByRole('link', { name: 'Ändern' })).toHaveCount(0);
});

test('a page that is out of date neither changes an order nor loses what was typed', async ({ signedIn, troubles }) => {
  troubles.expect(409, '/api/revise_order');
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(orderer, { lines: [[PAPER, 3], [CHAIR, 1]] });
  const change = `/kundendossier/${placed.id}/aendern`;
  const other = await orderer.context().newPage();
  await open(orderer, change);
  await open(other, change);
  await quantityOf(other, CHAIR).fill('2');
  await other.getByRole('button', { name: 'Änderung abschicken' }).click();
  await expect(other.getByRole('heading', { name: `Bestellung ${placed.number}`, level: 1 })).toBeVisible();

  await quantityOf(orderer, PAPER).fill('9');
  await orderer.getByLabel('Mitteilung an den Freigeber').fill('Für alle.');
  await orderer.getByRole('button', { name: 'Änderung abschicken' }).click();
  await expect(orderer.getByText('Die Bestellung wurde inzwischen geändert.')).toBeVisible();
  await expect(quantityOf(orderer, CHAIR)).toHaveValue('2');
  await expect(quantityOf(orderer, PAPER)).toHaveValue('9');
  await expect(orderer.getByLabel('Mitteilung an den Freigeber')).toHaveValue('Für alle.');
  await audit(orderer, 'bestellung-aendern-veraltet');
  await orderer.getByRole('button', { name: 'Änderung abschicken' }).click();
  await expect(lineOf(orderer, PAPER)).toContainText('9');
});
