import { defineConfig } from '@playwright/test';
import { CHROMIUM } from './support/machine';
import type { Choice } from './support/page';
import { SCRIPTED } from './support/scripts';

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

// Every story runs three times: with scripts, without them (unless it is about what only scripts can do), and on the other database engine.
export default defineConfig<object, Choice>({
  testDir: 'stories',
  globalSetup: './support/demo.ts',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  reporter: [['list']],
  // The server under test is a debug build, and two of them share two cores with two browsers.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  use: {
    locale: 'de-CH',
    timezoneId: 'Europe/Zurich',
    viewport: { width: 1280, height: 900 },
    contextOptions: { reducedMotion: 'reduce' },
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    // Each step of a trace is paid for in time; `npx playwright test --trace on` makes one.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: CHROMIUM, args: QUIET },
  },
  projects: [
    { name: 'sqlite', use: { engine: 'sqlite' } },
    { name: 'sqlite-no-js', use: { engine: 'sqlite', javaScriptEnabled: false }, grepInvert: new RegExp(SCRIPTED) },
    // The pages look the same on either engine, so they are looked at closely only once for each kind of browser.
    { name: 'postgres', use: { engine: 'postgres' }, testIgnore: 'screens.spec.ts' },
  ],
});
