// An order above a limit goes on to the superior, who rejects a line and confirms the rest, unless it is called back before that.
import { audit } from '../support/audit';
import { linkIn } from '../support/mails';
import {
  amount,
  card,
  CHAIR,
  changeQuantity,
  openCart,
  openForRelease,
  openInDossier,
  order,
  orderRow,
  PAPER,
  putInCart,
  reject,
  summary,
} from '../support/ordering';
import { expect, test } from '../support/page';
import { ALWAYS_REVIEWED, APPROVER, goTo, SECOND_APPROVER } from '../support/people';
import { openRule, setLimit } from '../support/rules';
import { open } from '../support/scripts';

test('above the limit an order goes on to the superior and waits to be confirmed', async ({ signedIn, portal }) => {
  const approver = await signedIn(APPROVER);
  await open(approver, '/konto/freigaberegeln');
  const rule = await openRule(approver, 'Limiten und Vorgesetzte');
  await expect(rule).toContainText('Keine Limite');
  await approver.getByLabel('Bestellfreigeber', { exact: true }).selectOption({ label: 'Claudia Meier' });
  await approver.getByLabel(/^Limite\b/).fill('50');
  await approver.getByRole('button', { name: 'Festlegen' }).click();
  await expect(approver.getByRole('alert').first()).toContainText('Geht weiter an: Diese Angabe fehlt.');
  await expect(approver.getByLabel(/^Limite\b/)).toHaveValue('50');
  await approver.getByLabel('Geht weiter an', { exact: true }).selectOption({ label: 'Thomas Keller' });
  await approver.getByRole('button', { name: 'Festlegen' }).click();
  await expect(approver.getByText('Die Limite gilt ab der nächsten Freigabe.')).toBeVisible();
  await expect(rule).toContainText('Claudia Meier: CHF 50.00');
  await openRule(approver, 'Limiten und Vorgesetzte');
  await expect(approver.getByRole('row').filter({ hasText: 'CHF 50.00' })).toContainText('Thomas Keller');
  await audit(approver, 'freigaberegeln-limite');

  const orderer = await signedIn(ALWAYS_REVIEWED);
  await putInCart(orderer, PAPER);
  await openCart(orderer);
  const then = amount(summary(orderer), 'Danach');
  await expect(then).toHaveCount(0);
  // Who confirms it follows what it costs.
  await changeQuantity(orderer, PAPER, '20');
  await expect(then).toHaveText('Thomas Keller');
  await changeQuantity(orderer, PAPER, '1');
  await expect(then).toHaveCount(0);

  const placed = await order(orderer, { lines: [[CHAIR, 1]] });
  await openForRelease(approver, placed);
  await expect(approver.getByText('weil sie über der Limite von CHF 50.00 liegt')).toBeVisible();
  await approver.getByRole('button', { name: 'Alle freigeben und an Thomas Keller weitergeben' }).click();
  await expect(approver.getByRole('heading', { name: 'Freigegeben und weitergegeben', level: 1 })).toBeVisible();
  await audit(approver, 'weitergegeben');
  await openInDossier(orderer, placed);
  await expect(orderer.getByText('hat die Bestellung an Thomas Keller weitergegeben')).toBeVisible();

  const subject = `Bestellung ${placed.number} von Luca Steiner: bitte bestätigen`;
  const mail = await portal.mails.waitFor({ to: SECOND_APPROVER.userName, subject });
  const superior = await signedIn(SECOND_APPROVER);
  await goTo(superior, 'Freigaben');
  await expect(orderRow(superior, placed)).toContainText('Zu bestätigen');
  await open(superior, linkIn(mail, '/freigaben/'));
  await expect(superior.getByText('Claudia Meier hat diese Bestellung freigegeben.')).toBeVisible();
  await audit(superior, 'bestaetigen');
  await reject(superior, CHAIR, 'Im Lager stehen noch Stühle.');
  await expect(superior.getByText('Im Lager stehen noch Stühle.').first()).toBeVisible();
  await superior.getByRole('button', { name: 'Bestätigen und an den Lieferanten übermitteln' }).click();
  await expect(superior.getByRole('heading', { name: 'Freigabe abgeschlossen', level: 1 })).toBeVisible();
  await openInDossier(orderer, placed);
  await expect(orderer.getByText('hat die Freigabe bestätigt')).toBeVisible();
});

test('a release is taken back as long as nobody has acted where the order has gone', async ({ signedIn }) => {
  const approver = await signedIn(APPROVER);
  await setLimit(approver, APPROVER.name, '50', SECOND_APPROVER.name);
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(orderer, { lines: [[PAPER, 4], [CHAIR, 1]] });
  await openForRelease(approver, placed);
  await card(approver, PAPER).getByRole('button', { name: 'Freigeben', exact: true }).click();
  await expect(card(approver, PAPER).getByRole('button', { name: 'Zurücknehmen' })).toBeVisible();
  const passOn = approver.getByRole('button', { name: 'Alle freigeben und an Thomas Keller weitergeben' });
  const passedOn = approver.getByRole('heading', { name: 'Freigegeben und weitergegeben', level: 1 });
  const takeBack = approver.getByRole('button', { name: 'Freigabe zurücknehmen' });
  await passOn.click();
  await expect(passedOn).toBeVisible();
  const superior = await signedIn(SECOND_APPROVER);
  await goTo(superior, 'Freigaben');
  await expect(orderRow(superior, placed)).toBeVisible();

  await audit(approver, 'freigabe-zuruecknehmen');
  await takeBack.click();
  await expect(approver.getByRole('heading', { name: `Bestellung ${placed.number} freigeben`, level: 1 })).toBeVisible();
  // What was decided before the last decision stands, and is taken back by itself.
  await expect(card(approver, CHAIR).getByRole('button', { name: 'Freigeben', exact: true })).toBeVisible();
  await expect(card(approver, PAPER).getByRole('button', { name: 'Zurücknehmen' })).toBeVisible();
  await goTo(superior, 'Shop');
  await goTo(superior, 'Freigaben');
  await expect(orderRow(superior, placed)).toHaveCount(0);
  await openInDossier(orderer, placed);
  await expect(orderer.getByText('hat die Freigabe zurückgenommen; die Bestellung ist wieder bei Claudia Meier')).toBeVisible();

  // Whoever is faster there wins, and the page says who.
  await passOn.click();
  await expect(passedOn).toBeVisible();
  await open(approver, `/freigaben/${placed.id}`);
  await expect(takeBack).toBeVisible();
  await goTo(superior, 'Shop');
  await openForRelease(superior, placed);
  await reject(superior, CHAIR, 'Im Lager stehen noch Stühle.');
  await expect(superior.getByText('Im Lager stehen noch Stühle.').first()).toBeVisible();
  await takeBack.click();
  await expect(approver.getByRole('alert')).toContainText('Thomas Keller hat am');
  await expect(takeBack).toHaveCount(0);
  await expect(approver.getByText('Im Lager stehen noch Stühle.').first()).toBeVisible();
});
