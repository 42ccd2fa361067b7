// What the supplier asks for a delivery.
import type { Locator, Page } from '@playwright/test';
import { goTo } from './people';

export const flat = (page: Page): Locator => page.getByLabel('Versandkosten, in CHF ohne MWST');
export const freeFrom = (page: Page): Locator => page.getByLabel('Kostenlos ab einem Warenwert von');

/** Sets what a delivery costs, and the amount of goods from which it costs nothing. */
export async function setFreight(supplier: Page, costs: string, free: string): Promise<void> {
  await goTo(supplier, 'Versandkosten');
  await flat(supplier).fill(costs);
  await freeFrom(supplier).fill(free);
  await supplier.getByRole('button', { name: 'Speichern' }).click();
}
