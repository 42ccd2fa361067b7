// Says what browsers load, compressed: node build/sizes.mjs FOLDER [--rows]
// Every page needs what is common; each part of the module (app/src/pages.rs) comes with its pages, as a whole where a visit begins.
// With --rows it says so as rows of docs/benchmarks.md.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const LIMIT = 300_000; // bytes, beside the page itself

const [folder, shape] = process.argv.slice(2);
const size = (file) => statSync(join(folder, `${file}.br`)).size;
const kilobytes = (bytes) => `${Math.round(bytes / 1000)} kB`;

const common = ['freigabe.js', '__wasm_split.js', 'freigabe.wasm', 'freigabe.css'].reduce((sum, file) => sum + size(file), 0);
const parts = readdirSync(folder).flatMap((file) => file.match(/^whole_(\w+)\.wasm$/)?.slice(1) ?? []);
const visits = parts.map((part) => ({ name: part.replace(/_\d+$/, ''), bytes: common + size(`whole_${part}.wasm`) }));
if (shape === '--rows') {
  const row = ({ name, bytes }) => `| First visit to a page of \`${name}\`: ${kilobytes(bytes)} | ${kilobytes(LIMIT)} | ${(LIMIT / bytes).toFixed(2)} | ≥ 1 |`;
  console.log(visits.map(row).join('\n'));
} else {
  const list = visits.map(({ name, bytes }) => `${name} ${kilobytes(bytes)}`).join(', ');
  console.log(`==> site, as browsers load it: common ${kilobytes(common)}; with a page of ${list}`);
}
