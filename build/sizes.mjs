// Says what browsers load, compressed: node build/sizes.mjs FOLDER [--rows]
// Every page needs what is common; each part of the module (app/src/pages.rs) comes with its pages, as a whole where a visit begins.
// With --rows it says so as rows of docs/benchmarks.md.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { plain, WAYS } from './ways.mjs';

// In bytes, beside the page itself.
const LIMIT = 300_000;
const LATER = 20_000;
const [folder, shape] = process.argv.slice(2);
const size = (file) => statSync(join(folder, `${file}.br`)).size;
const kilobytes = (bytes) => `${Math.round(bytes / 1000)} kB`;

const common = ['freigabe.js', '__wasm_split.js', 'freigabe.wasm', 'freigabe.css'].reduce((sum, file) => sum + size(file), 0);
const parts = readdirSync(folder).flatMap((file) => file.match(/^whole_(\w+)\.wasm$/)?.slice(1) ?? []);
const visits = parts.map((part) => ({ name: plain(part), bytes: common + size(`whole_${part}.wasm`) }));
const named = (name) => parts.find((part) => plain(part) === name);
const later = WAYS.map((way) => ({ way, bytes: size(`then_${way.map(named).join('_')}.wasm`) }));

if (shape === '--rows') {
  const row = (what, bytes, limit) => `| ${what}: ${kilobytes(bytes)} | ${kilobytes(limit)} | ${(limit / bytes).toFixed(2)} | ≥ 1 |`;
  for (const { name, bytes } of visits) console.log(row(`First visit to a page of \`${name}\``, bytes, LIMIT));
  const shown = (way) => way.map((part) => `\`${part}\``).join(', ');
  for (const { way, bytes } of later) console.log(row(`Then, from pages of ${shown(way.slice(0, -1))} to the first one of ${shown(way.slice(-1))}`, bytes, LATER));
} else {
  const list = visits.map(({ name, bytes }) => `${name} ${kilobytes(bytes)}`).join(', ');
  console.log(`==> site, as browsers load it: common ${kilobytes(common)}; with a page of ${list}`);
}
