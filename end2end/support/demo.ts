// Runs once before all stories: loads the demo data into one database of each engine. The portals of the stories begin with copies.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkMachine } from './machine';
import { Mails } from './mails';
import { createDatabase, startCluster } from './postgres';
import { Server } from './server';

export const TEMPLATE = 'demo';

/** Tells the workers where the demo is. */
export const FOLDER = 'FREIGABE_END2END_FOLDER';
export const CLUSTER = 'FREIGABE_END2END_POSTGRES';

export default async function prepare(): Promise<() => Promise<void>> {
  checkMachine();
  const folder = mkdtempSync('/tmp/freigabe-end2end.');
  const cluster = await startCluster();
  const cleanUp = async () => {
    await cluster.stop();
    rmSync(folder, { recursive: true });
  };
  try {
    await Promise.all([
      loadDemo(sqliteFolder(folder), `sqlite:${join(sqliteFolder(folder), 'freigabe.db')}`),
      createDatabase(cluster.url, TEMPLATE).then((database) => loadDemo(join(folder, 'for-postgres'), database)),
    ]);
  } catch (error) {
    await cleanUp();
    throw error;
  }
  process.env[FOLDER] = folder;
  process.env[CLUSTER] = cluster.url;
  return cleanUp;
}

/** Where the database file with the demo data is. */
export function sqliteFolder(folder: string): string {
  return join(folder, TEMPLATE);
}

async function loadDemo(data: string, database: string): Promise<void> {
  mkdirSync(data);
  const mails = await Mails.open();
  const server = await Server.start({ data, database, smtp: mails.url });
  await server.stop('SIGTERM');
  await mails.close();
}
