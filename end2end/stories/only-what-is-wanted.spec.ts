// What goes beyond ordering and releasing: nowhere to be seen where a company does not want it, and there once it does.
import type { Page } from '@playwright/test';
import { audit } from '../support/audit';
import { card, CHAIR, openCart, openForRelease, openInDossier, PAPER, putInCart, sendOrder, summary } from '../support/ordering';
import { expect, test } from '../support/page';
import { APPROVER, REVIEWED_OUTSIDE } from '../support/people';
import { switchRule } from '../support/rules';
import { open } from '../support/scripts';

const thread = (page: Page) => page.getByRole('region', { name: /^Kommentare/ });
const split = (page: Page) => summary(page).getByRole('checkbox', { name: 'Was keine Freigabe braucht' });

const COMMENTS = 'Kommentare und Nachfragen';
const EXTRAS = ['Warenkorb teilen', 'Wartende Bestellungen ändern', COMMENTS, 'Mengen senken und Artikel ersetzen'];

/** An approver goes to "Freigaberegeln" and switches one of them. */
async function change(approver: Page, rule: string, isOn: boolean): Promise<void> {
  await open(approver, '/konto/freigaberegeln');
  await switchRule(approver, rule, isOn);
}

const allow = (approver: Page, rule: string) => change(approver, rule, true);
const forbid = (approver: Page, rule: string) => change(approver, rule, false);

test('nobody sees what the company does not want, and everybody does once it is allowed', async ({ signedIn, hasScripts, troubles }) => {
  troubles.expect(409, '/api/write_comment');
  const approver = await signedIn(APPROVER);
  for (const rule of EXTRAS) await forbid(approver, rule);
  await audit(approver, 'freigaberegeln-nichts-zusaetzlich');

  const orderer = await signedIn(REVIEWED_OUTSIDE);
  await putInCart(orderer, CHAIR, 4);
  await putInCart(orderer, PAPER, 1);
  await openCart(orderer);
  await expect(summary(orderer)).toContainText('Die Bestellung wartet auf die Freigabe');
  await expect(split(orderer)).toHaveCount(0);
  const placed = await sendOrder(orderer);
  await openInDossier(orderer, placed);
  await expect(orderer.getByText('Zurückziehen', { exact: true })).toBeVisible();
  await expect(orderer.getByRole('link', { name: 'Ändern' })).toHaveCount(0);
  await expect(orderer.getByText(/^Nachfragen/)).toHaveCount(0);
  await expect(thread(orderer)).toHaveCount(0);
  await audit(orderer, 'bestellung-nichts-zusaetzlich');

  await openForRelease(approver, placed);
  await expect(card(approver, CHAIR).getByRole('button', { name: 'Freigeben' })).toBeVisible();
  await expect(card(approver, CHAIR).getByRole('spinbutton')).toHaveCount(0);
  await expect(card(approver, CHAIR).getByRole('button', { name: /^Ersetzen/ })).toHaveCount(0);
  await expect(thread(approver)).toHaveCount(0);
  await audit(approver, 'freigeben-nichts-zusaetzlich');

  for (const rule of EXTRAS) await allow(approver, rule);
  await openForRelease(approver, placed);
  await expect(card(approver, CHAIR).getByRole('spinbutton')).toHaveValue('4');
  await openInDossier(orderer, placed);
  await expect(orderer.getByRole('link', { name: 'Ändern' })).toBeVisible();
  await expect(orderer.getByText(/^Nachfragen/)).toBeVisible();
  await thread(orderer).getByLabel('Kommentar', { exact: true }).fill('Es eilt.');

  // What was typed before it was forbidden is not lost, and what forbids it is named.
  await forbid(approver, COMMENTS);
  if (hasScripts) {
    // Not even where the page shows that it is forbidden by now.
    await orderer.getByRole('button', { name: 'Aktualisieren', exact: true }).click();
    await expect(orderer.getByText(/^Nachfragen/)).toHaveCount(0);
    await expect(thread(orderer).getByLabel('Kommentar', { exact: true })).toHaveValue('Es eilt.');
  }
  await thread(orderer).getByRole('button', { name: 'Kommentar senden' }).click();
  await expect(thread(orderer).getByRole('alert')).toContainText('«Kommentare und Nachfragen» ist bei Ihrer Firma inzwischen nicht mehr erlaubt.');
  await expect(thread(orderer).getByLabel('Kommentar', { exact: true })).toHaveValue('Es eilt.');
  await allow(approver, COMMENTS);
  await thread(orderer).getByRole('button', { name: 'Kommentar senden' }).click();
  await expect(thread(orderer).getByRole('listitem').filter({ hasText: 'Es eilt.' })).toHaveCount(1);

  await putInCart(orderer, CHAIR, 1);
  await putInCart(orderer, PAPER, 1);
  await openCart(orderer);
  await expect(split(orderer)).toBeVisible();
});
