// A portal with the people of the demo, for what looks at it from outside.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** Starts the server with an empty folder for its data, and waits until it answers. */
export async function start(binary, site, data) {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const env = {
    PATH: process.env.PATH,
    FREIGABE_PUBLIC_URL: origin,
    FREIGABE_LISTEN: `127.0.0.1:${port}`,
    FREIGABE_DATA: data,
    FREIGABE_SITE: site,
    RUST_LOG: 'error',
  };
  const server = spawn(binary, ['serve', '--demo'], { env, cwd: data, stdio: ['ignore', 'ignore', 'inherit'] });
  for (let tries = 0; tries < 600; tries += 1) {
    if (server.exitCode !== null) throw new Error('the server has ended');
    if (await fetch(`${origin}/readyz`).then((answer) => answer.ok, () => false)) return { origin, process: server };
    await pause(100);
  }
  throw new Error('the server is not ready after a minute');
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
