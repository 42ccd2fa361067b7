// An approver is away, and another one decides in their place.
import { audit } from '../support/audit';
import { linkIn } from '../support/mails';
import { changeKind } from '../support/newcomers';
import { card, openForRelease, openInDossier, order, orderRow, PAPER, releaseAll } from '../support/ordering';
import { expect, test } from '../support/page';
import { accountMenu, ALWAYS_REVIEWED, APPROVER, goTo, inDays, SECOND_APPROVER, UNRESTRICTED } from '../support/people';
import { enterAbsence, openRule, ruleRow } from '../support/rules';
import { open } from '../support/scripts';

test('the substitute is entered, hears of it, decides, and is no more in charge when it ends', async ({ signedIn, portal, troubles }) => {
  // A page that is still open hears that the order is not theirs any more.
  troubles.expect(404, '/api/load_release');
  const approver = await signedIn(APPROVER);
  await open(approver, '/konto/logins');
  await accountMenu(approver).getByRole('link', { name: 'Freigaberegeln' }).click();
  await expect(ruleRow(approver, 'Abwesenheiten')).toContainText('Niemand ist abwesend');
  await audit(approver, 'freigaberegeln-leer');

  // Nothing typed is lost when something is wrong.
  await openRule(approver, 'Abwesenheiten');
  await expect(approver.getByLabel('Abwesend', { exact: true })).toHaveValue(/.+/);
  await approver.getByLabel('Vertretung', { exact: true }).selectOption({ label: 'Claudia Meier' });
  await approver.getByLabel('Letzter Tag', { exact: true }).fill(inDays(7));
  await approver.getByRole('button', { name: 'Eintragen' }).click();
  await expect(approver.getByRole('alert').first()).toContainText('Niemand kann sich selbst vertreten.');
  await expect(approver.getByLabel('Letzter Tag', { exact: true })).toBeVisible();
  await expect(approver.getByLabel('Letzter Tag', { exact: true })).toHaveValue(inDays(7));
  await audit(approver, 'freigaberegeln-falsch');
  await approver.getByLabel('Vertretung', { exact: true }).selectOption({ label: 'Thomas Keller' });
  await approver.getByRole('button', { name: 'Eintragen' }).click();
  await expect(approver.getByText('Die Vertretung ist eingetragen.')).toBeVisible();
  await expect(approver.getByRole('row').filter({ hasText: 'Claudia Meier' })).toContainText('Thomas Keller');
  await audit(approver, 'freigaberegeln');
  await portal.mails.waitFor({ to: SECOND_APPROVER.userName, subject: 'Sie vertreten Claudia Meier' });

  const orderer = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(orderer, { lines: [[PAPER, 3]] });
  await openInDossier(orderer, placed);
  await expect(orderer.getByText(/Abwesend; Thomas Keller vertritt bis \d\d\.\d\d\.\d{4}\./)).toBeVisible();
  const mail = await portal.mails.waitFor({ to: SECOND_APPROVER.userName, subject: `Bestellung ${placed.number} von Luca Steiner: bitte freigeben` });
  expect(mail.text).toContain('Sie entscheiden in Vertretung von Claudia Meier.');

  const substitute = await signedIn(SECOND_APPROVER);
  await goTo(substitute, 'Freigaben');
  await expect(orderRow(substitute, placed)).toContainText('in Vertretung von Claudia Meier');
  await open(substitute, linkIn(mail, '/freigaben/'));
  await expect(substitute.getByText('Sie vertreten Claudia Meier.')).toBeVisible();
  await expect(card(substitute, PAPER)).toBeVisible();
  await audit(substitute, 'freigeben-in-vertretung');
  await releaseAll(substitute, placed);
  await openInDossier(orderer, placed);
  await expect(orderer.getByText('(in Vertretung von Claudia Meier)').first()).toBeVisible();

  const next = await order(orderer, { lines: [[PAPER, 1]] });
  await open(approver, '/konto/freigaberegeln');
  await approver.getByRole('button', { name: /^Beenden/ }).click();
  await expect(approver.getByText('Die Vertretung ist beendet.')).toBeVisible();
  await expect(ruleRow(approver, 'Abwesenheiten')).toContainText('Niemand ist abwesend');
  await goTo(substitute, 'Freigaben');
  await expect(orderRow(substitute, next)).toHaveCount(0);
  await goTo(approver, 'Freigaben');
  await expect(orderRow(approver, next)).toBeVisible();
});

test('when the substitute is away too, theirs decides, and who is away can still read and decide', async ({ signedIn, portal }) => {
  const approver = await signedIn(APPROVER);
  await changeKind(approver, UNRESTRICTED, 'Bestellfreigeber');
  const chain = [[APPROVER.name, SECOND_APPROVER.name], [SECOND_APPROVER.name, UNRESTRICTED.name]] as const;
  for (const [away, substitute] of chain) {
    await open(approver, '/konto/freigaberegeln');
    await enterAbsence(approver, substitute, away);
    await expect(approver.getByText('Die Vertretung ist eingetragen.')).toBeVisible();
    await expect(approver.getByRole('row').filter({ hasText: away }).filter({ hasText: substitute })).toBeVisible();
  }
  await audit(approver, 'freigaberegeln-kette');

  const orderer = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(orderer, { lines: [[PAPER, 3]] });
  const subject = `Bestellung ${placed.number} von Luca Steiner: bitte freigeben`;
  const mail = await portal.mails.waitFor({ to: UNRESTRICTED.userName, subject });
  expect(mail.text).toContain('Sie entscheiden in Vertretung von Claudia Meier.');
  expect(portal.mails.of({ to: SECOND_APPROVER.userName, subject })).toHaveLength(0);
  await openInDossier(orderer, placed);
  await expect(orderer.getByText(/Abwesend; Nina Brunner vertritt bis/)).toBeVisible();

  // Whoever is away finds everything in its place.
  await goTo(approver, 'Freigaben');
  await expect(orderRow(approver, placed)).toBeVisible();
  await openForRelease(approver, placed);
  await expect(card(approver, PAPER).getByRole('button', { name: 'Freigeben und übermitteln' })).toBeVisible();

  const last = await signedIn(UNRESTRICTED);
  await goTo(last, 'Freigaben');
  await expect(orderRow(last, placed)).toContainText('in Vertretung von Claudia Meier');
  await releaseAll(last, placed);
  await openInDossier(orderer, placed);
  await expect(orderer.getByText('(in Vertretung von Claudia Meier)').first()).toBeVisible();
  await open(approver, '/freigaben');
  await expect(orderRow(approver, placed)).toHaveCount(0);
});
