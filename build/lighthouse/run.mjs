// Lighthouse over every page, as a phone on a slow line sees it (4 times slower processor, 1.6 Mbit/s), with people of the demo signed in:
//   node build/lighthouse/run.mjs SERVER SITE > docs/lighthouse.md
// The baseline of what scripts cost is the same page in the same run with scripts blocked.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import lighthouse, { defaultConfig } from 'lighthouse';
import puppeteer from 'puppeteer-core';
import { start } from '../portal.mjs';

const CHROMIUM = '/usr/bin/chromium-headless-shell';
const PASSWORD = 'freigabe-demo';
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const TARGETS = { performance: 95, accessibility: 100, 'best-practices': 100 };

/** Who opens which pages. A pattern is the first link of that form on the page before it. */
const VISITS = [
  { who: undefined, pages: ['/anmelden', '/passwort-vergessen'] },
  {
    who: 'sortiment@muster.example',
    pages: ['/shop', /^\/shop\/artikel\//, '/warenkorb', '/kundendossier', /^\/kundendossier\/[0-9a-f-]+$/, '/konto', '/konto/profil'],
  },
  {
    who: 'freigeber@muster.example',
    pages: [
      '/freigaben',
      /^\/freigaben\/[0-9a-f-]+$/,
      '/konto/logins',
      /^\/konto\/logins\/[0-9a-f-]+$/,
      '/konto/logins/neu',
      '/konto/freigaberegeln',
      '/konto/zahlen',
      '/konto/mails',
      '/zweiter-faktor',
    ],
  },
  {
    who: 'lieferant@ofrex.example',
    pages: ['/lieferant', /^\/lieferant\/auftraege\//, '/lieferant/kunden', /^\/lieferant\/kunden\/[0-9a-f-]+$/, '/lieferant/kunden/neu', '/lieferant/versandkosten', '/lieferant/mails'],
  },
];

async function main([binary, site]) {
  if (!binary || !site) throw new Error('usage: node run.mjs SERVER SITE');
  const data = await mkdtemp(join(tmpdir(), 'freigabe-lighthouse-'));
  const portal = await start(binary, site, data);
  const browser = await puppeteer.launch({ executablePath: CHROMIUM, args: QUIET, headless: 'shell' });
  try {
    const rows = [];
    for (const visit of VISITS) rows.push(...(await look(browser, portal.origin, visit)));
    process.stdout.write(report(rows));
  } finally {
    await browser.close();
    portal.process.kill('SIGKILL');
    await rm(data, { recursive: true, force: true });
  }
}

/** Everything that one person opens, in a browser profile of their own. */
async function look(browser, origin, { who, pages }) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.goto(`${origin}/anmelden`, { waitUntil: 'networkidle0' });
  if (who) await signIn(page, who);
  const rows = [];
  let links = [];
  for (const wanted of pages) {
    const path = typeof wanted === 'string' ? wanted : links.find((link) => wanted.test(link));
    if (!path) throw new Error(`no link ${wanted} on the page before it`);
    const name = typeof wanted === 'string' ? wanted : path.replace(/[^/]+$/, '…');
    const without = await measure(page, origin + path, { blockedUrlPatterns: ['*.js', '*.wasm'], onlyCategories: ['performance'] });
    rows.push({ name, ...(await measure(page, origin + path, {})), paintWithout: without.paint });
    process.stderr.write(`${name}\n`);
    // Never idle: a page that is signed in keeps listening.
    await page.goto(origin + path, { waitUntil: 'load' });
    links = await page.$$eval('a[href]', (found) => found.map((link) => new URL(link.href).pathname));
  }
  await context.close();
  return rows;
}

async function signIn(page, who) {
  await page.type('input[name="form[user_name]"]', who);
  await page.type('input[name="form[password]"]', PASSWORD);
  await Promise.all([page.waitForFunction(() => location.pathname !== '/anmelden'), page.keyboard.press('Enter')]);
}

/** Scores from 0 to 100, and milliseconds. */
async function measure(page, url, more) {
  const flags = { disableStorageReset: true, logLevel: 'error', onlyCategories: Object.keys(TARGETS), ...more };
  const { lhr } = await lighthouse(url, flags, defaultConfig, page);
  if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
  const arrived = new URL(lhr.finalDisplayedUrl).pathname;
  if (arrived !== new URL(url).pathname) throw new Error(`${url} led to ${arrived}`);
  const scores = Object.fromEntries(Object.entries(lhr.categories).map(([name, { score }]) => [name, Math.round(score * 100)]));
  const faults = Object.values(lhr.categories).flatMap(({ id, auditRefs }) =>
    auditRefs
      .filter(({ id: audit, weight }) => id !== 'performance' && weight > 0 && (lhr.audits[audit].score ?? 1) < 1)
      .map(({ id: audit }) => audit),
  );
  return {
    scores,
    faults,
    paint: lhr.audits['first-contentful-paint'].numericValue,
    interactive: lhr.audits.interactive.numericValue,
  };
}

function report(rows) {
  const ratio = (value, baseline) => (value / baseline).toFixed(2);
  const line = ({ name, scores, paint, paintWithout, interactive }) =>
    `| ${name} | ${scores.performance} | ${scores.accessibility} | ${scores['best-practices']} | ${ratio(paint, paintWithout)} | ${ratio(interactive, paintWithout)} |`;
  const missed = rows.flatMap(({ name, scores, faults }) =>
    Object.entries(TARGETS)
      .filter(([category, target]) => scores[category] < target)
      .map(([category, target]) => `- ${name}: ${category} ${scores[category]} instead of ${target}${faults.length ? ` (${faults.join(', ')})` : ''}`),
  );
  return `# Lighthouse

Written by \`make lighthouse\` on ${new Date().toISOString().slice(0, 10)}: Lighthouse as a phone, with its simulated slow line (1.6 Mbit/s, 150 ms) and a processor four times
slower, every page with an empty cache. Targets: performance ${TARGETS.performance}, accessibility ${TARGETS.accessibility}, best practices ${TARGETS['best-practices']}.

The last two columns compare with the first paint of the same page with scripts blocked: the first paint with scripts, and the time until
nothing keeps the page from answering (what is there works before that, without scripts).

| Page | Performance | Accessibility | Best practices | First paint | Interactive |
|---|---|---|---|---|---|
${rows.map(line).join('\n')}

${missed.length ? `Missed:\n\n${missed.join('\n')}` : 'All targets are met.'}
`;
}

await main(process.argv.slice(2));
