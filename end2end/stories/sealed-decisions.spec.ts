// Prices move and articles go between the release and the hand-over.
import { type Page } from '@playwright/test';
import { audit } from '../support/audit';
import { linkIn } from '../support/mails';
import {
  type Article, articleRow, card, CHAIR, lineOf, openCart, openForRelease, openInDossier, order, orderRow, PAPER, paper, putInCart, summary, WHITEBOARD,
} from '../support/ordering';
import { expect, test } from '../support/page';
import { ALWAYS_REVIEWED, APPROVER, goTo, SECOND_APPROVER, SUPPLIER } from '../support/people';
import { openRule, setLimit } from '../support/rules';
import { open } from '../support/scripts';

const release = (page: Page, article: Article) => card(page, article).getByRole('button', { name: 'Freigeben' }).click();

test('what became too dear is asked again with the difference, and nothing else', async ({ signedIn, portal }) => {
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const approver = await signedIn(APPROVER);
  const placed = await order(orderer, { lines: [[PAPER, 10], [CHAIR, 1], [WHITEBOARD, 1]] });
  await openForRelease(approver, placed);
  await release(approver, PAPER);
  await expect(card(approver, PAPER)).toContainText('Freigegeben');
  await release(approver, CHAIR);
  await expect(card(approver, CHAIR)).toContainText('Freigegeben');

  portal.importArticle(paper(760));
  await release(approver, WHITEBOARD);
  await expect(approver.getByText('Eine Position ist nochmals zu entscheiden.')).toBeVisible();
  await expect(card(approver, PAPER)).toContainText('5.60 → 7.60 pro Einheit (+35.7 %)');
  await expect(card(approver, PAPER).getByRole('button', { name: 'Freigeben' })).toBeVisible();
  await expect(card(approver, CHAIR)).toContainText('Freigegeben');
  await expect(summary(approver)).toContainText('1 von 3 Positionen offen');
  await audit(approver, 'freigabe-nochmals');

  const mail = await portal.mails.waitFor({ to: APPROVER.userName, subject: `Bestellung ${placed.number}: nochmals zu entscheiden` });
  expect(mail.text).toContain('5.60 → 7.60 pro Einheit (+35.7 %)');
  await goTo(approver, 'Freigaben');
  await expect(orderRow(approver, placed)).toContainText('Nochmals zu entscheiden: 1');
  await audit(approver, 'freigaben-nochmals');

  await open(approver, linkIn(mail, '/freigaben/'));
  await release(approver, PAPER);
  await expect(approver.getByRole('heading', { name: 'Freigabe abgeschlossen', level: 1 })).toBeVisible();
  await openInDossier(orderer, placed);
  await expect(lineOf(orderer, PAPER)).toContainText('7.60');
  await expect(orderer.getByText(/fragt Position \d nochmals: /)).toBeVisible();
  await audit(orderer, 'kundendossier-nochmals');
  const supplier = await signedIn(SUPPLIER);
  await open(supplier, '/lieferant');
  await supplier.getByRole('table').getByRole('link').first().click();
  await expect(lineOf(supplier, PAPER)).toContainText('7.60');
  await expect(supplier.getByText('5.60')).toHaveCount(0);
});

test('what was in stock and is on order by then is asked again, and is said wherever it is decided or ordered', async ({ signedIn, portal }) => {
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const approver = await signedIn(APPROVER);
  const placed = await order(orderer, { lines: [[PAPER, 10], [CHAIR, 1]] });
  await openForRelease(approver, placed);
  await release(approver, PAPER);
  await expect(card(approver, PAPER)).toContainText('Freigegeben');
  await expect(card(approver, PAPER).getByText('Auf Bestellung', { exact: true })).toHaveCount(0);

  portal.importArticle(paper(560, 'on_order'));
  await release(approver, CHAIR);
  await expect(approver.getByText('Eine Position ist nochmals zu entscheiden.')).toBeVisible();
  await expect(card(approver, PAPER)).toContainText('Der Artikel war an Lager und ist nun auf Bestellung.');
  await expect(card(approver, PAPER).getByText('Auf Bestellung', { exact: true })).toBeVisible();
  await expect(card(approver, CHAIR)).toContainText('Freigegeben');
  await audit(approver, 'freigabe-auf-bestellung');
  const mail = await portal.mails.waitFor({ to: APPROVER.userName, subject: `Bestellung ${placed.number}: nochmals zu entscheiden` });
  expect(mail.text).toContain('Der Artikel war an Lager und ist nun auf Bestellung.');

  await open(orderer, `/kundendossier/${placed.id}`);
  await expect(lineOf(orderer, PAPER).getByText('Auf Bestellung', { exact: true })).toBeVisible();
  await release(approver, PAPER);
  await expect(approver.getByRole('heading', { name: 'Freigabe abgeschlossen', level: 1 })).toBeVisible();
  await openInDossier(orderer, placed);
  await expect(orderer.getByText(/fragt Position \d nochmals: .* war an Lager und ist nun auf Bestellung/)).toBeVisible();

  await putInCart(orderer, PAPER);
  await openCart(orderer);
  await expect(articleRow(orderer, PAPER).getByText('Auf Bestellung', { exact: true })).toBeVisible();
  await audit(orderer, 'warenkorb-auf-bestellung');
});

test('a page that shows an old price decides nothing, and says what has changed', async ({ signedIn, hasScripts, portal, troubles }) => {
  if (hasScripts) troubles.expect(409, '/api/decide');
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const approver = await signedIn(APPROVER);
  const placed = await order(orderer, { lines: [[PAPER, 2]] });
  await openForRelease(approver, placed);
  portal.importArticle(paper(570));
  await release(approver, PAPER);
  await expect(approver.getByRole('alert').first()).toContainText('Position 1 ist nicht mehr, was auf Ihrem Bildschirm stand.');
  await expect(card(approver, PAPER)).toContainText('Seit der Bestellung hat sich der Preis geändert: 5.60 → 5.70');
  await audit(approver, 'freigabe-anderer-preis');

  portal.importArticle(paper(570, 'discontinued'));
  await open(approver, `/freigaben/${placed.id}`);
  await expect(card(approver, PAPER)).toContainText('Nicht mehr lieferbar.');
  await expect(approver.getByRole('button', { name: /^(Alle freigeben|Freigeben)/ })).toHaveCount(0);
  await audit(approver, 'freigabe-nicht-mehr-lieferbar');
});

test('what became too dear after an order went on is decided by whoever has it', async ({ signedIn, portal }) => {
  const approver = await signedIn(APPROVER);
  await setLimit(approver, APPROVER.name, '50', SECOND_APPROVER.name);
  const placed = await order(await signedIn(ALWAYS_REVIEWED), { lines: [[PAPER, 10], [CHAIR, 1]] });
  await openForRelease(approver, placed);
  await approver.getByRole('button', { name: 'Alle freigeben und an Thomas Keller weitergeben' }).click();
  await expect(approver.getByRole('heading', { name: 'Freigegeben und weitergegeben', level: 1 })).toBeVisible();

  portal.importArticle(paper(760));
  const superior = await signedIn(SECOND_APPROVER);
  await openForRelease(superior, placed);
  await superior.getByRole('button', { name: 'Bestätigen und an den Lieferanten übermitteln' }).click();
  await expect(superior.getByText('Eine Position ist nochmals zu entscheiden.')).toBeVisible();
  await expect(card(superior, PAPER)).toContainText('5.60 → 7.60 pro Einheit (+35.7 %)');
  await expect(superior.getByRole('button', { name: /^Bestätigen/ })).toHaveCount(0);
  await audit(superior, 'nochmals-nach-weitergabe');
  await release(superior, PAPER);
  await expect(superior.getByRole('heading', { name: 'Freigabe abgeschlossen', level: 1 })).toBeVisible();
});

test('the customer sets how much dearer is borne', async ({ signedIn }) => {
  const approver = await signedIn(APPROVER);
  await open(approver, '/konto/freigaberegeln');
  const percent = approver.getByLabel('Teurer um höchstens (Prozent)');
  const row = await openRule(approver, 'Preise bis zur Übermittlung');
  await expect(row).toContainText('bis 2 % teurer');
  const save = row.getByRole('button', { name: 'Speichern' });
  await expect(percent).toHaveValue('2');
  await percent.fill('500');
  await save.click();
  await expect(approver.getByRole('alert').first()).toContainText('Eine ganze Zahl von 0 bis 100.');
  await expect(percent).toBeVisible();
  await expect(percent).toHaveValue('500');
  await audit(approver, 'freigaberegeln-toleranz-falsch');
  await percent.fill('5');
  await save.click();
  await expect(approver.getByText('Die Grenze ist gespeichert.')).toBeVisible();
  await expect(row).toContainText('bis 5 % teurer');
  await openRule(approver, 'Preise bis zur Übermittlung');
  await expect(percent).toHaveValue('5');
  await percent.fill('0');
  await save.click();
  await expect(row).toContainText('Bei jeder Erhöhung wird gefragt');
});
