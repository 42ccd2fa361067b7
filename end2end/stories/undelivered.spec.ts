// A mail that nobody takes: seen by those who can help, and sent again to where it should have gone.
import { audit } from '../support/audit';
import { order, PAPER } from '../support/ordering';
import { expect, test } from '../support/page';
import { APPROVER, goToProfile, SUPPLIER, UNRESTRICTED } from '../support/people';
import { open } from '../support/scripts';
import { until } from '../support/until';

const NEW_ADDRESS = 'frei.neu@muster.example';

test('a mail that is refused is shown with its reason and sent again to the corrected address', async ({ signedIn, portal }) => {
  portal.mails.refuse(UNRESTRICTED.userName);
  const orderer = await signedIn(UNRESTRICTED);
  const placed = await order(orderer, { lines: [[PAPER, 1]] });

  const approver = await signedIn(APPROVER);
  const hint = approver.getByRole('link', { name: 'Nicht zugestellte E-Mails' });
  await until(
    async () => {
      await open(approver, '/shop');
      return hint.isVisible();
    },
    () => 'the menu does not tell of the mail',
  );
  await hint.click();
  const row = approver.getByRole('row').filter({ hasText: UNRESTRICTED.userName });
  await expect(row).toContainText(`Bestellung ${placed.number}: Bestätigung`);
  await expect(row).toContainText('no such mailbox');
  await audit(approver, 'mails');

  const supplier = await signedIn(SUPPLIER);
  await supplier.getByRole('link', { name: 'Nicht zugestellte E-Mails' }).click();
  await expect(supplier.getByRole('row').filter({ hasText: UNRESTRICTED.userName })).toContainText('Muster Treuhand AG');
  await audit(supplier, 'mails-lieferant');

  await goToProfile(orderer);
  await orderer.getByLabel('E-Mail', { exact: true }).fill(NEW_ADDRESS);
  await orderer.getByLabel('Passwort bei neuer E-Mail-Adresse', { exact: true }).fill(UNRESTRICTED.password);
  await orderer.getByRole('button', { name: 'Speichern' }).click();
  await expect(orderer.getByRole('status').filter({ hasText: 'Ihre Angaben sind gespeichert.' })).toBeVisible();
  await row.getByRole('button', { name: 'Erneut senden' }).click();
  await portal.mails.waitFor({ to: NEW_ADDRESS, subject: `Ihre Bestellung ${placed.number} ist beim Lieferanten` });

  await open(approver, '/konto/mails');
  await expect(approver.getByRole('heading', { name: 'Alles zugestellt' })).toBeVisible();
  await expect(hint).toBeHidden();
  await audit(approver, 'mails-leer');
});
