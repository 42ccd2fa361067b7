// Several cost centres pay for one order: only what is too much for one of them waits, everybody sees what each pays for, and whoever
// looks after one that is exceeded has a say.
import type { Page } from '@playwright/test';
import { audit } from '../support/audit';
import {
  type Article,
  articleRow,
  card,
  CHAIR,
  lineOf,
  openCart,
  openForRelease,
  openInDossier,
  PAPER,
  payFor,
  putInCart,
  quantityOf,
  releaseAll,
  sendOrder,
  summary,
} from '../support/ordering';
import { expect, test } from '../support/page';
import { APPROVER, SECOND_APPROVER, SUPPLIER, UNRESTRICTED } from '../support/people';
import { createCostCentre, switchRule } from '../support/rules';
import { open, runsScripts } from '../support/scripts';

const FOR_ALL = '4711 Empfang';
const FOR_CHAIR = '4712 Werkstatt';

/** Takes an article out of the cart and brings it back, each until the server has it. */
async function removeAndBringBack(page: Page, article: Article): Promise<void> {
  for (const button of [`${article.name} entfernen`, /^Rückgängig/]) {
    const answered = runsScripts(page) ? page.waitForResponse('**/api/set_quantity*') : Promise.resolve();
    await Promise.all([answered, page.getByRole('button', { name: button }).click()]);
  }
  await expect(quantityOf(page, article)).toBeVisible();
}

/** What stands behind a word in the summary of the cart. */
const fact = (page: Page, word: string) => summary(page).locator('dl > div').filter({ hasText: word }).locator('dd');

test('a line has a cost centre of its own, whose budget is about that line alone', async ({ signedIn }) => {
  const approver = await signedIn(APPROVER);
  await createCostCentre(approver, FOR_ALL, "1'000");

  const orderer = await signedIn(UNRESTRICTED);
  await putInCart(orderer, PAPER);
  await putInCart(orderer, CHAIR);
  await openCart(orderer);
  await expect(orderer.getByLabel('Kostenstelle', { exact: true })).toBeVisible();
  await expect(orderer.getByText('Kostenstelle je Position')).toHaveCount(0);
  await createCostCentre(approver, FOR_CHAIR, '1');
  await switchRule(approver, 'Kostenstelle verlangen');
  await expect(approver.getByText('Jede Bestellung braucht nun eine Kostenstelle.')).toBeVisible();

  await open(orderer, '/warenkorb');
  const ofChair = orderer.getByLabel(`${CHAIR.name}: Kostenstelle`);
  await expect(ofChair).toBeHidden();
  await orderer.getByText('Kostenstelle je Position').click();
  await ofChair.selectOption({ label: FOR_CHAIR });
  await orderer.getByLabel('Kostenstelle', { exact: true }).selectOption({ label: FOR_ALL });
  if (!runsScripts(orderer)) {
    await orderer.getByRole('button', { name: 'Aktualisieren' }).last().click();
    await expect(orderer.getByLabel('Kostenstelle', { exact: true })).not.toHaveValue('');
  }
  // What was chosen for a line is folded out, and its budget counts for that line alone.
  await expect(ofChair).toBeVisible();
  await expect(ofChair.locator('option:checked')).toHaveText(FOR_CHAIR);
  await expect(articleRow(orderer, CHAIR)).toContainText(`Kostenstelle ${FOR_CHAIR}`);
  await expect(articleRow(orderer, PAPER)).not.toContainText('Kostenstelle');
  await expect(summary(orderer)).toContainText(`Budget ${FOR_ALL}, dieses Jahr`);
  await expect(summary(orderer)).toContainText(`Budget ${FOR_CHAIR}, dieses Jahr`);
  await expect(summary(orderer)).toContainText(`wartet auf die Freigabe durch ${APPROVER.name}, und zwar für «${CHAIR.name}».`);
  await audit(orderer, 'warenkorb-kostenstellen');

  // What is taken out and brought back is still paid for by its own.
  await removeAndBringBack(orderer, CHAIR);
  await open(orderer, '/warenkorb');
  await expect(articleRow(orderer, CHAIR)).toContainText(`Kostenstelle ${FOR_CHAIR}`);
  const placed = await sendOrder(orderer);

  await openInDossier(orderer, placed);
  await expect(lineOf(orderer, CHAIR)).toContainText(`Kostenstelle ${FOR_CHAIR}`);
  await expect(lineOf(orderer, PAPER)).not.toContainText('Kostenstelle');
  await orderer.getByRole('link', { name: 'Ändern', exact: true }).click();
  await expect(orderer.getByRole('listitem').filter({ hasText: CHAIR.name })).toContainText(`Kostenstelle ${FOR_CHAIR}`);

  await openForRelease(approver, placed);
  await expect(approver.getByRole('article')).toHaveCount(1);
  await expect(card(approver, CHAIR)).toContainText('Über dem Budget der Kostenstelle');
  await expect(card(approver, CHAIR)).toContainText(`Kostenstelle ${FOR_CHAIR}`);
  await expect(summary(approver)).toContainText(`Budget ${FOR_ALL}, dieses Jahr`);
  await expect(summary(approver)).toContainText(`Budget ${FOR_CHAIR}, dieses Jahr`);
  await audit(approver, 'freigabe-kostenstellen');
  await releaseAll(approver, placed);
  await open(approver, '/konto/zahlen');
  for (const centre of [FOR_ALL, FOR_CHAIR]) await expect(approver.getByText(centre).first()).toBeVisible();

  const supplier = await signedIn(SUPPLIER);
  await supplier.getByRole('link', { name: /^Auftrag \d+/ }).first().click();
  await expect(lineOf(supplier, CHAIR)).toContainText(`Kostenstelle ${FOR_CHAIR}`);
  await expect(summary(supplier)).toContainText(FOR_ALL);
  await audit(supplier, 'auftrag-kostenstellen');
});

test('whoever looks after a budget that is exceeded has a say, one after the other', async ({ signedIn }) => {
  const approver = await signedIn(APPROVER);
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
  // The chair costs more: its budget is exceeded by most.
  const inTurn = `${SECOND_APPROVER.name} und danach durch ${APPROVER.name}`;
  await expect(summary(orderer)).toContainText(`wartet auf die Freigabe durch ${inTurn}`);
  const placed = await sendOrder(orderer);
  await expect(orderer.getByText(`Danach bestätigt noch: ${APPROVER.name}.`)).toBeVisible();
  await openInDossier(orderer, placed);
  await expect(orderer.getByText(`Bestätigung durch ${APPROVER.name}`)).toBeVisible();

  const second = await signedIn(SECOND_APPROVER);
  await openForRelease(second, placed);
  await expect(second.getByText('Sie geht über ein Budget, für das diese Person zuständig ist.')).toBeVisible();
  await second.getByRole('button', { name: `Alle freigeben und an ${APPROVER.name} weitergeben` }).click();
  await expect(second.getByRole('heading', { name: 'Freigegeben und weitergegeben', level: 1 })).toBeVisible();

  await openForRelease(approver, placed);
  await expect(approver.getByText(`${SECOND_APPROVER.name} hat diese Bestellung freigegeben.`)).toBeVisible();
  await audit(approver, 'bestaetigen-budget');
  await approver.getByRole('button', { name: 'Bestätigen und an den Lieferanten übermitteln' }).click();
  await expect(approver.getByRole('heading', { name: 'Freigabe abgeschlossen', level: 1 })).toBeVisible();
  await openInDossier(orderer, placed);
  await expect(orderer.getByText(`hat die Bestellung an ${APPROVER.name} weitergegeben, weil sie über ein Budget geht`)).toBeVisible();
});

test('the cart says who confirms after a budget, once the cost centre is chosen', async ({ signedIn }) => {
  const approver = await signedIn(APPROVER);
  await createCostCentre(approver, FOR_CHAIR, '1');
  await open(approver, '/konto/freigaberegeln');
  await switchRule(approver, 'Vieraugenprinzip');

  const orderer = await signedIn(UNRESTRICTED);
  await putInCart(orderer, CHAIR);
  await openCart(orderer);
  await expect(summary(orderer)).not.toContainText('Entscheidet');
  await orderer.getByLabel('Kostenstelle', { exact: true }).selectOption({ label: FOR_CHAIR });
  if (!runsScripts(orderer)) await orderer.getByRole('button', { name: 'Aktualisieren' }).last().click();
  await expect(summary(orderer)).toContainText(`wartet auf die Freigabe durch ${APPROVER.name} und danach durch ${SECOND_APPROVER.name}`);
  await expect(fact(orderer, 'Entscheidet')).toContainText(APPROVER.name);
  await expect(fact(orderer, 'Danach')).toHaveText(SECOND_APPROVER.name);

  // The order says the same.
  const placed = await sendOrder(orderer);
  await openInDossier(orderer, placed);
  await expect(orderer.getByText(`Bestätigung durch ${SECOND_APPROVER.name}`)).toBeVisible();
});
