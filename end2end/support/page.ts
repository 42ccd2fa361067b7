// What every story begins with.
import { expect, test as base, type BrowserContext, type Page } from '@playwright/test';
import { LastingPortal } from './lasting';
import { MEMORY } from './machine';
import { signIn, type Person } from './people';
import { openPortal, type Engine, type Portal } from './portal';
import { markScripts } from './scripts';
import { Troubles } from './troubles';

export { expect };

export interface Choice {
  /** The database engine under the portal. */
  engine: Engine;
}

interface Worker extends Choice {
  /** The portal that stays between stories, where they share one. */
  lasting: LastingPortal | undefined;
}

interface Stage {
  /** A portal of this story's own, with the demo data. */
  portal: Portal;
  /** Whether the browsers of this story run scripts. */
  hasScripts: boolean;
  /** What browsers complain of; the story fails at its end if there is anything unexpected. */
  troubles: Troubles;
  /** Opens a browser of its own for somebody who is not signed in. */
  visitor: () => Promise<Page>;
  /** Opens a browser of its own and signs somebody in. */
  signedIn: (person: Person) => Promise<Page>;
}

export const test = base.extend<Stage, Worker>({
  engine: ['sqlite', { option: true, scope: 'worker' }],

  lasting: [
    async ({ engine }, use) => {
      const lasting = MEMORY && engine === 'sqlite' ? await LastingPortal.open(MEMORY) : undefined;
      await use(lasting);
      await lasting?.close();
    },
    { scope: 'worker' },
  ],

  portal: async ({ engine, lasting }, use, testInfo) => {
    const portal = lasting?.next() ?? (await openPortal(engine));
    await use(portal);
    await portal.close();
    if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach('server.log', { body: portal.log(), contentType: 'text/plain' });
  },

  baseURL: async ({ portal }, use) => use(portal.url),

  extraHTTPHeaders: async ({ portal }, use) => use(portal.headers),

  hasScripts: async ({ javaScriptEnabled }, use) => use(javaScriptEnabled !== false),

  troubles: async ({ portal }, use) => {
    const troubles = new Troubles();
    await use(troubles);
    troubles.readLog(portal.log());
    troubles.check();
  },

  visitor: async ({ browser, hasScripts, troubles }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext();
      contexts.push(context);
      troubles.watch(context, hasScripts);
      markScripts(context, hasScripts);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },

  signedIn: async ({ visitor }, use) => {
    await use(async (person) => {
      const page = await visitor();
      await page.goto('/anmelden');
      await signIn(page, person);
      return page;
    });
  },

  context: async ({ context, hasScripts, troubles }, use) => {
    troubles.watch(context, hasScripts);
    markScripts(context, hasScripts);
    await use(context);
  },
});
