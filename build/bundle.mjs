// Joins the pieces that wasm-split leaves: node build/bundle.mjs FOLDER
//
// Each set of parts that share something gets a piece of its own, so a part needs hundreds of pieces, most of them tiny. Loaded one by
// one they weigh more than together, and each keeps the browser busy by itself. So the part with which a visit begins comes as one module
// with all that it needs, `whole_PART.wasm`; so does what is missing of a part to which people often go from there,
// `then_PART_PART.wasm` (ways.mjs). On all other ways come the pieces that are missing, the small ones together in `small_PART.wasm`: a module of
// sections that mean nothing to WebAssembly, each named after a piece, which it holds.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { plain, WAYS } from './ways.mjs';

const SMALL = 8192;
const HEADER = Buffer.from([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
const FEATURES = ['bulk-memory', 'bulk-memory-opt', 'nontrapping-float-to-int', 'sign-ext', 'mutable-globals', 'reference-types', 'multivalue'].map(
  (name) => `--enable-${name}`,
);
// What all pieces have of the common module, at the size at which they ask for it. A module that is made of several has it once, under
// another name.
const shared = (pages, slots) => `(module
  (import "common" "memory" (memory ${pages}))
  (import "common" "__indirect_function_table" (table ${slots} funcref))
  (import "common" "__wasm_split_shared0" (global (mut i32)))
  (export "memory" (memory 0))
  (export "__indirect_function_table" (table 0))
  (export "__wasm_split_shared0" (global 0)))`;

// How parts are loaded, in place of what wasm-split has written: one after the other, as a piece that comes twice would undo what has
// happened to its data. A file that does not come is no loss: then pieces are asked for, of which a visit knows nothing before; and from then
// on, for some of them may be here that belong to no part yet.
const LOADER = `import { initSync } from "./freigabe.js";

const ways = new Set(WAYS);
const parts = new Set();
let last = Promise.resolve(), isPieced = false;

function shared() {
    const { SHARED } = initSync(undefined, undefined);
    return { SHARED };
}
export function file(name) {
    return fetch(new URL("./" + name + ".wasm", import.meta.url));
}
async function load(name) {
    if (parts.has(name)) return;
    const way = [...parts, name].join("_");
    const isWhole = parts.size === 0;
    const isHere =
        !isPieced &&
        (isWhole || ways.has(way)) &&
        (await WebAssembly.instantiateStreaming(file((isWhole ? "whole_" : "then_") + way), { common: shared() }).then(() => true, () => false));
    if (!isHere) {
        isPieced = true;
        await (await import("./__wasm_split_pieces.js")).load(name, parts, shared());
    }
    parts.add(name);
}
function part(name) {
    return async (callback, data) => {
        last = last.catch(() => {}).then(() => load(name));
        const success = await last.then(() => true, (error) => console.error(error));
        shared().__indirect_function_table.get(callback)(data, !!success);
    };
}
`;
const PIECES = `import { file } from "./__wasm_split.js";

const pieces = PARTS;
const small = new Set(SMALL);
const there = new Set();

async function source(piece, bundle) {
    const content = small.has(piece) && (await bundle);
    const [bytes] = content ? WebAssembly.Module.customSections(content, piece) : [];
    return bytes ? new Response(bytes, { headers: { "content-type": "application/wasm" } }) : file(piece);
}
export async function load(name, before, shared) {
    for (const part of before) for (const piece of pieces[part]) there.add(piece);
    const bundle = WebAssembly.compileStreaming(file("small_" + name)).catch(() => undefined);
    const missing = pieces[name].filter((piece) => !there.has(piece)).map((piece) => ({ piece, source: source(piece, bundle) }));
    const begin = async ({ piece, source }) => {
        await WebAssembly.instantiateStreaming(source, { __wasm_split: shared });
        there.add(piece);
    };
    const own = missing.pop();
    own.source.catch(() => {});
    const failed = (await Promise.allSettled(missing.map(begin))).find(({ status }) => status === "rejected");
    if (failed) throw failed.reason;
    await begin(own);
}
`;

const folder = process.argv[2];
const loader = join(folder, '__wasm_split.js');
const script = readFileSync(loader, 'utf8');
const work = mkdtempSync(join(tmpdir(), 'freigabe-bundle-'));
const run = promisify(execFile);

const path = (name) => join(folder, `${name}.wasm`);
const isSmall = (piece) => statSync(path(piece)).size < SMALL;
const binaryen = async (tool, args) => {
  const program = fileURLToPath(new URL(`./node_modules/binaryen/bin/${tool}`, import.meta.url));
  const { stdout, stderr, code } = await run(process.execPath, [program, ...FEATURES, ...args], { maxBuffer: 1e9 }).catch((error) => error);
  if (code) throw new Error(`${tool} ends with ${code}: ${stderr.slice(0, 1000)}`);
  return stdout;
};

/** A number as WebAssembly writes it. */
const leb128 = (value) => (value < 0x80 ? Buffer.from([value]) : Buffer.concat([Buffer.from([(value & 0x7f) | 0x80]), leb128(value >>> 7)]));

const section = (piece) => {
  const content = Buffer.concat([leb128(piece.length), Buffer.from(piece), readFileSync(path(piece))]);
  return Buffer.concat([Buffer.from([0]), leb128(content.length), content]);
};

const demand = (is, what) => {
  if (!is) throw new Error(`${loader}: ${what}; does wasm-split write it otherwise by now?`);
};

/** One module of several, which take what they share from this one. */
const merge = (common, { name, pieces }) =>
  binaryen('wasm-merge', [common, '__wasm_split', ...pieces.flatMap((piece) => [path(piece), piece]), '-o', path(name)]);

const found = [...script.matchAll(/const __wasm_split_load_\w+ =[\s\S]*?"\.\/split_(\w+)\.wasm"[\s\S]*?\n, \[(.*?)\]/g)];
demand(found.length > 0, 'no part found');
const parts = new Map(
  found.map(([, part, shared]) => [part, [...shared.split(',').map((name) => name.trim().replace(/^__/, '')).filter(Boolean), `split_${part}`]]),
);
for (const [part, pieces] of parts) writeFileSync(path(`small_${part}`), Buffer.concat([HEADER, ...pieces.filter(isSmall).map(section)]));

const named = (name) => [...parts.keys()].find((part) => plain(part) === name) ?? demand(false, `no part ${name}`);
const ways = WAYS.map((way) => way.map(named));
const missing = (way) => {
  const there = new Set(way.slice(0, -1).flatMap((part) => parts.get(part)));
  return parts.get(way.at(-1)).filter((piece) => !there.has(piece));
};
const joined = [
  ...[...parts].map(([part, pieces]) => ({ name: `whole_${part}`, pieces })),
  ...ways.map((way) => ({ name: `then_${way.join('_')}`, pieces: missing(way) })),
];
try {
  const [text, common] = [join(work, 'common.wat'), join(work, 'common.wasm')];
  const piece = await binaryen('wasm-dis', [path(`split_${found[0][1]}`)]);
  const size = (what) => piece.match(new RegExp(`\\(${what} \\S+ (\\d+)`))?.[1] ?? demand(false, `a part without ${what}`);
  writeFileSync(text, shared(size('memory'), size('table')));
  await binaryen('wasm-as', [text, '-o', common]);
  const hand = async () => {
    for (let next = joined.pop(); next; next = joined.pop()) await merge(common, next);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, hand));
} finally {
  rmSync(work, { recursive: true, force: true });
}

const names = script.match(/const \{ ([\w, ]+?),?\s*\} = initSync\(/)?.[1];
demand(names?.includes('__indirect_function_table'), 'it does not say what pieces share');
const entries = [...script.matchAll(/^export const (__wasm_split_load_(\w+)) =/gm)].map(([, entry, part]) => {
  demand(parts.has(part), `no part for ${entry}`);
  return `export const ${entry} = part("${part}");\n`;
});
demand(entries.length === parts.size, 'parts have other names than what loads them');
const all = [...new Set([...parts.values()].flat())];
const filled = (source, values) => Object.entries(values).reduce((text, [name, value]) => text.replaceAll(name, () => value), source);
const json = JSON.stringify;
writeFileSync(loader, filled(LOADER, { WAYS: json(ways.map((way) => way.join('_'))), SHARED: names }) + entries.join(''));
writeFileSync(join(folder, '__wasm_split_pieces.js'), filled(PIECES, { PARTS: json(Object.fromEntries(parts)), SMALL: json(all.filter(isSmall)) }));
