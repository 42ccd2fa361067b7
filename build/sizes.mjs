// Says what browsers load, compressed: node build/sizes.mjs FOLDER
// Every page needs what is common; each part of the module (app/src/pages.rs) comes with its pages.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
const size = (file) => statSync(join(folder, `${file}.br`)).size;
const kilobytes = (bytes) => `${Math.round(bytes / 1000)} kB`;

const common = ['freigabe.js', '__wasm_split.js', 'freigabe.wasm', 'freigabe.css'].reduce((sum, file) => sum + size(file), 0);
const loaders = readFileSync(join(folder, '__wasm_split.js'), 'utf8').matchAll(/"\.\/split_(\w+)\.wasm"[\s\S]*?\n, \[(.*?)\]/g);
const parts = [...loaders].map(([, part, shared]) => {
  const chunks = shared.split(',').map((name) => name.trim().replace(/^__/, '')).filter(Boolean);
  const own = [`split_${part}`, ...chunks].reduce((sum, file) => sum + size(`${file}.wasm`), 0);
  return `${part.replace(/_\d+$/, '')} ${kilobytes(common + own)}`;
});
console.log(`==> site, as browsers load it: common ${kilobytes(common)}; with a page of ${parts.join(', ')}`);
