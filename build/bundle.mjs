// Bundles the pieces that wasm-split leaves: node build/bundle.mjs FOLDER
//
// Each set of parts that share something gets a piece of its own, so a part needs dozens of pieces, most of them tiny. Compressed one
// by one they weigh a fifth more than together. So the part with which a visit begins comes in one file with all that it needs,
// `whole_PART.wasm`. Of a part that somebody goes to from there come the pieces that are missing, the small ones together in
// `small_PART.wasm`.
//
// A bundle is a module of sections that mean nothing to WebAssembly: each is named after a piece and holds it.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SMALL = 8192;
const HEADER = Buffer.from([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);

// Where pieces come from, in the loader that wasm-split has written. A bundle that does not come is no loss: then its pieces are asked
// for one by one.
const SOURCE = `
const file = (name) => fetch(new URL("./" + name + ".wasm", import.meta.url));
let isFirst = true, bundle;
function begin(name) {
    const isWhole = isFirst;
    isFirst = false;
    return { isWhole, content: WebAssembly.compileStreaming(file((isWhole ? "whole_" : "small_") + name)).catch(() => undefined) };
}
function part(name, load) {
    const all = wrapAsyncCb(load);
    let own;
    return (...done) => {
        bundle = own ??= begin(name);
        return all(...done);
    };
}
async function response(name, isSmall) {
    const content = (bundle.isWhole || isSmall) && (await bundle.content);
    const [bytes] = content ? WebAssembly.Module.customSections(content, name) : [];
    return bytes ? new Response(bytes, { headers: { "content-type": "application/wasm" } }) : file(name);
}
function piece(name, isSmall) {
    return () => {
        const src = response(name, isSmall);
        src.catch(() => {});
        return async (imports) => WebAssembly.instantiateStreaming(src, imports);
    };
}
`;

const folder = process.argv[2];
const loader = join(folder, '__wasm_split.js');
const script = readFileSync(loader, 'utf8');

const path = (name) => join(folder, `${name}.wasm`);
const isSmall = (piece) => statSync(path(piece)).size < SMALL;

/** A number as WebAssembly writes it. */
const leb128 = (value) => (value < 0x80 ? Buffer.from([value]) : Buffer.concat([Buffer.from([(value & 0x7f) | 0x80]), leb128(value >>> 7)]));

const section = (piece) => {
  const content = Buffer.concat([leb128(piece.length), Buffer.from(piece), readFileSync(path(piece))]);
  return Buffer.concat([Buffer.from([0]), leb128(content.length), content]);
};

const bundle = (name, pieces) => writeFileSync(path(name), Buffer.concat([HEADER, ...pieces.map(section)]));

const demand = (is, what) => {
  if (!is) throw new Error(`${loader}: ${what}; does wasm-split write it otherwise by now?`);
};

const parts = [...script.matchAll(/const __wasm_split_load_\w+ =[\s\S]*?"\.\/split_(\w+)\.wasm"[\s\S]*?\n, \[(.*?)\]/g)];
demand(parts.length > 0, 'no part found');
for (const [, part, shared] of parts) {
  const pieces = [`split_${part}`, ...shared.split(',').map((name) => name.trim().replace(/^__/, '')).filter(Boolean)];
  bundle(`whole_${part}`, pieces);
  bundle(`small_${part}`, pieces.filter(isSmall));
}

const bundled = script
  .replace(/^\/\* [\w, ]+ \*\/\n/gm, '')
  .replace(/\(\) => \{\s*const src = fetch\(new URL\("\.\/(\w+)\.wasm", import\.meta\.url\)\);[\s\S]*?\n\}\s*, /g, (_, name) => `piece("${name}", ${isSmall(name)}), `)
  .replace(/= wrapAsyncCb\(makeLoad\(piece\("split_(\w+)"/g, '= part("$1", makeLoad(piece("split_$1"')
  .replace(/^import .*\n/m, (line) => line + SOURCE);
demand(bundled.match(/= part\("/g)?.length === parts.length && !bundled.includes('const src = fetch('), 'a piece is left that is loaded otherwise');
writeFileSync(loader, bundled);
