// How long the browser takes to show what a changed quantity makes of an order of 200 lines, as it is typed:
//   node end2end/bench/preview.mjs SERVER SITE
// Prints a row of the table in docs/benchmarks.md: how many times what it takes fits into five milliseconds.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { start } from '../../build/portal.mjs';

const CHROMIUM = '/usr/bin/chromium-headless-shell';
const LINES = 200;
const ROUNDS = 21;
const MOST = 5;

const [binary, site] = process.argv.slice(2);
if (!binary || !site) throw new Error('usage: node preview.mjs SERVER SITE');
const data = await mkdtemp(join(tmpdir(), 'freigabe-preview-'));
const { origin, process: server } = await start(binary, site, data);
try {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    report(await measure(await browser.newPage()));
  } finally {
    await browser.close();
  }
} finally {
  server.kill('SIGKILL');
  await rm(data, { recursive: true, force: true });
}

async function measure(page) {
  await page.goto(`${origin}/anmelden`);
  await page.getByLabel('Benutzername', { exact: true }).fill('sortiment@muster.example');
  await page.getByLabel('Passwort', { exact: true }).fill('freigabe-demo');
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await page.waitForURL(({ pathname }) => pathname !== '/anmelden');
  await fill(page);
  await page.goto(`${origin}/warenkorb`);
  await page.waitForFunction(() => document.documentElement.hasAttribute('data-hydrated'));
  const found = await page.getByRole('spinbutton').count();
  if (found !== LINES) throw new Error(`${found} lines in the cart`);
  return page.evaluate(type, ROUNDS);
}

/** Puts 200 articles into the cart, page by page of the shop. */
async function fill(page) {
  const numbers = new Set();
  for (let next = '/shop'; next && numbers.size < LINES; ) {
    await page.goto(origin + next);
    const here = await page.$$eval('a[href^="/shop/artikel/"]', (links) => links.map((link) => link.getAttribute('href').split('/').pop()));
    here.forEach((number) => numbers.add(number));
    next = await page.$$eval('a[href*="nach="]', (links) => links.map((link) => link.getAttribute('href')).pop());
  }
  await page.evaluate(async (wanted) => {
    for (const number of wanted) {
      const body = new URLSearchParams({ 'form[number]': number, 'form[quantity]': '2', 'form[back]': '' });
      const answer = await fetch('/api/add_to_cart', { method: 'POST', body, headers: { accept: 'application/json' } });
      if (!answer.ok) throw new Error(`${number}: ${answer.status}`);
    }
  }, [...numbers].slice(0, LINES));
}

/** Types another quantity into one field after the other, and waits each time until the total says so. In the page. */
async function type(rounds) {
  const fields = [...document.querySelectorAll('input[type=number]')];
  const total = document.querySelector('.summary-bar-text strong');
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    const field = fields[(round * 9) % fields.length];
    await new Promise((done) => setTimeout(done, 50));
    const shown = new Promise((done) => {
      const observer = new MutationObserver(() => {
        observer.disconnect();
        done(performance.now());
      });
      observer.observe(total, { childList: true, characterData: true, subtree: true });
    });
    const begun = performance.now();
    field.value = String(10 + round);
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    times.push((await shown) - begun);
  }
  return times;
}

function report(times) {
  const ratios = times.map((time) => MOST / time).sort((one, other) => one - other);
  const shown = [ratios[Math.floor(ratios.length / 2)], ratios[0], ratios[ratios.length - 1]].map((ratio) => ratio.toFixed(2));
  console.log(`| Reckon an order of ${LINES} lines while a quantity is typed, in the browser | ${MOST} ms | ${shown[0]} (${shown[1]}–${shown[2]}) | ≥ 1 |`);
}
