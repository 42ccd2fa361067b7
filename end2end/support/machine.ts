// What the stories need of this machine. What is missing is an error that says what to install.
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export const ROOT = resolve(__dirname, '../..');
export const CHROMIUM = '/usr/bin/chromium-headless-shell';

/** The server under test; `make e2e` builds it and says where it is. */
export const SERVER = process.env.FREIGABE_BIN || join(homedir(), '.cache/freigabe/target/debug/freigabe');

/** What browsers load; `make site` builds it. */
export const SITE = process.env.FREIGABE_SITE || join(ROOT, 'target/site');

/** A file that hears after each story what memory its server takes; the stories of a worker then share one (support/lasting.ts). */
export const MEMORY = process.env.FREIGABE_MEMORY;

export function checkMachine(): void {
  demand(CHROMIUM, 'Chromium is missing: install the package chromium-headless-shell.');
  demand(SERVER, `There is no server at ${SERVER}: run "make e2e", which builds it.`);
  demand(join(SITE, 'pkg/freigabe.wasm'), `There is no site in ${SITE}: run "make site" first.`);
  if (MEMORY) demand('/usr/bin/sqlite3', 'sqlite3 is missing: install the package sqlite3.');
}

function demand(path: string, complaint: string): void {
  if (!existsSync(path)) throw new Error(complaint);
}
