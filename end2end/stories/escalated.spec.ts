// An order that has waited for too long is shown to others as well: whoever is first decides.
import { audit } from '../support/audit';
import { openForRelease, openInDossier, type Order, orderRow } from '../support/ordering';
import { expect, test } from '../support/page';
import { ALWAYS_REVIEWED, APPROVER, goTo, SECOND_APPROVER } from '../support/people';
import { open } from '../support/scripts';

test('both approvers decide on what was shown to the second one, each seeing what the other has done', async ({ signedIn }) => {
  // The demo has one that nobody has decided on for hours.
  const orderer = await signedIn(ALWAYS_REVIEWED);
  await goTo(orderer, 'Kundendossier');
  const row = orderer.getByRole('row').filter({ hasText: `Auch vorgelegt: ${SECOND_APPROVER.name}` });
  await expect(row).toContainText('bei Claudia Meier');
  await audit(orderer, 'kundendossier-vorgelegt');
  await row.getByRole('link').click();
  const heading = orderer.getByRole('heading', { name: /^Bestellung \d+/, level: 1 });
  await expect(heading).toContainText('Wartet auf Freigabe');
  await expect(orderer.getByText('hat Claudia Meier erinnert, weil die Bestellung wartet')).toBeVisible();
  await expect(orderer.getByText('weil Claudia Meier noch nicht entschieden hat')).toBeVisible();
  await audit(orderer, 'bestellung-vorgelegt');
  const number = Number((await heading.innerText()).match(/\d+/)![0]);
  const waiting: Order = { number, id: new URL(orderer.url()).pathname.split('/')[2]! };

  const second = await signedIn(SECOND_APPROVER);
  await goTo(second, 'Freigaben');
  await expect(orderRow(second, waiting)).toBeVisible();
  await expect(orderRow(second, waiting)).not.toContainText('in Vertretung');
  await openForRelease(second, waiting);
  await expect(second.getByText('Diese Bestellung wartet schon lange auf Claudia Meier. Darum dürfen auch Sie entscheiden.')).toBeVisible();
  await audit(second, 'freigeben-vorgelegt');

  const first = await signedIn(APPROVER);
  await openForRelease(first, waiting);
  await expect(first.getByText('Darum dürfen auch Sie entscheiden.')).toHaveCount(0);
  const one = first.getByRole('article').first();
  await one.getByRole('button', { name: 'Freigeben', exact: true }).click();
  await expect(one).toContainText('Freigegeben');

  await open(second, `/freigaben/${waiting.id}`);
  await expect(second.getByRole('article').first()).toContainText('Claudia Meier');
  await second.getByRole('button', { name: 'Alle freigeben und übermitteln' }).click();
  await expect(second.getByRole('heading', { name: 'Freigabe abgeschlossen', level: 1 })).toBeVisible();
  for (const page of [first, second]) {
    await open(page, '/freigaben');
    await expect(orderRow(page, waiting)).toHaveCount(0);
  }
  await openInDossier(orderer, waiting);
  await expect(heading).toContainText('Beim Lieferanten');
  await expect(orderer.getByText('in Vertretung von Claudia Meier')).toHaveCount(0);
});
