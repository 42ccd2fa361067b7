// A portal of its own for each story, with the demo data in it.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CLUSTER, FOLDER, sqliteFolder, TEMPLATE } from './demo';
import { SERVER } from './machine';
import { Mails } from './mails';
import { createDatabase, dropDatabase } from './postgres';
import { Server, type Options } from './server';

export type Engine = 'sqlite' | 'postgres';

/** An article as the supplier has it. */
export interface CatalogueArticle {
  number: string;
  category: string;
  name: string;
  unit: string;
  priceRappen: number;
  availability: 'in_stock' | 'on_order' | 'discontinued';
}

export interface Portal {
  url: string;
  /** The mail server that it sends to. */
  mails: Mails;
  /** Has the supplier change an article while the portal runs. */
  importArticle(article: CatalogueArticle): void;
  /** What the server has logged so far. */
  log(): string;
  /** What browsers send along with each request. */
  headers?: Record<string, string>;
  close(): Promise<void>;
}

/** Opens a throw-away portal: nothing that a story does is seen by another. */
export async function openPortal(engine: Engine): Promise<Portal> {
  const house = await openHouse(engine);
  const { data, store, mails, server } = house;
  return {
    url: server.url,
    mails,
    importArticle: (article) => importArticle(article, data, store.url),
    log: () => server.log,
    close: () => closeHouse(house),
  };
}

/** What a portal consists of. */
export interface House {
  data: string;
  store: Store;
  mails: Mails;
  server: Server;
}

/** Starts a server with the demo data and what it needs. */
export async function openHouse(engine: Engine, options: Pick<Options, 'trustedProxies'> = {}): Promise<House> {
  const data = mkdtempSync(join(told(FOLDER), 'portal-'));
  const store = engine === 'sqlite' ? copyFile(data) : await copyDatabase(data);
  const mails = await Mails.open();
  const server = await Server.start({ data, database: store.url, smtp: mails.url, ...options });
  return { data, store, mails, server };
}

export async function closeHouse({ data, store, mails, server }: House): Promise<void> {
  await server.stop();
  await mails.close();
  await store.drop();
  rmSync(data, { recursive: true });
}

export function importArticle({ number, category, name, unit, priceRappen, availability }: CatalogueArticle, data: string, database: string): void {
  const file = join(data, 'articles.csv');
  const row = [number, category, `"${name}"`, '', unit, priceRappen, availability].join(',');
  writeFileSync(file, `number,category,name,description,unit,price_rappen,availability\n${row}\n`);
  const env = { PATH: process.env.PATH, FREIGABE_DATA: data, FREIGABE_DATABASE: database };
  execFileSync(SERVER, ['import-articles', file], { env, stdio: 'pipe' });
}

interface Store {
  url: string;
  drop(): Promise<void>;
}

function copyFile(data: string): Store {
  cpSync(sqliteFolder(told(FOLDER)), data, { recursive: true });
  return { url: `sqlite:${join(data, 'freigabe.db')}`, drop: async () => {} };
}

async function copyDatabase(data: string): Promise<Store> {
  const name = basename(data);
  const url = await createDatabase(told(CLUSTER), name, TEMPLATE);
  return { url, drop: () => dropDatabase(told(CLUSTER), name) };
}

function told(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; support/demo.ts does it`);
  return value;
}
