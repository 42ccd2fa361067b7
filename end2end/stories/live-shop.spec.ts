// What the supplier changes shows in the shop while it is open, and touches nothing that is being typed.
import { audit } from '../support/audit';
import { flat, freeFrom, setFreight } from '../support/freight';
import { isMarked, mark, news, refresh } from '../support/news';
import { type Article, articleRow, openCart, PAPER, paper, quantityOf } from '../support/ordering';
import { expect, test } from '../support/page';
import { goTo, REVIEWED_OUTSIDE, SUPPLIER } from '../support/people';
import { open, SCRIPTED } from '../support/scripts';

test('another price shows in the list by itself, and is what the cart says then', { tag: SCRIPTED }, async ({ signedIn, portal }) => {
  // As the supplier imports it: without a description.
  portal.importArticle(paper(560));
  const page = await signedIn(REVIEWED_OUTSIDE);
  await open(page, '/shop?suche=kopierpapier');
  await expect(articleRow(page, PAPER)).toContainText('5.60');
  await quantityOf(page, PAPER).fill('3');
  const search = page.getByRole('searchbox', { name: 'Artikel suchen' });
  await search.fill('Ordner');
  await mark(page);
  portal.importArticle(paper(760, 'on_order'));
  await expect(articleRow(page, PAPER)).toContainText('7.60');
  await expect(articleRow(page, PAPER)).toContainText('Auf Bestellung');
  await expect(news(page)).toHaveCount(0);
  await expect(search).toHaveValue('Ordner');
  await expect(search).toBeFocused();
  await expect(quantityOf(page, PAPER)).toHaveValue('3');

  await page.getByRole('button', { name: `${PAPER.name} in den Warenkorb` }).click();
  await expect(page.getByRole('status').filter({ hasText: PAPER.name })).toBeVisible();
  await expect(articleRow(page, PAPER)).toContainText('7.60');
  await openCart(page);
  await expect(articleRow(page, PAPER)).toContainText('3 × 7.60');
  await isMarked(page);
});

test('other articles come to the list when asked to, and what is typed stays with its article', { tag: SCRIPTED }, async ({ signedIn, portal }) => {
  const fresh: Article = { number: '15-0100', name: 'Kopierpapier Alba A4, 80 g, 500 Blatt' };
  const page = await signedIn(REVIEWED_OUTSIDE);
  await open(page, '/shop?suche=kopierpapier');
  await quantityOf(page, PAPER).fill('3');
  await mark(page);
  portal.importArticle({ ...paper(610), ...fresh });
  await expect(news(page)).toBeVisible();
  await expect(articleRow(page, fresh)).toHaveCount(0);
  await audit(page, 'shop-neues');
  await refresh(page).click();
  await expect(articleRow(page, fresh)).toContainText('6.10');
  await expect(quantityOf(page, fresh)).toHaveValue('1');
  await expect(quantityOf(page, PAPER)).toHaveValue('3');
  await expect(news(page)).toHaveCount(0);
  await isMarked(page);
});

test('the page of an article follows its price, and says when it is sold no more', { tag: SCRIPTED }, async ({ signedIn, portal }) => {
  portal.importArticle(paper(560));
  const page = await signedIn(REVIEWED_OUTSIDE);
  await open(page, `/shop/artikel/${PAPER.number}`);
  await quantityOf(page, PAPER).fill('4');
  await mark(page);
  portal.importArticle(paper(790));
  await expect(page.getByRole('main')).toContainText('CHF 7.90');
  await expect(news(page)).toHaveCount(0);
  await expect(quantityOf(page, PAPER)).toHaveValue('4');

  // The form does not go away from under anybody's hands.
  portal.importArticle(paper(790, 'discontinued'));
  await expect(news(page)).toBeVisible();
  await expect(quantityOf(page, PAPER)).toHaveValue('4');
  await refresh(page).click();
  await expect(page.getByText('Nicht mehr lieferbar')).toBeVisible();
  await expect(quantityOf(page, PAPER)).toHaveCount(0);
  await isMarked(page);
});

test('a freight that a colleague sets is offered beside what is being typed', { tag: SCRIPTED }, async ({ signedIn }) => {
  const supplier = await signedIn(SUPPLIER);
  await goTo(supplier, 'Versandkosten');
  const colleague = await supplier.context().newPage();
  await open(colleague, '/lieferant/versandkosten');
  await freeFrom(colleague).fill('300');
  await mark(colleague);
  await setFreight(supplier, '9.50', '500');
  await expect(supplier.getByText('Die Versandkosten sind gespeichert.')).toBeVisible();
  await expect(news(colleague)).toBeVisible();
  await expect(flat(colleague)).toHaveValue('');
  await refresh(colleague).click();
  await expect(flat(colleague)).toHaveValue('9.50');
  await expect(freeFrom(colleague)).toHaveValue('300');
  await expect(colleague.getByText('Die Lieferung kostet CHF 9.50. Ab einem Warenwert von CHF 300.00 ist sie kostenlos.')).toBeVisible();
  await expect(colleague.getByText(/^Zuletzt geändert von Andrea Vogt/)).toBeVisible();
  await expect(news(supplier)).toHaveCount(0);
  await isMarked(colleague);
});
