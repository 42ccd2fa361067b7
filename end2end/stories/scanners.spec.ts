// Programs that look into mails before people do: they open each link, run what scripts there are, and go wherever a page leads.
import type { Page } from '@playwright/test';
import { linkIn } from '../support/mails';
import { allowByMail, CHAIR, openInDossier, order, orderRow, PAPER } from '../support/ordering';
import { expect, test } from '../support/page';
import { ALWAYS_REVIEWED, APPROVER, goTo } from '../support/people';
import { open } from '../support/scripts';

/** All addresses of the portal to which a page leads. */
async function leads(page: Page): Promise<string[]> {
  const all = await page.locator('a[href]').evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
  const { origin } = new URL(page.url());
  return [...new Set(all.filter((address) => new URL(address).origin === origin))];
}

test('a link in a mail decides nothing, however often a scanner opens it and wherever it goes from there', async ({ signedIn, visitor, portal }) => {
  const approver = await signedIn(APPROVER);
  await allowByMail(approver);
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(orderer, { lines: [[PAPER, 3], [CHAIR, 1]] });
  const mail = await portal.mails.waitFor({ to: APPROVER.userName, subject: `Bestellung ${placed.number} von Luca Steiner: bitte freigeben` });
  const link = linkIn(mail, '/freigaben/');

  for (let times = 0; times < 3; times++) {
    const scanner = await visitor();
    await open(scanner, link);
    await expect(scanner.getByRole('button', { name: 'Alle freigeben und übermitteln' })).toBeVisible();
    const addresses = await leads(scanner);
    expect(addresses.length).toBeGreaterThan(0);
    for (const address of addresses) await open(scanner, address);
  }

  await openInDossier(orderer, placed);
  await expect(orderer.getByRole('heading', { level: 1 })).toContainText('Wartet auf Freigabe');
  await goTo(approver, 'Freigaben');
  await expect(orderRow(approver, placed)).toContainText('Offene Positionen: 2');
  // Nor is the link used up.
  const reader = await visitor();
  await open(reader, link);
  await reader.getByRole('button', { name: 'Alle freigeben und übermitteln' }).click();
  await expect(reader.getByText(/Entschieden von Claudia Meier/)).toBeVisible();
});
