// Says what browsers load, compressed: node build/sizes.mjs FOLDER
// Every page needs what is common; each part of the module (app/src/pages.rs) comes with its pages, as a whole where a visit begins.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
const size = (file) => statSync(join(folder, `${file}.br`)).size;
const kilobytes = (bytes) => `${Math.round(bytes / 1000)} kB`;

const common = ['freigabe.js', '__wasm_split.js', 'freigabe.wasm', 'freigabe.css'].reduce((sum, file) => sum + size(file), 0);
const parts = readdirSync(folder).flatMap((file) => file.match(/^whole_(\w+)\.wasm$/)?.slice(1) ?? []);
const visits = parts.map((part) => `${part.replace(/_\d+$/, '')} ${kilobytes(common + size(`whole_${part}.wasm`))}`);
console.log(`==> site, as browsers load it: common ${kilobytes(common)}; with a page of ${visits.join(', ')}`);
