// Releasing and rejecting from the mail, without signing in.
import { audit } from '../support/audit';
import { linkIn } from '../support/mails';
import {
  allowByMail,
  CHAIR,
  lineOf,
  openCart,
  openForRelease,
  openInDossier,
  order,
  PAPER,
  payFor,
  putInCart,
  sendOrder,
} from '../support/ordering';
import { expect, test } from '../support/page';
import { ALWAYS_REVIEWED, APPROVER, SECOND_APPROVER, UNRESTRICTED } from '../support/people';
import { staysInView } from '../support/phone';
import { createCostCentre, switchRule } from '../support/rules';
import { open, waitForHydration } from '../support/scripts';

const FOR_ALL = '4711 Empfang';
const FOR_CHAIR = '4712 Werkstatt';

test('two clicks lead from the mail to the released order, once the rule is on', async ({ signedIn, visitor, portal }) => {
  const approver = await signedIn(APPROVER);
  await allowByMail(approver);
  await audit(approver, 'freigaberegeln-mail');

  const orderer = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(orderer, { lines: [[PAPER, 3], [CHAIR, 1]], note: 'Bitte noch heute.' });
  const mail = await portal.mails.waitFor({ to: APPROVER.userName, subject: `Bestellung ${placed.number} von Luca Steiner: bitte freigeben` });
  expect(mail.text).toContain('Er gilt 72 Stunden und nur für Sie');

  // Whoever reads the mail is not signed in.
  const reader = await visitor();
  await open(reader, linkIn(mail, '/freigaben/'));
  await expect(reader.getByRole('heading', { name: `Bestellung ${placed.number} freigeben` })).toBeVisible();
  await expect(reader.getByText('Bitte noch heute.')).toBeVisible();
  await expect(lineOf(reader, CHAIR)).toBeVisible();
  await audit(reader, 'freigeben-aus-mail');
  await reader.getByRole('button', { name: /freigeben/i }).click();
  await expect(reader.getByText(/Entschieden von Claudia Meier/)).toBeVisible();
  await expect(reader.getByRole('button', { name: /freigeben/i })).toHaveCount(0);
  await audit(reader, 'freigeben-aus-mail-entschieden');

  // The link opens this order only, and goes on saying how it stands.
  await open(reader, linkIn(mail, '/freigaben/'));
  await expect(reader.getByText(/Entschieden von Claudia Meier/)).toBeVisible();
  await openInDossier(orderer, placed);
  await expect(orderer.getByText('hat über den Link in der E-Mail entschieden, ohne Anmeldung')).toBeVisible();
});

test('a line is rejected from the mail, and the rest is released by the same link', async ({ signedIn, visitor, portal }) => {
  const approver = await signedIn(APPROVER);
  await allowByMail(approver);
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(orderer, { lines: [[PAPER, 3], [CHAIR, 1]] });
  const mail = await portal.mails.waitFor({ to: APPROVER.userName, subject: `Bestellung ${placed.number} von Luca Steiner: bitte freigeben` });
  expect(mail.text).toContain('ohne Anmeldung freigeben oder ablehnen');

  const reader = await visitor();
  await open(reader, linkIn(mail, '/freigaben/'));
  const box = (article: typeof CHAIR) => reader.getByRole('checkbox', { name: article.name });
  const rejectChosen = reader.getByRole('button', { name: 'Ausgewählte Positionen ablehnen' });
  await expect(rejectChosen).toBeHidden();
  await reader.getByText('Ablehnen', { exact: true }).click();
  await expect(box(PAPER)).toBeChecked();
  await expect(box(CHAIR)).toBeChecked();
  await audit(reader, 'ablehnen-aus-mail');
  await staysInView(reader, reader.getByRole('button', { name: /freigeben/i }), reader.getByLabel('Erläuterung'));

  // Where nothing is chosen nothing happens, and what was typed stays.
  await box(PAPER).uncheck();
  await box(CHAIR).uncheck();
  await reader.getByLabel('Grund').selectOption({ label: 'Zu teuer' });
  await reader.getByLabel('Erläuterung').fill('Das Modell Start genügt.');
  await rejectChosen.click();
  await expect(reader.getByRole('alert')).toContainText('Positionen: Bitte kreuzen Sie mindestens eine Position an.');
  await waitForHydration(reader);
  await expect(reader.getByLabel('Grund')).toHaveValue('too_expensive');
  await expect(reader.getByLabel('Erläuterung')).toHaveValue('Das Modell Start genügt.');
  await expect(box(CHAIR)).not.toBeChecked();
  await audit(reader, 'ablehnen-aus-mail-nichts-gewaehlt');

  await box(CHAIR).check();
  await rejectChosen.click();
  await expect(lineOf(reader, CHAIR)).toContainText('Grund: Zu teuer – Das Modell Start genügt.');
  await expect(reader.getByText('1 von 2 Positionen offen')).toBeVisible();
  await expect(reader.getByRole('alert')).toHaveCount(0);
  await waitForHydration(reader);
  await reader.getByRole('button', { name: /freigeben/i }).click();
  await expect(reader.getByText(/Entschieden von Claudia Meier/)).toBeVisible();
  await expect(reader.getByText('Ablehnen', { exact: true })).toHaveCount(0);

  await openInDossier(orderer, placed);
  await expect(lineOf(orderer, CHAIR)).toContainText('Grund: Zu teuer – Das Modell Start genügt.');
  await expect(orderer.getByText('hat über den Link in der E-Mail entschieden, ohne Anmeldung')).toHaveCount(2);
});

test('whoever looks after a budget that is exceeded decides from a mail of their own, one after the other', async ({ signedIn, visitor, portal }) => {
  const approver = await signedIn(APPROVER);
  await allowByMail(approver);
  await createCostCentre(approver, FOR_ALL, '1');
  await createCostCentre(approver, FOR_CHAIR, '1', SECOND_APPROVER.name);
  const orderer = await signedIn(UNRESTRICTED);
  await putInCart(orderer, PAPER);
  await putInCart(orderer, CHAIR);
  await openCart(orderer);
  await payFor(orderer, [
    [PAPER, FOR_ALL],
    [CHAIR, FOR_CHAIR],
  ]);
  const placed = await sendOrder(orderer);

  const wanted = `Bestellung ${placed.number} von ${UNRESTRICTED.name}`;
  const first = await portal.mails.waitFor({ to: SECOND_APPROVER.userName, subject: `${wanted}: bitte freigeben` });
  const reader = await visitor();
  await open(reader, linkIn(first, '/freigaben/'));
  await expect(reader.getByText('Sie geht über ein Budget, für das diese Person zuständig ist.').first()).toBeVisible();
  await reader.getByRole('button', { name: `Alle freigeben und an ${APPROVER.name} weitergeben` }).click();
  await expect(reader.getByText(`wartet jetzt auf die Bestätigung durch ${APPROVER.name}`)).toBeVisible();
  await expect(reader.getByRole('button', { name: /freigeben/i })).toHaveCount(0);
  await audit(reader, 'freigeben-aus-mail-weitergegeben');

  const then = await portal.mails.waitFor({ to: APPROVER.userName, subject: `${wanted}: bitte bestätigen` });
  await open(reader, linkIn(then, '/freigaben/'));
  await expect(reader.getByText(`${SECOND_APPROVER.name} hat diese Bestellung freigegeben.`)).toBeVisible();
  await reader.getByRole('button', { name: 'Bestätigen und an den Lieferanten übermitteln' }).click();
  await expect(reader.getByRole('button', { name: /bestätigen/i })).toHaveCount(0);

  // The first link says how it stands, and decides nothing any more.
  await open(reader, linkIn(first, '/freigaben/'));
  const outcome = `Entschieden von ${SECOND_APPROVER.name},.* Bestellung ${placed.number} wurde an den Lieferanten übermittelt`;
  await expect(reader.getByText(new RegExp(outcome))).toBeVisible();
  await expect(reader.getByRole('button', { name: /freigeben|bestätigen/i })).toHaveCount(0);
  await openInDossier(orderer, placed);
  await expect(orderer.getByText('hat die Freigabe bestätigt')).toBeVisible();
  await expect(orderer.getByText('hat über den Link in der E-Mail entschieden, ohne Anmeldung')).toHaveCount(2);
});

test('whoever has to confirm rejects a line, then the whole order from the mail, and says why', async ({ signedIn, visitor, portal }) => {
  const approver = await signedIn(APPROVER);
  await allowByMail(approver);
  await open(approver, '/konto/freigaberegeln');
  await switchRule(approver, 'Vieraugenprinzip');
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(orderer, { lines: [[PAPER, 3], [CHAIR, 1]] });
  await openForRelease(approver, placed);
  await approver.getByRole('button', { name: `Alle freigeben und an ${SECOND_APPROVER.name} weitergeben` }).click();
  await expect(approver.getByRole('heading', { name: 'Freigegeben und weitergegeben', level: 1 })).toBeVisible();
  const mail = await portal.mails.waitFor({ to: SECOND_APPROVER.userName, subject: `Bestellung ${placed.number} von Luca Steiner: bitte bestätigen` });
  expect(mail.text).toContain('ohne Anmeldung bestätigen oder ablehnen');

  const reader = await visitor();
  await open(reader, linkIn(mail, '/freigaben/'));
  const confirm = reader.getByRole('button', { name: 'Bestätigen und an den Lieferanten übermitteln' });
  await reader.getByText('Ablehnen', { exact: true }).click();
  await expect(reader.getByRole('checkbox')).toHaveCount(2);
  await expect(reader.getByText('Was Sie nicht ankreuzen, bleibt freigegeben.')).toBeVisible();
  await audit(reader, 'bestaetigen-aus-mail-ablehnen');
  await reader.getByRole('checkbox', { name: PAPER.name }).uncheck();
  await reader.getByLabel('Grund').selectOption({ label: 'Zu teuer' });
  await reader.getByRole('button', { name: 'Ausgewählte Positionen ablehnen' }).click();
  await expect(lineOf(reader, CHAIR)).toContainText('Grund: Zu teuer');
  await waitForHydration(reader);
  await expect(confirm).toBeVisible();

  // What is left of it is a single line, and with it the order ends.
  await reader.getByText('Ablehnen', { exact: true }).click();
  await reader.getByLabel('Erläuterung').fill('Im Keller steht noch welches.');
  await reader.getByRole('button', { name: 'Position ablehnen' }).click();
  await expect(reader.getByText(`Entschieden von ${SECOND_APPROVER.name}`)).toBeVisible();
  await expect(reader.getByText(/wurde vollständig abgelehnt/)).toBeVisible();
  await expect(confirm).toHaveCount(0);
  await audit(reader, 'bestaetigen-aus-mail-abgelehnt');
  await openInDossier(orderer, placed);
  await expect(orderer.getByRole('heading', { level: 1 })).toContainText('Abgelehnt');
  await expect(lineOf(orderer, PAPER)).toContainText('Im Keller steht noch welches.');
});

test('a link that is worth nothing says so, and leads to the sign-in', async ({ visitor }) => {
  const reader = await visitor();
  await open(reader, '/freigaben/01900000-0000-7000-8000-00000000000a/mail?code=0190');
  await expect(reader.getByRole('heading', { name: 'Dieser Link gilt nicht mehr' })).toBeVisible();
  await audit(reader, 'freigeben-aus-mail-ungueltig');
  await reader.getByRole('link', { name: 'Anmelden und ansehen' }).click();
  await expect(reader.getByRole('heading', { name: 'Anmelden', level: 1 })).toBeVisible();
});
