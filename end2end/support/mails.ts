// A mail server that keeps what it receives.
import type { Page } from '@playwright/test';
import { simpleParser } from 'mailparser';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { until } from './until';

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
}

export interface Wanted {
  to: string;
  subject: string;
}

export class Mails {
  readonly received: Mail[] = [];
  private readonly refused = new Set<string>();

  private constructor(private readonly server: SMTPServer) {}

  static async open(): Promise<Mails> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      onRcptTo: ({ address }, _session, done) => {
        const refusal = Object.assign(new Error('no such mailbox'), { responseCode: 550 });
        done(mails.refused.has(address) ? refusal : null);
      },
      onData: (stream, session, done) => {
        simpleParser(stream).then((mail) => {
          const to = session.envelope.rcptTo.map((recipient) => recipient.address).join(', ');
          mails.received.push({ to, subject: mail.subject ?? '', text: mail.text ?? '', html: mail.html || '' });
          done();
        }, done);
      },
    });
    // A portal that is ended may break off a mail on its way; what should have come and has not is seen elsewhere.
    server.on('error', () => undefined);
    const mails = new Mails(server);
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    return mails;
  }

  /** As the portal is told of this server. */
  get url(): string {
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}?tls=none`;
  }

  /** From now on nobody has this address. */
  refuse(address: string): void {
    this.refused.add(address);
  }

  /** As if it had just been opened. */
  forget(): void {
    this.received.length = 0;
    this.refused.clear();
  }

  /** All mails with this subject to this person. */
  of({ to, subject }: Wanted): Mail[] {
    return this.received.filter((mail) => mail.to === to && mail.subject === subject);
  }

  /** The first mail with this subject to this person, once it is here. */
  async waitFor(wanted: Wanted): Promise<Mail> {
    await until(
      () => this.of(wanted).length > 0,
      () => `no mail "${wanted.subject}" to ${wanted.to}; received:\n${this.list()}`,
    );
    return this.of(wanted)[0]!;
  }

  async close(): Promise<void> {
    await new Promise<void>((closed) => this.server.close(() => closed()));
  }

  private list(): string {
    return this.received.map((mail) => `  ${mail.to}: ${mail.subject}`).join('\n');
  }
}

/** Where mails are read: another site than the portal's, as it is with people. */
const INBOX = 'http://mail.localhost/';

/** Shows a mail as somebody sees it who reads it in the browser. */
export async function showMail(page: Page, { html }: Mail): Promise<void> {
  await page.route(INBOX, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }));
  await page.goto(INBOX);
}

/** The address in a mail that leads to a page below `path`. */
export function linkIn(mail: Mail, path: string): string {
  const links = mail.text.match(/https?:\/\/\S+/g) ?? [];
  const link = links.find((one) => new URL(one).pathname.startsWith(path));
  if (!link) throw new Error(`no link to ${path} in the mail "${mail.subject}":\n${mail.text}`);
  return link;
}
