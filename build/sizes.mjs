// Says what browsers load, compressed: node build/sizes.mjs FOLDER [--rows]
// Every page needs what is common; each part of the module (app/src/pages.rs) comes with its pages, as a whole where a visit begins.
// With --rows it says so as rows of docs/benchmarks.md.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

// In bytes, beside the page itself.
const LIMIT = 300_000;
const LATER = 20_000;
// The ways that people go most: from a page of one part to one of another.
const WAYS = [
  ['shopping', 'ordering'],
  ['ordering', 'tracking'],
  ['following', 'tracking'],
  ['queueing', 'releasing'],
  ['supplying', 'caring'],
];

const [folder, shape] = process.argv.slice(2);
const size = (file) => statSync(join(folder, `${file}.br`)).size;
const kilobytes = (bytes) => `${Math.round(bytes / 1000)} kB`;

const common = ['freigabe.js', '__wasm_split.js', 'freigabe.wasm', 'freigabe.css'].reduce((sum, file) => sum + size(file), 0);
const parts = readdirSync(folder).flatMap((file) => file.match(/^whole_(\w+)\.wasm$/)?.slice(1) ?? []);
const visits = parts.map((part) => ({ name: part.replace(/_\d+$/, ''), bytes: common + size(`whole_${part}.wasm`) }));
// What the loader says: the pieces of each part, and whether the small ones come together (build/bundle.mjs).
const loader = readFileSync(join(folder, '__wasm_split.js'), 'utf8');
const small = new Set([...loader.matchAll(/piece\("(\w+)", true\)/g)].map(([, piece]) => piece));
const pieces = ([, part, shared]) => [part, [`split_${part}`, ...shared.split(',').map((piece) => piece.trim().replace(/^__/, '')).filter(Boolean)]];
const needs = new Map([...loader.matchAll(/= part\("(\w+)", makeLoad\(.*?, \[(.*?)\]/g)].map(pieces));
const named = (name) => [...needs.keys()].find((part) => part.replace(/_\d+$/, '') === name);
const later = WAYS.map(([from, to]) => {
  const missing = needs.get(named(to)).filter((piece) => !needs.get(named(from)).includes(piece));
  const together = missing.some((piece) => small.has(piece)) ? size(`small_${named(to)}.wasm`) : 0;
  const alone = missing.filter((piece) => !small.has(piece)).reduce((sum, piece) => sum + size(`${piece}.wasm`), 0);
  return { from, to, bytes: together + alone };
});

if (shape === '--rows') {
  const row = (what, bytes, limit) => `| ${what}: ${kilobytes(bytes)} | ${kilobytes(limit)} | ${(limit / bytes).toFixed(2)} | ≥ 1 |`;
  for (const { name, bytes } of visits) console.log(row(`First visit to a page of \`${name}\``, bytes, LIMIT));
  for (const { from, to, bytes } of later) console.log(row(`From a page of \`${from}\` to the first one of \`${to}\``, bytes, LATER));
} else {
  const list = visits.map(({ name, bytes }) => `${name} ${kilobytes(bytes)}`).join(', ');
  console.log(`==> site, as browsers load it: common ${kilobytes(common)}; with a page of ${list}`);
}
