// What a mail looks like where most are read.
import { CHAIR, order, PAPER } from '../support/ordering';
import { expect, test } from '../support/page';
import { ALWAYS_REVIEWED, APPROVER } from '../support/people';

test('a mail fits on a phone and keeps off its edges, and a thumb finds its button', async ({ signedIn, visitor, portal }) => {
  const orderer = await signedIn(ALWAYS_REVIEWED);
  const placed = await order(orderer, { lines: [[PAPER, 9999], [CHAIR, 9999]], reference: 'Arbeitsplatzausstattungsreferenz', note: 'Bitte bis Freitag.' });
  const wanted = { to: APPROVER.userName, subject: `Bestellung ${placed.number} von Luca Steiner: bitte freigeben` };
  const mail = await portal.mails.waitFor(wanted);
  const page = await visitor();
  for (const width of [320, 390, 1280]) {
    await page.setViewportSize({ width, height: 780 });
    await page.setContent(mail.html);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `at ${width} pixels`).toBe(width);
    const words = [page.getByText('Freigabe', { exact: true }), page.getByRole('heading', { level: 1 }), page.getByText(/^Sie erhalten diese Nachricht/)];
    for (const shown of words) {
      const { x, width: length } = (await shown.boundingBox())!;
      expect(x).toBeGreaterThanOrEqual(16);
      expect(x + length).toBeLessThanOrEqual(width - 16);
    }
    expect((await page.getByRole('link').boundingBox())!.height).toBeGreaterThanOrEqual(44);
  }
});
