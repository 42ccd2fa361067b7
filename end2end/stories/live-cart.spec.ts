// What others do shows in a cart that is open, before it is ordered on something that nobody has seen.
import { audit } from '../support/audit';
import { setFreight } from '../support/freight';
import { isMarked, mark, news, refresh } from '../support/news';
import { amount, articleRow, card, CHAIR, openCart, openForRelease, PAPER, paper, putInCart, reject, sendOrder, summary } from '../support/ordering';
import { expect, test } from '../support/page';
import { ALWAYS_REVIEWED, APPROVER, REVIEWED_OUTSIDE, SECOND_APPROVER, SUPPLIER, UNRESTRICTED } from '../support/people';
import { createCostCentre, enterAbsence } from '../support/rules';
import { open, SCRIPTED } from '../support/scripts';

test('a cart says by itself who decides when somebody is away', { tag: SCRIPTED }, async ({ signedIn }) => {
  const orderer = await signedIn(ALWAYS_REVIEWED);
  await putInCart(orderer, PAPER);
  await openCart(orderer);
  await expect(summary(orderer)).toContainText(/Entscheidet\s*Claudia Meier/);
  await orderer.getByLabel('Mitteilung an den Freigeber').fill('Bitte noch heute.');
  await mark(orderer);
  const approver = await signedIn(APPROVER);
  await open(approver, '/konto/freigaberegeln');
  await enterAbsence(approver, SECOND_APPROVER.name);
  await expect(summary(orderer)).toContainText(/Entscheidet\s*Thomas Keller\s*In Vertretung von Claudia Meier/);
  await expect(orderer.getByLabel('Mitteilung an den Freigeber')).toHaveValue('Bitte noch heute.');
  await isMarked(orderer);
});

test('a cart shows another price and another freight by itself, and says so', { tag: SCRIPTED }, async ({ signedIn, portal }) => {
  const supplier = await signedIn(SUPPLIER);
  const orderer = await signedIn(ALWAYS_REVIEWED);
  await putInCart(orderer, PAPER, 2);
  await openCart(orderer);
  const moved = summary(orderer).getByText('Preise oder Versandkosten sind nun andere als vorhin.');
  await expect(moved).toHaveCount(0);
  await orderer.getByLabel('Mitteilung an den Freigeber').fill('Bitte noch heute.');
  await mark(orderer);
  portal.importArticle(paper(760));
  await expect(articleRow(orderer, PAPER)).toContainText('2 × 7.60');
  await expect(moved).toBeVisible();
  await setFreight(supplier, '9.50', '');
  await expect(amount(summary(orderer), 'Versandkosten')).toHaveText('9.50');
  await expect(orderer.getByLabel('Mitteilung an den Freigeber')).toHaveValue('Bitte noch heute.');
  await audit(orderer, 'warenkorb-andere-preise');
  await isMarked(orderer);
  const placed = await sendOrder(orderer);
  await expect(amount(orderer.getByRole('main'), 'Versandkosten')).toHaveText('9.50');

  // Whoever is to release it is told that there is something new, and decides on today's price.
  const approver = await signedIn(APPROVER);
  await openForRelease(approver, placed);
  await mark(approver);
  portal.importArticle(paper(790));
  await expect(news(approver)).toBeVisible();
  await refresh(approver).click();
  await expect(card(approver, PAPER)).toContainText('7.60 → 7.90');
  await isMarked(approver);
});

test('a cart shows by itself what a colleague has left of the budget of both', { tag: SCRIPTED }, async ({ signedIn }) => {
  const centre = '4713 Aussendienst';
  const approver = await signedIn(APPROVER);
  await createCostCentre(approver, centre, '600');
  const orderer = await signedIn(UNRESTRICTED);
  await putInCart(orderer, CHAIR);
  await openCart(orderer);
  await orderer.getByLabel('Kostenstelle', { exact: true }).selectOption({ label: centre });
  await expect(summary(orderer)).toContainText(`Budget ${centre}, dieses Jahr`);
  await expect(summary(orderer)).toContainText('Frei: CHF 151.00');
  await expect(summary(orderer)).not.toContainText('wartet auf die Freigabe');
  await orderer.getByLabel('Ihre Referenz').fill('Projekt 7');
  await mark(orderer);

  const colleague = await signedIn(REVIEWED_OUTSIDE);
  await putInCart(colleague, CHAIR);
  await openCart(colleague);
  await colleague.getByLabel('Kostenstelle', { exact: true }).selectOption({ label: centre });
  const placed = await sendOrder(colleague);
  await expect(summary(orderer)).toContainText('Reserviert 449.00');
  await expect(summary(orderer)).toContainText('Überschritten um CHF 298.00');
  await expect(summary(orderer)).toContainText(`wartet auf die Freigabe durch ${APPROVER.name}`);
  await audit(orderer, 'warenkorb-budget-der-anderen');

  // What is rejected is free again.
  await openForRelease(approver, placed);
  await reject(approver, CHAIR);
  await expect(summary(orderer)).toContainText('Frei: CHF 151.00');
  await expect(summary(orderer)).not.toContainText('wartet auf die Freigabe');
  await expect(orderer.getByLabel('Kostenstelle', { exact: true }).locator('option:checked')).toHaveText(centre);
  await expect(orderer.getByLabel('Ihre Referenz')).toHaveValue('Projekt 7');
  await isMarked(orderer);
});
