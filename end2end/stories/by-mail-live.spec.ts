// The page behind a link of a mail follows what others do, though nobody is signed in there.
import { audit } from '../support/audit';
import { linkIn } from '../support/mails';
import { isMarked, mark, passTime, refresh } from '../support/news';
import { allowByMail, card, CHAIR, lineOf, openForRelease, order, PAPER, WHITEBOARD } from '../support/ordering';
import { expect, test } from '../support/page';
import { ALWAYS_REVIEWED, APPROVER } from '../support/people';
import { open, SCRIPTED } from '../support/scripts';

/** It asks every half a minute. */
const HALF_A_MINUTE = 30_000;

test('the page behind a link asks now and then, and keeps what is being typed', { tag: SCRIPTED }, async ({ signedIn, visitor, portal }) => {
  const approver = await signedIn(APPROVER);
  await allowByMail(approver);
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(orderer, { lines: [[PAPER, 3], [CHAIR, 1], [WHITEBOARD, 1]] });
  const mail = await portal.mails.waitFor({ to: APPROVER.userName, subject: `Bestellung ${placed.number} von Luca Steiner: bitte freigeben` });
  const reader = await visitor();
  await reader.clock.install();
  await open(reader, linkIn(mail, '/freigaben/'));
  await mark(reader);
  const box = (article: typeof CHAIR) => reader.getByRole('checkbox', { name: article.name });
  await reader.getByText('Ablehnen', { exact: true }).click();
  await box(CHAIR).uncheck();
  await reader.getByLabel('Grund').selectOption({ label: 'Zu teuer' });
  await reader.getByLabel('Erläuterung').fill('Das Modell Start genügt.');

  await openForRelease(approver, placed);
  await card(approver, PAPER).getByRole('button', { name: 'Freigeben', exact: true }).click();
  await expect(card(approver, PAPER)).toContainText('Freigegeben');
  const asked = reader.waitForRequest('**/api/load_mail_release*');
  await passTime(reader, HALF_A_MINUTE);
  expect((await asked).headers()['x-freigabe-quiet'], 'a page that asks by itself keeps no session awake').toBe('1');
  await expect(reader.getByLabel('Erläuterung')).toHaveValue('Das Modell Start genügt.');
  await audit(reader, 'freigeben-aus-mail-neues');
  await refresh(reader).click();
  await expect(lineOf(reader, PAPER)).toContainText('Freigegeben');
  await expect(box(PAPER)).toHaveCount(0);
  await expect(box(CHAIR)).not.toBeChecked();
  await expect(box(WHITEBOARD)).toBeChecked();
  await expect(reader.getByLabel('Grund')).toHaveValue('too_expensive');
  await expect(reader.getByLabel('Erläuterung')).toHaveValue('Das Modell Start genügt.');
  await isMarked(reader);
  await reader.getByRole('button', { name: 'Ausgewählte Positionen ablehnen' }).click();
  await expect(lineOf(reader, WHITEBOARD)).toContainText('Grund: Zu teuer – Das Modell Start genügt.');

  // What is left is decided by somebody else: the page says so, and then by whom.
  await open(reader, linkIn(mail, '/freigaben/'));
  await mark(reader);
  await open(approver, `/freigaben/${placed.id}`);
  await approver.getByRole('button', { name: 'Alle freigeben' }).click();
  await expect(approver.getByRole('heading', { name: 'Freigabe abgeschlossen', level: 1 })).toBeVisible();
  await passTime(reader, HALF_A_MINUTE);
  await expect(reader.getByRole('button', { name: /freigeben/i })).toBeVisible();
  await refresh(reader).click();
  await expect(reader.getByText(/Entschieden von Claudia Meier/)).toBeVisible();
  await expect(reader.getByRole('button', { name: /freigeben/i })).toHaveCount(0);
  await isMarked(reader);
});
