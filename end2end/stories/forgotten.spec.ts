// The password is forgotten: a link in a mail leads to a new one.
import { audit } from '../support/audit';
import { linkIn } from '../support/mails';
import { expect, test } from '../support/page';
import { signIn, UNRESTRICTED } from '../support/people';
import { open, waitForHydration } from '../support/scripts';

const NEW_PASSWORD = 'Wolkenbruch 3';

test('whoever has forgotten the password chooses a new one by the link in a mail', async ({ visitor, portal }) => {
  const page = await visitor();
  await open(page, '/anmelden');
  await page.getByRole('link', { name: 'Passwort vergessen?' }).click();
  await expect(page.getByRole('heading', { name: 'Passwort vergessen', level: 1 })).toBeVisible();
  await audit(page, 'passwort-vergessen');
  await page.getByLabel('Benutzername', { exact: true }).fill(UNRESTRICTED.userName);
  await page.getByRole('button', { name: 'E-Mail verlangen' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'ist eine E-Mail zu Ihnen unterwegs' })).toBeVisible();
  await waitForHydration(page);
  await audit(page, 'passwort-vergessen-gesendet');

  const mail = await portal.mails.waitFor({ to: UNRESTRICTED.userName, subject: 'Ein neues Passwort für das Bestellportal' });
  const link = linkIn(mail, '/passwort');
  await open(page, link);
  await expect(page.getByRole('heading', { name: 'Neues Passwort wählen', level: 1 })).toBeVisible();
  await audit(page, 'passwort-neu');
  await page.getByLabel('Neues Passwort', { exact: true }).fill(NEW_PASSWORD);
  await page.getByRole('button', { name: 'Passwort setzen' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Ihr Passwort ist gesetzt.' })).toBeVisible();
  await signIn(page, { ...UNRESTRICTED, password: NEW_PASSWORD });
  await expect(page.getByRole('heading', { name: 'Shop', level: 1 })).toBeVisible();

  const late = await visitor();
  await open(late, link);
  await expect(late.getByText('Dieser Link gilt nicht mehr')).toBeVisible();
  await audit(late, 'passwort-link-verbraucht');
});
