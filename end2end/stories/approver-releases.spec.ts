// The approver decides, and the orderer reads the result.
import type { Locator, Page } from '@playwright/test';
import { audit } from '../support/audit';
import { linkIn } from '../support/mails';
import {
  amount,
  type Article,
  card,
  CHAIR,
  lineOf,
  openForRelease,
  openInDossier,
  order,
  type Order,
  orderRow,
  PAPER,
  reject,
  releaseAll,
  summary,
  WHITEBOARD,
} from '../support/ordering';
import { expect, test } from '../support/page';
import { ALWAYS_REVIEWED, APPROVER, goTo, REVIEWED_OUTSIDE, SECOND_APPROVER, signIn } from '../support/people';
import { open, openBeforeScripts, SCRIPTED } from '../support/scripts';

test('the approver follows the link out of the mail, signs in and decides line by line', async ({ signedIn, visitor, portal }) => {
  const orderer = await signedIn(REVIEWED_OUTSIDE);
  const placed = await order(orderer, {
    lines: [[PAPER, 10], [CHAIR, 1], [WHITEBOARD, 1]],
    note: 'Für das Zimmer der neuen Mitarbeiterin.',
  });
  const mail = await portal.mails.waitFor({ to: APPROVER.userName, subject: `Bestellung ${placed.number} von Sarah Huber: bitte freigeben` });
  const link = linkIn(mail, '/freigaben/');

  const page = await visitor();
  await open(page, link);
  await expect(page.getByRole('heading', { name: 'Anmelden', level: 1 })).toBeVisible();
  await signIn(page, APPROVER);
  await expect(page).toHaveURL(link);
  await expect(page.getByRole('heading', { name: `Bestellung ${placed.number} freigeben`, level: 1 })).toContainText('Wartet auf Freigabe');
  await expect(page.getByText('Für das Zimmer der neuen Mitarbeiterin.')).toBeVisible();
  await expect(card(page, CHAIR)).toContainText('Ausserhalb Kundensortiment');
  await expect(card(page, PAPER)).toHaveCount(0);
  await expect(lineOf(page, PAPER)).toContainText('Ohne Freigabe');
  await expect(summary(page)).toContainText('2 von 3 Positionen offen');

  await card(page, CHAIR).getByRole('button', { name: 'Freigeben' }).click();
  await expect(card(page, CHAIR)).toContainText('Freigegeben');
  await expect(card(page, CHAIR)).toContainText('Claudia Meier');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Teilweise entschieden');
  await expect(summary(page)).toContainText('1 von 3 Positionen offen');

  await reject(page, WHITEBOARD, 'Im Sitzungszimmer hängt schon eines.');
  await expect(page.getByRole('heading', { name: 'Freigabe abgeschlossen', level: 1 })).toBeVisible();
  await expect(page.getByText('wurde an den Lieferanten übermittelt')).toBeVisible();
  await expect(lineOf(page, CHAIR)).toContainText('Freigegeben');
  await expect(lineOf(page, WHITEBOARD)).toContainText('Im Sitzungszimmer hängt schon eines.');
  await expect(amount(page.getByRole('main'), 'Total CHF')).toHaveText('545.91');

  const result = await portal.mails.waitFor({ to: REVIEWED_OUTSIDE.userName, subject: `Ihre Bestellung ${placed.number} ist teilweise freigegeben` });
  expect(result.text).toContain('Im Sitzungszimmer hängt schon eines.');
  await open(orderer, linkIn(result, '/kundendossier/'));
  await expect(orderer.getByRole('heading', { level: 1 })).toContainText('Beim Lieferanten');
  await expect(lineOf(orderer, CHAIR)).toContainText('Freigegeben');
  await expect(lineOf(orderer, WHITEBOARD)).toContainText('Abgelehnt');
  await expect(lineOf(orderer, WHITEBOARD)).toContainText('Grund: Im Sitzungszimmer hängt schon eines.');
  await expect(orderer.getByText('hat die Bestellung an den Lieferanten übermittelt')).toBeVisible();
});

test('"Alle freigeben" releases what is left, and the order leaves the queue', async ({ signedIn, portal }) => {
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(orderer, { lines: [[PAPER, 4], [CHAIR, 1]] });
  const page = await signedIn(APPROVER);
  await goTo(page, 'Freigaben');
  await expect(orderRow(page, placed)).toContainText('Offene Positionen: 2');
  await releaseAll(page, placed);
  await expect(lineOf(page, PAPER)).toContainText('Freigegeben');
  await expect(lineOf(page, CHAIR)).toContainText('Freigegeben');
  await page.getByRole('link', { name: 'Zu den Freigaben' }).click();
  await expect(page.getByRole('heading', { name: 'Freigaben', level: 1 })).toBeVisible();
  await expect(orderRow(page, placed)).toHaveCount(0);

  await portal.mails.waitFor({ to: ALWAYS_REVIEWED.userName, subject: `Ihre Bestellung ${placed.number} ist freigegeben` });
  await openInDossier(orderer, placed);
  await expect(orderer.getByRole('heading', { level: 1 })).toContainText('Beim Lieferanten');
});

test('an order of which every line is rejected goes nowhere', async ({ signedIn, portal }) => {
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(orderer, { lines: [[CHAIR, 1]] });
  const page = await signedIn(APPROVER);
  await openForRelease(page, placed);
  await reject(page, CHAIR);
  await expect(page.getByRole('heading', { name: 'Freigabe abgeschlossen', level: 1 })).toBeVisible();
  await expect(page.getByText('wurde vollständig abgelehnt')).toBeVisible();

  await portal.mails.waitFor({ to: ALWAYS_REVIEWED.userName, subject: `Ihre Bestellung ${placed.number} wurde abgelehnt` });
  await openInDossier(orderer, placed);
  await expect(orderer.getByRole('heading', { level: 1 })).toContainText('Abgelehnt');
  await expect(orderer.getByText('Auftragsnummer')).toHaveCount(0);
});

test('in a tab that has grown old the screen says who was first and shows the present state', async ({ signedIn, hasScripts, troubles }) => {
  troubles.expect(409, '/api/decide');
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(orderer, { lines: [[PAPER, 4], [CHAIR, 1]] });
  const first = await signedIn(APPROVER);
  await openForRelease(first, placed);
  const second = await first.context().newPage();
  await open(second, first.url());

  await card(first, CHAIR).getByRole('button', { name: 'Freigeben' }).click();
  await expect(card(first, CHAIR)).toContainText('Freigegeben');
  await reject(second, CHAIR, 'Zu teuer.');
  await expect(second.getByRole('alert')).toContainText(/Claudia Meier hat am .* schon entschieden/);
  await expect(card(second, CHAIR)).toContainText('Freigegeben');
  // What was written is no reason now, and can still be read where it was written.
  if (hasScripts) await expect(card(second, CHAIR)).toContainText('Nicht gesendet: «Zu teuer.»');
  else await expect(card(second, CHAIR)).not.toContainText('Zu teuer.');

  await card(first, PAPER).getByRole('button', { name: 'Freigeben' }).click();
  await expect(first.getByRole('heading', { name: 'Freigabe abgeschlossen', level: 1 })).toBeVisible();
  await reject(second, PAPER, 'Haben wir noch.');
  await expect(second.getByRole('alert')).toContainText(/schon entschieden|wartet nicht mehr/);
  await expect(second.getByRole('heading', { level: 1 })).toContainText('Beim Lieferanten');
  await second.getByRole('link', { name: 'Zum Ergebnis' }).click();
  await expect(second.getByRole('heading', { name: 'Freigabe abgeschlossen', level: 1 })).toBeVisible();
});

test('only the approver in charge may decide, and nobody can look at what is not for them', async ({ signedIn, troubles }) => {
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(orderer, { lines: [[CHAIR, 1]] });
  troubles.expect(404, `/freigaben/${placed.id}`);
  for (const person of [SECOND_APPROVER, ALWAYS_REVIEWED]) {
    const page = await signedIn(person);
    await open(page, `/freigaben/${placed.id}`);
    await expect(page.getByRole('heading', { name: 'Diese Seite gibt es nicht' })).toBeVisible();
  }
});

/** The box in the row of an order. */
function boxOf(page: Page, { number }: Order): Locator {
  return page.getByRole('checkbox', { name: `Bestellung ${number} auswählen` });
}

/** What the summary shows of an order. */
function summedUp(page: Page, { number }: Order): Locator {
  return page.getByRole('region', { name: `Bestellung ${number}`, exact: true });
}

test('several orders are released at once, but for the one that is decided meanwhile', async ({ signedIn, hasScripts, portal }) => {
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const first = await order(orderer, { lines: [[PAPER, 4], [CHAIR, 1]], note: 'Für den Empfang.' });
  const second = await order(orderer, { lines: [[PAPER, 2]] });
  const third = await order(orderer, { lines: [[WHITEBOARD, 1]] });
  const page = await signedIn(APPROVER);
  await goTo(page, 'Freigaben');
  await page.getByRole('button', { name: 'Ausgewählte freigeben' }).click();
  await expect(page.getByRole('heading', { name: 'Keine Bestellung ausgewählt' })).toBeVisible();
  await page.getByRole('link', { name: 'Zu den Freigaben' }).click();

  for (const placed of [first, second, third]) await boxOf(page, placed).check();
  if (hasScripts) await expect(page.getByText('Ausgewählt: 3')).toBeVisible();
  await page.getByRole('button', { name: 'Ausgewählte freigeben' }).click();
  await expect(page.getByRole('heading', { name: 'Sammelfreigabe', level: 1 })).toBeVisible();
  await expect(summedUp(page, first)).toContainText('Für den Empfang.');
  await expect(summedUp(page, first)).toContainText(CHAIR.name);
  await expect(summedUp(page, third)).toContainText('Bestellungen dieser Person werden geprüft');
  const release = page.getByRole('button', { name: /^3 Bestellungen freigeben und übermitteln · CHF / });
  await expect(release).toBeVisible();
  await audit(page, 'sammelfreigabe');

  const other = await page.context().newPage();
  await open(other, `/freigaben/${third.id}`);
  await reject(other, WHITEBOARD, 'Im Sitzungszimmer hängt schon eines.');
  await expect(other.getByRole('heading', { name: 'Freigabe abgeschlossen', level: 1 })).toBeVisible();

  await release.click();
  await expect(page.getByRole('heading', { name: 'Freigaben', level: 1 })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: '2 Bestellungen freigegeben.' })).toContainText('1 blieb, wie sie ist');
  for (const placed of [first, second, third]) await expect(orderRow(page, placed)).toHaveCount(0);
  for (const { number } of [first, second]) {
    await portal.mails.waitFor({ to: ALWAYS_REVIEWED.userName, subject: `Ihre Bestellung ${number} ist freigegeben` });
  }
});

test('what only scripts can do is offered only where they run', async ({ signedIn, hasScripts }) => {
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(orderer, { lines: [[PAPER, 1]] });
  const page = await signedIn(APPROVER);
  await goTo(page, 'Freigaben');
  await expect(boxOf(page, placed)).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'Alle auf dieser Seite auswählen' })).toBeVisible({ visible: hasScripts });
  await expect(page.getByRole('button', { name: /^Tastatur/ })).toBeVisible({ visible: hasScripts });
  await openForRelease(page, placed);
  await expect(card(page, PAPER)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Tastatur/ })).toBeVisible({ visible: hasScripts });
});

test('what is ticked and chosen in the queue before the scripts run stays', { tag: SCRIPTED }, async ({ signedIn }) => {
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const first = await order(orderer, { lines: [[PAPER, 1]] });
  const second = await order(orderer, { lines: [[PAPER, 2]] });
  const page = await signedIn(APPROVER);
  const runScripts = await openBeforeScripts(page, '/freigaben');
  await boxOf(page, first).check();
  const reason = page.getByLabel('Warum', { exact: true });
  await reason.selectOption({ index: 1 });
  const chosen = await reason.inputValue();
  expect(chosen).not.toBe('');
  await runScripts();
  await expect(page.getByText('Ausgewählt: 1')).toBeVisible();
  await expect(boxOf(page, first)).toBeChecked();
  await expect(boxOf(page, second)).not.toBeChecked();
  await expect(reason).toHaveValue(chosen);

  // Once it has been asked for, the list that is asked for without it shows that.
  await page.getByRole('button', { name: 'Anzeigen' }).click();
  await page.getByRole('link', { name: 'Alle Freigaben zeigen' }).click();
  await expect(reason).toHaveValue('');
});

test('all orders of a page are selected by one box', { tag: SCRIPTED }, async ({ signedIn }) => {
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(orderer, { lines: [[PAPER, 1]] });
  const page = await signedIn(APPROVER);
  await goTo(page, 'Freigaben');
  const all = page.getByRole('checkbox', { name: 'Alle auf dieser Seite auswählen' });
  await all.check();
  await expect(boxOf(page, placed)).toBeChecked();
  await boxOf(page, placed).uncheck();
  await expect(all).not.toBeChecked();
});

test('the queue is worked through by keyboard', { tag: SCRIPTED }, async ({ signedIn }) => {
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const first = await order(orderer, { lines: [[PAPER, 1]] });
  const second = await order(orderer, { lines: [[CHAIR, 1]] });
  const page = await signedIn(APPROVER);
  await goTo(page, 'Freigaben');
  const hint = page.getByRole('button', { name: /^Tastatur/ });
  await expect(hint).toBeVisible();

  const keys = page.getByRole('dialog', { name: 'Mit der Tastatur' });
  await page.keyboard.press('?');
  await expect(keys).toContainText('Zur nächsten Bestellung');
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();
  await hint.click();
  await keys.getByRole('button', { name: 'Schliessen' }).click();

  // Both can still be delivered on their first day, and stand one below the other, the older one first.
  const link = ({ number }: Order) => page.getByRole('link', { name: `Bestellung ${number}`, exact: true });
  await link(first).focus();
  await page.keyboard.press('j');
  await expect(link(second)).toBeFocused();
  await page.keyboard.press('k');
  await expect(link(first)).toBeFocused();
  await page.keyboard.press('Control+x');
  await expect(boxOf(page, first)).not.toBeChecked();
  // What is ticked is done with, and the next one has the focus.
  await page.keyboard.press('x');
  await expect(boxOf(page, first)).toBeChecked();
  await expect(link(second)).toBeFocused();
  await page.keyboard.press('k');
  await page.keyboard.press('x');
  await expect(boxOf(page, first)).not.toBeChecked();
  await expect(link(second)).toBeFocused();
  await page.keyboard.press('k');

  await page.keyboard.press('f');
  await expect(summedUp(page, first)).toBeVisible();
  await expect(summedUp(page, second)).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^1 Bestellung freigeben/ })).toBeFocused();
  await page.getByRole('navigation', { name: 'Pfad' }).getByRole('link', { name: 'Freigaben' }).click();
  await link(second).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: `Bestellung ${second.number} freigeben`, level: 1 })).toBeVisible();

  // Neither key decides anything: the one leads to the button that does, the other asks for the reason first, here and from the queue.
  await page.keyboard.press('f');
  await expect(page.getByRole('button', { name: 'Alle freigeben und übermitteln' })).toBeFocused();
  await page.keyboard.press('a');
  await expect(card(page, CHAIR).getByLabel('Grund')).toBeFocused();
  await page.getByRole('navigation', { name: 'Pfad' }).getByRole('link', { name: 'Freigaben' }).click();
  await link(first).focus();
  await page.keyboard.press('a');
  await expect(page.getByRole('heading', { name: `Bestellung ${first.number} freigeben`, level: 1 })).toBeVisible();
  await expect(card(page, PAPER).getByLabel('Grund')).toBeFocused();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Wartet auf Freigabe');

  // Switched off, keys mean nothing, also after the page is loaded anew.
  await page.getByRole('navigation', { name: 'Pfad' }).getByRole('link', { name: 'Freigaben' }).click();
  await hint.click();
  await keys.getByRole('checkbox', { name: 'Tastenkürzel verwenden' }).uncheck();
  await audit(page, 'tastatur');
  await keys.getByRole('button', { name: 'Schliessen' }).click();
  await open(page, '/freigaben');
  await expect(hint).toContainText('aus');
  await link(first).focus();
  for (const key of ['j', 'x', 'a', 'f', '?']) await page.keyboard.press(key);
  await expect(link(first)).toBeFocused();
  await expect(boxOf(page, first)).not.toBeChecked();
  await expect(keys).toBeHidden();
});

test('the lines of an order are worked through by keyboard', { tag: SCRIPTED }, async ({ signedIn }) => {
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(orderer, { lines: [[PAPER, 1], [WHITEBOARD, 1], [CHAIR, 1]] });
  const page = await signedIn(APPROVER);
  await openForRelease(page, placed);
  const keys = page.getByRole('dialog', { name: 'Mit der Tastatur' });
  await expect(page.getByRole('button', { name: /^Tastatur/ })).toBeVisible();
  await page.keyboard.press('?');
  await expect(keys).toContainText('Zur nächsten offenen Position');
  await expect(keys).not.toContainText('Zur nächsten Bestellung');
  await audit(page, 'tastatur-bestellung');
  // What lies below the list is not worked through.
  await page.keyboard.press('j');
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();

  const line = (article: Article) => card(page, article).getByRole('link', { name: article.name, exact: true });
  await expect(line(PAPER)).not.toBeFocused();
  // Nor is a key lost that comes before the browser has taken the focus out of the closed list.
  await page.keyboard.press('?');
  await expect(keys).toBeVisible();
  const hadFocus = await keys.evaluate((list: HTMLDialogElement) => {
    list.close();
    const { activeElement } = document;
    activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true, cancelable: true }));
    return list.contains(activeElement);
  });
  expect(hadFocus, 'the list has the focus still').toBe(true);
  await expect(line(PAPER)).toBeFocused();
  await page.keyboard.press('j');
  await expect(line(WHITEBOARD)).toBeFocused();
  await card(page, WHITEBOARD).getByRole('button', { name: 'Freigeben', exact: true }).click();
  await expect(card(page, WHITEBOARD).getByRole('button', { name: /^Zurücknehmen/ })).toBeVisible();

  // What is decided is passed over, also from there; at the last line it ends.
  await line(PAPER).focus();
  await page.keyboard.press('j');
  await expect(line(CHAIR)).toBeFocused();
  await page.keyboard.press('j');
  await expect(line(CHAIR)).toBeFocused();
  await page.keyboard.press('k');
  await expect(line(PAPER)).toBeFocused();
  await line(WHITEBOARD).focus();
  await page.keyboard.press('j');
  await expect(line(CHAIR)).toBeFocused();

  // The reason is that of the line, and what is typed there is no key.
  await page.keyboard.press('a');
  await expect(card(page, CHAIR).getByLabel('Grund')).toBeFocused();
  await card(page, CHAIR).getByLabel('Erläuterung').fill('');
  await page.keyboard.type('jk');
  await expect(card(page, CHAIR).getByLabel('Erläuterung')).toHaveValue('jk');
  await expect(card(page, PAPER).getByRole('button', { name: 'Freigeben', exact: true })).toBeVisible();
});

test('a decision is taken back until the button that says that it hands the order over', async ({ signedIn, portal, hasScripts, troubles }) => {
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(orderer, { lines: [[PAPER, 4], [CHAIR, 1]] });
  const page = await signedIn(APPROVER);
  await openForRelease(page, placed);
  await expect(card(page, CHAIR).getByRole('button', { name: 'Freigeben', exact: true })).toBeVisible();
  await reject(page, CHAIR, 'Zu teuer.');
  await expect(card(page, CHAIR)).toContainText('Zu teuer.');
  await expect(card(page, PAPER).getByRole('button', { name: 'Freigeben und übermitteln' })).toBeVisible();
  await audit(page, 'freigeben-zuruecknehmen');

  // Another tab that has seen the decision hands nothing over once it is taken back.
  const old = await page.context().newPage();
  await open(old, page.url());
  await card(page, CHAIR).getByRole('button', { name: 'Zurücknehmen' }).click();
  await expect(card(page, CHAIR).getByRole('button', { name: 'Freigeben', exact: true })).toBeVisible();
  await expect(summary(page)).toContainText('2 von 2 Positionen offen');
  troubles.expect(409, '/api/decide');
  await card(old, PAPER).getByRole('button', { name: 'Freigeben und übermitteln' }).click();
  await expect(old.getByRole('alert')).toContainText('Position 2 ist wieder offen');
  await expect(summary(old)).toContainText('2 von 2 Positionen offen');

  if (!hasScripts) await page.reload();
  await page.getByRole('button', { name: 'Alle freigeben und übermitteln' }).click();
  await expect(page.getByRole('heading', { name: 'Freigabe abgeschlossen', level: 1 })).toBeVisible();
  await portal.mails.waitFor({ to: ALWAYS_REVIEWED.userName, subject: `Ihre Bestellung ${placed.number} ist freigegeben` });
  await openInDossier(orderer, placed);
  await expect(orderer.getByText('hat die Ablehnung von Position 2 zurückgenommen')).toBeVisible();
});

test('the queue begins with what is urgent, and is filtered and searched by its address', async ({ signedIn }) => {
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const colleague = await signedIn(REVIEWED_OUTSIDE);
  const first = await order(orderer, { lines: [[PAPER, 1]] });
  const second = await order(colleague, { lines: [[CHAIR, 1]] });
  const page = await signedIn(APPROVER);
  await goTo(page, 'Freigaben');
  await expect(orderRow(page, first)).toContainText(/freigeben: Lieferung \w+tag, \d\d\.\d\d\.\d{4}/);
  const all = await page.getByRole('row').allInnerTexts();
  const missed = all.findIndex((row) => row.includes('Erster Liefertag verpasst'));
  expect(missed).toBeGreaterThan(all.findIndex((row) => row.includes(`Bestellung ${first.number}`)));
  await audit(page, 'freigaben-dringlichkeit');

  await page.getByLabel('Besteller').selectOption({ label: 'Sarah Huber' });
  await page.getByRole('button', { name: 'Anzeigen' }).click();
  await expect(page).toHaveURL(/besteller=/);
  await expect(orderRow(page, first)).toHaveCount(0);
  await expect(orderRow(page, second)).toBeVisible();
  await page.getByRole('link', { name: 'Alle Freigaben zeigen' }).click();
  await expect(orderRow(page, first)).toBeVisible();
  await expect(page.getByLabel('Besteller')).toHaveValue('');
  await page.getByRole('searchbox', { name: 'Freigaben durchsuchen' }).fill('burodrehstuhl');
  await page.getByLabel('Warum').selectOption({ label: 'Ausserhalb Kundensortiment' });
  await page.getByRole('button', { name: 'Anzeigen' }).click();
  await expect(orderRow(page, second)).toBeVisible();
  await expect(orderRow(page, first)).toHaveCount(0);
  await page.getByRole('searchbox', { name: 'Freigaben durchsuchen' }).fill('gibt es nicht');
  await page.getByRole('button', { name: 'Anzeigen' }).click();
  await expect(page.getByRole('heading', { name: 'Keine wartende Bestellung passt zu «gibt es nicht»' })).toBeVisible();
});

test('on a phone everything that decides is big enough for a thumb', async ({ signedIn }) => {
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(orderer, { lines: [[PAPER, 4], [CHAIR, 1]] });
  const page = await signedIn(APPROVER);
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page, '/freigaben');
  const isBig = async (button: Locator) => {
    for (const each of await button.all()) {
      const box = await each.boundingBox();
      if (box) expect(box.height, await each.innerText()).toBeGreaterThanOrEqual(44);
    }
  };
  await isBig(page.getByRole('main').getByRole('button'));
  await isBig(page.getByRole('main').getByRole('combobox'));
  await open(page, `/freigaben/${placed.id}`);
  await card(page, CHAIR).getByText('Ablehnen', { exact: true }).click();
  await card(page, CHAIR).getByRole('button', { name: 'Position ablehnen' }).click();
  await expect(card(page, CHAIR).getByRole('button', { name: 'Zurücknehmen' })).toBeVisible();
  await isBig(page.getByRole('main').getByRole('button'));
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});
