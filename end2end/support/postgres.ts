// A Postgres cluster of our own, and databases in it.
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './machine';

const run = promisify(execFile);
const SCRIPT = join(ROOT, 'build/postgres.sh');

export interface Cluster {
  url: string;
  stop(): Promise<void>;
}

/** Starts a cluster that ends together with this process, however that ends. */
export async function startCluster(): Promise<Cluster> {
  // Directly under /tmp, for the user postgres must get there when we are root.
  const folder = mkdtempSync('/tmp/freigabe-postgres.');
  const guard = spawn('sh', ['-c', 'cat >/dev/null; exec "$0" stop "$1"', SCRIPT, folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const stop = () =>
    new Promise<void>((done) => {
      guard.once('exit', () => done());
      guard.stdin.end();
    });
  try {
    const { stdout } = await run(SCRIPT, ['start', folder]);
    return { url: stdout.trim(), stop };
  } catch (error) {
    await stop();
    throw new Error(complaint(error, 'Postgres cannot be started.'));
  }
}

/** Creates a database, empty or as a copy of `template`, which nobody may be using. Answers its URL. */
export async function createDatabase(cluster: string, name: string, template?: string): Promise<string> {
  const source = template ? ` template "${template}"` : '';
  await sql(cluster, `create database "${name}"${source}`);
  const url = new URL(cluster);
  url.pathname = name;
  return url.href;
}

export async function dropDatabase(cluster: string, name: string): Promise<void> {
  await sql(cluster, `drop database "${name}" with (force)`);
}

async function sql(cluster: string, statement: string): Promise<void> {
  try {
    await run('psql', ['--quiet', '--no-psqlrc', '--set', 'ON_ERROR_STOP=1', '--command', statement, cluster]);
  } catch (error) {
    throw new Error(complaint(error, 'psql is missing: install the package postgresql-client.'));
  }
}

function complaint(error: unknown, otherwise: string): string {
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
  return said || otherwise;
}
