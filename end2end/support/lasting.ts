// One server for all stories of a worker, where each has its own otherwise: only then does its memory say what many stories leave behind.
//
// Each of them finds what the first one has found. The database is put back while the server runs, which takes that for a command of the
// operator. All else that a server remembers is how often an address has signed in, so each story comes from an address of its own.
import { execFile } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { closeHouse, importArticle, openHouse, type House, type Portal } from './portal';
import { until } from './until';

const run = promisify(execFile);

/** The server looks every two seconds for what others have written, and has open pages ask anew; those of the next story shall not. */
const UNTIL_NOTICED = 2_200;

const WAITING = "select count(*) from outbox_mails where state = 'queued' and attempts = 0";

export class LastingPortal {
  private stories = 0;

  private constructor(
    private readonly house: House,
    private readonly notes: string,
  ) {}

  /** After each story a line goes into the file `notes`: the server's process, the stories it has been through, and its memory in kibibytes. */
  static async open(notes: string): Promise<LastingPortal> {
    const lasting = new LastingPortal(await openHouse('sqlite', { trustedProxies: 1 }), notes);
    // What the server does by itself after its start belongs to what each story finds.
    await pause(UNTIL_NOTICED);
    await lasting.untilMailsAreSent();
    await lasting.sqlite(`.backup "${lasting.found}"`);
    lasting.house.mails.forget();
    return lasting;
  }

  /** The portal, for the next story. */
  next(): Portal {
    const { data, store, mails, server } = this.house;
    const before = server.log.length;
    this.stories += 1;
    return {
      url: server.url,
      mails,
      importArticle: (article) => importArticle(article, data, store.url),
      log: () => server.log.slice(before),
      headers: { 'x-forwarded-for': `10.0.${this.stories >> 8}.${this.stories & 255}` },
      close: () => this.putBack(),
    };
  }

  close(): Promise<void> {
    return closeHouse(this.house);
  }

  private async putBack(): Promise<void> {
    const { mails, server } = this.house;
    await this.untilMailsAreSent();
    appendFileSync(this.notes, `${server.pid} ${this.stories} ${server.memory}\n`);
    await this.sqlite(`.restore "${this.found}"`);
    await pause(UNTIL_NOTICED);
    mails.forget();
  }

  /** A mail that is still on its way would come to the next story, whose orders have the same numbers. */
  private async untilMailsAreSent(): Promise<void> {
    await until(
      async () => (await this.sqlite(WAITING)) === '0',
      () => `mails wait for too long:\n${this.house.server.log}`,
    );
  }

  private get found(): string {
    return join(this.house.data, 'found.db');
  }

  private async sqlite(command: string): Promise<string> {
    const file = this.house.store.url.replace(/^sqlite:/, '');
    const { stdout } = await run('sqlite3', ['-batch', '-init', '/dev/null', file, '.timeout 5000', command]);
    return stdout.trim();
  }
}
