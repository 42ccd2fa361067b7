// One process of the server.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { SERVER, SITE } from './machine';
import { until } from './until';

export interface Options {
  /** Folder for the data of this server alone. */
  data: string;
  /** `sqlite:` or `postgres:`. */
  database: string;
  /** Where its mails go. */
  smtp: string;
  /** How many proxies say from where a request comes. */
  trustedProxies?: number;
}

export class Server {
  private output = '';

  private constructor(
    readonly url: string,
    private readonly process: ChildProcess,
  ) {
    const keep = (text: Buffer) => {
      this.output += text;
    };
    process.stdout!.on('data', keep);
    process.stderr!.on('data', keep);
  }

  /** Starts a server with demo data on a free port and waits until it can serve. */
  static async start(options: Options): Promise<Server> {
    for (let attempt = 1; ; attempt += 1) {
      const server = Server.spawn(await freePort(), options);
      if (await server.isReady()) return server;
      // Somebody else may have taken the port in between.
      if (attempt === 3 || !/address.*in use/i.test(server.log)) throw new Error(`the server does not start:\n${server.log}`);
    }
  }

  /** What it has said so far. */
  get log(): string {
    return this.output;
  }

  /** The number of its process, which `setpriv` hands on when it becomes the server. */
  get pid(): number {
    return this.process.pid!;
  }

  /** Its resident memory, in kibibytes. */
  get memory(): number {
    const [, resident] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8')) ?? [];
    if (!resident) throw new Error(`the system does not say what memory process ${this.pid} takes`);
    return Number(resident);
  }

  /** Ends it; kindly, when its data is still needed. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGKILL'): Promise<void> {
    if (this.hasEnded) return;
    const ended = once(this.process, 'exit');
    this.process.kill(signal);
    await ended;
  }

  private static spawn(port: number, { data, database, smtp, trustedProxies = 0 }: Options): Server {
    const url = `http://127.0.0.1:${port}`;
    const env = {
      PATH: process.env.PATH,
      FREIGABE_PUBLIC_URL: url,
      FREIGABE_LISTEN: `127.0.0.1:${port}`,
      FREIGABE_DATA: data,
      FREIGABE_DATABASE: database,
      FREIGABE_SMTP: smtp,
      FREIGABE_TRUSTED_PROXIES: String(trustedProxies),
      FREIGABE_SITE: SITE,
      NO_COLOR: '1',
    };
    // It ends together with us, however we end.
    return new Server(url, spawn('setpriv', ['--pdeathsig', 'KILL', SERVER, 'serve', '--demo'], { env, cwd: data }));
  }

  private async isReady(): Promise<boolean> {
    const asked = () => fetch(`${this.url}/readyz`).then((answer) => answer.ok, () => false);
    await until(async () => this.hasEnded || (await asked()), () => `the server is not ready:\n${this.log}`, 120_000);
    return !this.hasEnded;
  }

  private get hasEnded(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  await new Promise((closed) => probe.close(closed));
  return port;
}
