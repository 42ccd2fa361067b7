// Two rules about who may release: two different people, and nobody their own order.
import type { Page } from '@playwright/test';
import { audit } from '../support/audit';
import { changeKind } from '../support/newcomers';
import { CHAIR, openForRelease, openInDossier, order, orderRow, PAPER, releaseAll } from '../support/ordering';
import { expect, test } from '../support/page';
import { ALWAYS_REVIEWED, APPROVER, goTo, SECOND_APPROVER, SUPPLIER } from '../support/people';
import { enterAbsence, switchRule } from '../support/rules';
import { open } from '../support/scripts';

const RULES = '/konto/freigaberegeln';

test('where two people are wanted, the first release hands nothing over, and the second one is not by the same person', async ({ signedIn }) => {
  const approver = await signedIn(APPROVER);
  await open(approver, RULES);
  await switchRule(approver, 'Vieraugenprinzip');
  await expect(approver.getByText('Jede Freigabe braucht nun zwei Personen.')).toBeVisible();
  await audit(approver, 'freigaberegeln-vier-augen');

  const supplier = await signedIn(SUPPLIER);
  await goTo(supplier, 'Aufträge');
  const rows = await supplier.getByRole('row').count();
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(orderer, { lines: [[PAPER, 3], [CHAIR, 1]] });
  await openForRelease(approver, placed);
  await approver.getByRole('button', { name: `Alle freigeben und an ${SECOND_APPROVER.name} weitergeben` }).click();
  await expect(approver.getByRole('heading', { name: 'Freigegeben und weitergegeben', level: 1 })).toBeVisible();
  await open(approver, `/freigaben/${placed.id}`);
  await expect(approver.getByRole('heading', { name: `Bestellung ${placed.number} freigeben`, level: 1 })).toBeVisible();
  await expect(approver.getByRole('button', { name: /^(Bestätigen|Alle freigeben)/ })).toHaveCount(0);
  await open(supplier, '/lieferant');
  await expect(supplier.getByRole('row')).toHaveCount(rows);
  await openInDossier(orderer, placed);
  await expect(orderer.getByText(`hat die Bestellung an ${SECOND_APPROVER.name} weitergegeben, weil zwei Personen freigeben`)).toBeVisible();

  const second = await signedIn(SECOND_APPROVER);
  await openForRelease(second, placed);
  await expect(second.getByText('Claudia Meier hat diese Bestellung freigegeben.')).toBeVisible();
  await second.getByRole('button', { name: 'Bestätigen und an den Lieferanten übermitteln' }).click();
  await expect(second.getByRole('heading', { name: 'Freigabe abgeschlossen', level: 1 })).toBeVisible();
  await open(supplier, '/lieferant');
  await expect(supplier.getByRole('row')).toHaveCount(rows + 1);
});

/** Claudia Meier is away for a week, and this person stands in. */
async function nameSubstitute(page: Page, name: string): Promise<void> {
  await open(page, RULES);
  await enterAbsence(page, name);
}

test('nobody releases what they have ordered themselves, unless the customer allows it', async ({ signedIn }) => {
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const own = await order(orderer, { lines: [[PAPER, 1]] });
  const approver = await signedIn(APPROVER);
  await changeKind(approver, ALWAYS_REVIEWED, 'Bestellfreigeber');

  // Their orders would wait for themselves.
  await nameSubstitute(approver, ALWAYS_REVIEWED.name);
  const alert = approver.getByRole('alert').first();
  await expect(alert).toContainText('So könnte über Bestellungen niemand entscheiden.');
  await expect(alert).toContainText('Claudia Meier ist abwesend, und Luca Steiner vertritt, hat sie aber selbst bestellt.');
  await audit(approver, 'freigaberegeln-eigene');
  await open(orderer, '/freigaben');
  await expect(orderRow(orderer, own)).toHaveCount(0);

  await open(approver, RULES);
  await switchRule(approver, 'Eigene Bestellungen');
  await expect(approver.getByText('Bestellfreigeber dürfen nun auch ihre eigenen Bestellungen freigeben.')).toBeVisible();
  await nameSubstitute(approver, ALWAYS_REVIEWED.name);
  await expect(approver.getByText('Die Vertretung ist eingetragen.')).toBeVisible();
  await open(orderer, '/freigaben');
  await expect(orderRow(orderer, own)).toContainText('in Vertretung von Claudia Meier');
  await releaseAll(orderer, own);
});
