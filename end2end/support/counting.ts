// How much somebody has to do.
import type { BrowserContext } from '@playwright/test';

declare global {
  interface Window {
    countInput(kind: keyof Counted): void;
  }
}

interface Counted {
  click: number;
  keydown: number;
}

/** Counts clicks and keys in a browser from its next page on, as the pages hear them; what a key makes of itself is no click. */
export async function countInput(context: BrowserContext): Promise<Counted> {
  const counted: Counted = { click: 0, keydown: 0 };
  await context.exposeBinding('countInput', (_source, kind: keyof Counted) => {
    counted[kind] += 1;
  });
  await context.addInitScript(() => {
    window.addEventListener('click', ({ isTrusted, detail }) => isTrusted && detail > 0 && window.countInput('click'), true);
    window.addEventListener('keydown', ({ isTrusted }) => isTrusted && window.countInput('keydown'), true);
  });
  return counted;
}
