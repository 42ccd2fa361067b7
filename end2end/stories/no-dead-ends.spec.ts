// Rules under which an order would be left with nobody to decide it are not saved, and orders do not wait for ever.
import { audit } from '../support/audit';
import { expect, test } from '../support/page';
import { APPROVER, inDays, SECOND_APPROVER } from '../support/people';
import { enterAbsence, openRule, setLimit } from '../support/rules';
import { open } from '../support/scripts';

test('whoever releases first does not stand in for the superior', async ({ signedIn }) => {
  const approver = await signedIn(APPROVER);
  await setLimit(approver, APPROVER.name, '50', SECOND_APPROVER.name);

  await enterAbsence(approver, 'Claudia Meier', 'Thomas Keller');
  const alert = approver.getByRole('alert').first();
  await expect(alert).toContainText('So könnte über Bestellungen niemand entscheiden.');
  await expect(alert).toContainText('Thomas Keller ist abwesend, und Claudia Meier vertritt, hat sie aber schon freigegeben.');
  await expect(approver.getByLabel('Abwesend', { exact: true }).locator('option:checked')).toHaveText('Thomas Keller');
  await expect(approver.getByLabel('Letzter Tag', { exact: true })).toHaveValue(inDays(7));
  await audit(approver, 'freigaberegeln-niemand');

  await approver.getByLabel('Abwesend', { exact: true }).selectOption({ label: 'Claudia Meier' });
  await approver.getByLabel('Vertretung', { exact: true }).selectOption({ label: 'Thomas Keller' });
  await approver.getByRole('button', { name: 'Eintragen' }).click();
  await expect(approver.getByText('Die Vertretung ist eingetragen.')).toBeVisible();
});

test('reminders and escalation are set in working hours, the superior after the reminder', async ({ signedIn }) => {
  const approver = await signedIn(APPROVER);
  await open(approver, '/konto/freigaberegeln');
  const remind = approver.getByLabel(/^Erinnern nach/);
  const escalate = approver.getByLabel(/^Auch der vorgesetzten Person vorlegen nach/);
  await expect(remind).toBeHidden();
  const row = await openRule(approver, 'Erinnern und eskalieren');
  const save = row.getByRole('button', { name: 'Speichern' });
  await expect(remind).toHaveValue('');
  await remind.fill('8');
  await escalate.fill('8');
  await save.click();
  await expect(approver.getByRole('alert').first()).toContainText('Vorgelegt wird erst nach der Erinnerung.');
  await expect(remind).toBeVisible();
  await expect(remind).toHaveValue('8');
  await audit(approver, 'freigaberegeln-geduld-falsch');
  await escalate.fill('18');
  await save.click();
  await expect(approver.getByText('Gespeichert. Was schon wartet, zählt von jetzt an.')).toBeVisible();
  await expect(row).toContainText('Erinnern nach 8 Arbeitsstunden');
  await expect(row).toContainText('Vorlegen nach 18 Arbeitsstunden');
  await openRule(approver, 'Erinnern und eskalieren');
  await expect(escalate).toHaveValue('18');
  await audit(approver, 'freigaberegeln-geduld');

  // Of what is never done, nothing is said.
  await escalate.fill('');
  await save.click();
  await expect(row).not.toContainText('Vorlegen');
  await expect(row).toContainText('Erinnern nach 8 Arbeitsstunden');
});
