// What orderers know before they send an order, and while it waits.
import { audit } from '../support/audit';
import { linkIn } from '../support/mails';
import { articleRow, CHAIR, lineOf, openCart, order, PAPER, putInCart, summary } from '../support/ordering';
import { expect, test } from '../support/page';
import { ALWAYS_REVIEWED, APPROVER, goTo, REVIEWED_OUTSIDE, UNRESTRICTED } from '../support/people';
import { enterAbsence } from '../support/rules';
import { open } from '../support/scripts';

const DAY = String.raw`\p{L}+, \d\d\.\d\d\.\d{4}`;
const IF_RELEASED = new RegExp(`Lieferung\\s*${DAY}\\s*Wenn ((heute|morgen) )?bis .*\\d\\d:\\d\\d freigegeben`, 'u');
const IF_SENT = new RegExp(`Lieferung\\s*${DAY}\\s*Wenn ((heute|morgen) )?bis .*\\d\\d:\\d\\d abgeschickt`, 'u');

test('the order form says before sending why, who decides, how soon, and when it is delivered', async ({ signedIn }) => {
  const page = await signedIn(REVIEWED_OUTSIDE);
  await putInCart(page, PAPER, 2);
  await putInCart(page, CHAIR);
  await openCart(page);
  const sums = summary(page);
  await expect(sums).toContainText('Ausserhalb Kundensortiment');
  await expect(sums).toContainText(/Entscheidet\s*Claudia Meier\s*Meist innert 4 Std\./);
  await expect(sums).toContainText(IF_RELEASED);
  await audit(page, 'warenkorb-ausblick');

  await page.getByRole('button', { name: `${CHAIR.name} entfernen` }).click();
  await expect(sums).toContainText('Die Bestellung geht sofort an den Lieferanten.');
  await expect(sums).not.toContainText('Entscheidet');
  await expect(sums).toContainText(IF_SENT);
  await page.getByRole('button', { name: /^Rückgängig/ }).click();
  await expect(articleRow(page, CHAIR)).toContainText('Ausserhalb Kundensortiment');
  await expect(sums).toContainText(IF_RELEASED);

  const approver = await signedIn(APPROVER);
  await open(approver, '/konto/freigaberegeln');
  await enterAbsence(approver, 'Thomas Keller');
  await expect(approver.getByText('Die Vertretung ist eingetragen.')).toBeVisible();
  await open(page, '/warenkorb');
  await expect(sums).toContainText(/Entscheidet\s*Thomas Keller\s*In Vertretung von Claudia Meier, bis \d\d\.\d\d\.\d{4}/);
  await expect(sums).not.toContainText('Meist innert');
  await audit(page, 'warenkorb-ausblick-vertretung');

  const free = await signedIn(UNRESTRICTED);
  await putInCart(free, CHAIR);
  await openCart(free);
  await expect(summary(free)).toContainText('Die Bestellung geht sofort an den Lieferanten.');
  await expect(summary(free)).not.toContainText('Lieferung');
});

test('once the cut-off has passed, an open cart asks for the day that is promised then', async ({ signedIn, hasScripts }) => {
  const page = await signedIn(ALWAYS_REVIEWED);
  await putInCart(page, PAPER);
  if (hasScripts) await page.clock.install();
  await open(page, '/warenkorb');
  await expect(summary(page)).toContainText(IF_RELEASED);
  if (hasScripts) {
    const asked = page.waitForResponse('**/api/load_cart*');
    // No cut-off is further away than over Christmas.
    await page.clock.fastForward(7 * 86_400_000);
    expect((await asked).ok()).toBe(true);
  }
  await expect(summary(page)).toContainText(IF_RELEASED);
});

test('the dossier says who has an order and since when, and its orderer asks after it', async ({ signedIn, portal }) => {
  const page = await signedIn(ALWAYS_REVIEWED);
  await goTo(page, 'Kundendossier');
  const row = page.getByRole('row').filter({ hasText: 'Teilweise entschieden' });
  await expect(row).toContainText(/bei Claudia Meier\s*seit \d\d\.\d\d\.\d{4}, \d\d:\d\d/);
  await audit(page, 'kundendossier-wartend');
  await row.getByRole('link').click();
  await expect(page.getByText(/^Bei Claudia Meier seit \d\d\.\d\d\.\d{4}/)).toBeVisible();
  const steps = page.getByRole('list').filter({ hasText: 'hat die Bestellung zur Freigabe' }).getByRole('listitem');
  await expect(steps.filter({ hasText: 'Claudia Meier hat 2 Positionen freigegeben' })).toHaveCount(1);
  await expect(steps.filter({ hasText: 'hat die Bestellung zur Freigabe' })).toHaveAttribute('aria-current', 'step');
  await expect(steps.last()).toContainText(/Noch offen: Lieferung\s*Frühestens/);
  await audit(page, 'bestellung-wartet');

  await page.getByRole('button', { name: 'Nachfragen' }).dblclick();
  await expect(page.getByText(/^Zuletzt nachgefragt: .* Wieder möglich ab \d\d\.\d\d\.\d{4}, \d\d:\d\d\.$/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Nachfragen' })).toHaveCount(0);
  await expect(steps.filter({ hasText: 'Luca Steiner hat bei Claudia Meier nachgefragt' })).toHaveCount(1);
  await audit(page, 'bestellung-nachgefragt');
  const number = (await page.getByRole('heading', { level: 1 }).innerText()).match(/\d+/)![0];
  const reminder = { to: APPROVER.userName, subject: `Bestellung ${number}: Luca Steiner fragt nach` };
  const mail = await portal.mails.waitFor(reminder);

  const approver = await signedIn(APPROVER);
  await open(approver, linkIn(mail, '/freigaben/'));
  await approver.getByRole('button', { name: 'Alle freigeben' }).click();
  await expect(approver.getByRole('heading', { name: 'Freigabe abgeschlossen', level: 1 })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('list').filter({ hasText: 'Noch offen: Annahme durch den Lieferanten' }).getByRole('listitem').last()).toContainText(
    /Lieferung\s*Voraussichtlich/,
  );
  await expect(page.getByText('Nachfragen')).toHaveCount(0);
  await audit(page, 'bestellung-uebermittelt');
  expect(portal.mails.of(reminder)).toHaveLength(1);
});

test('on a phone the first screen of an order says who has it, what it costs, when it comes, and what it is about', async ({ signedIn }) => {
  const page = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(page, { lines: [[PAPER, 5], [CHAIR, 1]], reference: 'Archiv', note: 'Für die Ablage der Abschlüsse.' });
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, `/kundendossier/${placed.id}`);
  for (const seen of [
    page.getByRole('heading', { name: `Bestellung ${placed.number} Wartet auf Freigabe`, level: 1 }),
    page.getByText(/^Bei Claudia Meier seit/),
    page.getByRole('term').filter({ hasText: 'Total CHF' }).first(),
    page.getByRole('definition').filter({ hasText: new RegExp(`^Frühestens ${DAY}$`, 'u') }),
    lineOf(page, PAPER),
  ]) {
    await expect(seen).toBeInViewport({ ratio: 1 });
  }
});
