// Orderer and approver write to each other about an order.
import type { Locator, Page } from '@playwright/test';
import { audit } from '../support/audit';
import { linkIn } from '../support/mails';
import { card, CHAIR, openForRelease, openInDossier, order, PAPER, summary } from '../support/ordering';
import { expect, test } from '../support/page';
import { ALWAYS_REVIEWED, APPROVER } from '../support/people';
import { staysInView } from '../support/phone';
import { open } from '../support/scripts';

const thread = (page: Page) => page.getByRole('region', { name: /^Kommentare/ });
const field = (page: Page) => thread(page).getByLabel('Kommentar', { exact: true });

async function write(page: Page, words: string): Promise<void> {
  await field(page).fill(words);
  await thread(page).getByRole('button', { name: 'Kommentar senden' }).click();
  await expect(thread(page).getByRole('listitem').filter({ hasText: words })).toHaveCount(1);
  await expect(field(page)).toHaveValue('');
}

test('both sides read each other, and mails lead to the page that is theirs', async ({ signedIn, portal, hasScripts }) => {
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(orderer, { lines: [[PAPER, 4], [CHAIR, 1]] });
  const approver = await signedIn(APPROVER);
  await openForRelease(approver, placed);
  await openInDossier(orderer, placed);
  await expect(thread(orderer)).toContainText('Noch hat niemand etwas geschrieben.');

  await write(approver, 'Wozu der zweite Stuhl?');
  const asked = await portal.mails.waitFor({ to: ALWAYS_REVIEWED.userName, subject: `Bestellung ${placed.number}: Claudia Meier hat geschrieben` });
  expect(asked.text).toContain('Wozu der zweite Stuhl?');
  await open(orderer, linkIn(asked, '/kundendossier/'));
  // The page is open already: its address with another fragment loads nothing.
  if (!hasScripts) await orderer.reload();
  await expect(thread(orderer)).toContainText('Wozu der zweite Stuhl?');

  // What is being typed stays while the others write, whether or not the field has the focus.
  await card(approver, CHAIR).getByText('Ablehnen', { exact: true }).click();
  await card(approver, CHAIR).getByLabel('Erläuterung').fill('Noch nicht.');
  await field(approver).fill('Dann');
  await write(orderer, 'Für die neue Mitarbeiterin.');
  if (hasScripts) {
    await expect(thread(approver)).toContainText('Für die neue Mitarbeiterin.');
    await expect(field(approver)).toHaveValue('Dann');
    await expect(field(approver)).toBeFocused();
    await expect(card(approver, CHAIR).getByLabel('Erläuterung')).toHaveValue('Noch nicht.');
    await expect(approver.getByText('Es gibt Neues.', { exact: true })).toHaveCount(0);
  }
  const answered = await portal.mails.waitFor({ to: APPROVER.userName, subject: `Bestellung ${placed.number}: Luca Steiner hat geschrieben` });
  await open(approver, linkIn(answered, '/freigaben/'));
  if (!hasScripts) await approver.reload();
  await expect(thread(approver).getByRole('listitem')).toHaveCount(2);
  await audit(approver, 'freigeben-kommentare');
  // On a phone too, what an order is about stands before what was written about it.
  await approver.setViewportSize({ width: 360, height: 780 });
  const top = async (part: Locator) => (await part.boundingBox())!.y;
  expect(await top(summary(approver).getByRole('definition').first())).toBeLessThan(await top(thread(approver)));
  await audit(orderer, 'bestellung-kommentare');
});

test('on a phone the one action stays in view while comments are read and written', async ({ signedIn }) => {
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(orderer, { lines: [[PAPER, 4], [CHAIR, 1]] });
  await openInDossier(orderer, placed);
  await write(orderer, 'Der alte Stuhl ist kaputt. '.repeat(10).trim());
  const approver = await signedIn(APPROVER);
  await openForRelease(approver, placed);
  const action = approver.getByRole('button', { name: 'Alle freigeben' });
  await staysInView(approver, action, field(approver));
  await action.click();
  await expect(approver.getByRole('heading', { name: 'Freigabe abgeschlossen', level: 1 })).toBeVisible();
});

test('two clicks write once, and what is refused is still there', async ({ signedIn, hasScripts, troubles }) => {
  if (hasScripts) troubles.expect(422, '/api/write_comment');
  const page = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(page, { lines: [[CHAIR, 1]] });
  await openInDossier(page, placed);
  await field(page).fill('Es eilt.');
  await thread(page).getByRole('button', { name: 'Kommentar senden' }).dblclick();
  await expect(thread(page).getByRole('listitem')).toHaveCount(1);
  await expect(field(page)).toHaveValue('');

  await field(page).fill('   ');
  await thread(page).getByRole('button', { name: 'Kommentar senden' }).click();
  await expect(thread(page).getByText('Diese Angabe fehlt.', { exact: true })).toBeVisible();
  await expect(field(page)).toHaveValue('   ');
  await audit(page, 'kommentar-fehlt');
  await write(page, 'Bis Freitag.');
  await page.reload();
  await expect(thread(page).getByRole('listitem')).toHaveCount(2);
});
