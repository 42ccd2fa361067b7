// What delivery costs: the supplier sets it, and everybody sees it before it counts.
import { audit } from '../support/audit';
import { flat, freeFrom, setFreight } from '../support/freight';
import {
  amount,
  CHAIR,
  changeQuantity,
  openCart,
  openForRelease,
  order,
  PAPER,
  putInCart,
  readConfirmation,
  sendOrder,
  summary,
} from '../support/ordering';
import { withoutStream } from '../support/news';
import { expect, test } from '../support/page';
import { APPROVER, goTo, REVIEWED_OUTSIDE, SUPPLIER, UNRESTRICTED } from '../support/people';
import { open, openBeforeScripts, SCRIPTED } from '../support/scripts';

test('an order and its other part each have a freight of their own, from the cart to the supplier', async ({ signedIn, hasScripts }) => {
  const supplier = await signedIn(SUPPLIER);
  await setFreight(supplier, 'neun', '500');
  await expect(supplier.getByRole('alert')).toContainText('Versandkosten, in CHF ohne MWST');
  await expect(flat(supplier)).toHaveValue('neun');
  await expect(freeFrom(supplier)).toHaveValue('500');
  await flat(supplier).fill('9.50');
  if (hasScripts) await expect(supplier.getByText('Die Lieferung kostet CHF 9.50.')).toBeVisible();
  await supplier.getByRole('button', { name: 'Speichern' }).click();
  await expect(supplier.getByText('Die Versandkosten sind gespeichert.')).toBeVisible();
  await expect(supplier.getByText('Die Lieferung kostet CHF 9.50. Ab einem Warenwert von CHF 500.00 ist sie kostenlos.')).toBeVisible();
  await expect(supplier.getByText(/^Zuletzt geändert von Andrea Vogt/)).toBeVisible();
  await audit(supplier, 'versandkosten');

  const orderer = await signedIn(REVIEWED_OUTSIDE);
  await putInCart(orderer, PAPER, 2);
  await putInCart(orderer, CHAIR);
  await openCart(orderer);
  await expect(amount(summary(orderer), 'Versandkosten')).toHaveText('9.50');
  await expect(amount(summary(orderer), 'Total CHF')).toHaveText('507.75');
  await expect(summary(orderer)).toContainText('Noch CHF 39.80 Warenwert bis zur kostenlosen Lieferung.');
  await changeQuantity(orderer, PAPER, '10');
  await expect(amount(summary(orderer), 'Total CHF')).toHaveText('545.91');
  await expect(summary(orderer)).toContainText('Die Lieferung ist kostenlos.');
  await expect(summary(orderer)).toContainText(/Sofort\s*CHF 70\.81\s*inkl\. Versandkosten CHF 9\.50\s*Lieferung/);
  await expect(summary(orderer)).toContainText(/Nach der Freigabe\s*CHF 495\.64\s*inkl\. Versandkosten CHF 9\.50\s*Lieferung/);
  await orderer.getByRole('checkbox', { name: 'Was keine Freigabe braucht' }).check();
  await audit(orderer, 'warenkorb-versandkosten');
  const waiting = await sendOrder(orderer);
  await expect(amount(orderer.getByRole('main'), 'Versandkosten')).toHaveText('9.50');

  const approver = await signedIn(APPROVER);
  await openForRelease(approver, waiting);
  await expect(amount(summary(approver), 'Versandkosten')).toHaveText('9.50');
  await expect(summary(approver)).toContainText('Ab einem Warenwert von CHF 500.00 ist sie kostenlos.');
  await approver.getByRole('button', { name: 'Alle freigeben' }).click();
  await expect(approver.getByRole('heading', { name: 'Freigabe abgeschlossen', level: 1 })).toBeVisible();
  await expect(amount(approver.getByRole('main'), 'Total CHF')).toHaveText('495.64');

  await goTo(supplier, 'Aufträge');
  await expect(supplier.getByRole('row').nth(1)).toContainText('495.64');
  await expect(supplier.getByRole('row').nth(2)).toContainText('70.81');
  await supplier.getByRole('link', { name: /^Auftrag \d+/ }).first().click();
  await expect(amount(summary(supplier), 'Versandkosten')).toHaveText('9.50');
});

test('what is typed before the scripts run counts once they do', { tag: SCRIPTED }, async ({ signedIn }) => {
  const supplier = await signedIn(SUPPLIER);
  const runScripts = await openBeforeScripts(supplier, '/lieferant/versandkosten');
  await flat(supplier).fill('9.50');
  await expect(supplier.getByText('Die Lieferung kostet nichts.')).toBeVisible();
  await runScripts();
  await expect(flat(supplier)).toHaveValue('9.50');
  await expect(supplier.getByText('Die Lieferung kostet CHF 9.50, wie viel auch bestellt wird.')).toBeVisible();
});

test('a freight that nobody has seen is shown before it counts', async ({ signedIn, hasScripts, troubles }) => {
  troubles.expect(409, '/api/place_order');
  const supplier = await signedIn(SUPPLIER);
  const orderer = await signedIn(UNRESTRICTED);
  await putInCart(orderer, PAPER);
  // A cart that does not hear of it at once.
  if (hasScripts) await withoutStream(orderer, troubles);
  await open(orderer, '/warenkorb');
  await expect(summary(orderer)).not.toContainText('Versandkosten');
  await orderer.getByLabel('Ihre Referenz').fill('Projekt 7');
  await setFreight(supplier, '9.50', '');
  await expect(supplier.getByText('Die Versandkosten sind gespeichert.')).toBeVisible();

  await orderer.getByRole('button', { name: 'Bestellung abschicken' }).click();
  await expect(orderer.getByText('Die Versandkosten haben sich inzwischen geändert.')).toBeVisible();
  await expect(amount(summary(orderer), 'Versandkosten')).toHaveText('9.50');
  await expect(orderer.getByLabel('Ihre Referenz')).toHaveValue('Projekt 7');
  await orderer.getByRole('button', { name: 'Bestellung abschicken' }).click();
  await readConfirmation(orderer);
  await expect(amount(orderer.getByRole('main'), 'Total CHF')).toHaveText('16.32');

  await setFreight(supplier, '', '');
  await expect(supplier.getByText('Die Versandkosten sind gespeichert.')).toBeVisible();
  await expect(supplier.getByText('Die Lieferung kostet nichts.')).toBeVisible();
  await order(orderer, { lines: [[PAPER, 1]] });
  await expect(orderer.getByRole('main')).not.toContainText('Versandkosten');
});
