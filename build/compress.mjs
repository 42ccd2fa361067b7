// Compresses the files that browsers load, once, as well as can be: node build/compress.mjs FILE…
// Beside each file stands one for browsers that read Brotli, and one for the others (gzip).
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const brotli = (content) =>
  brotliCompressSync(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });

const gzip = (content) => gzipSync(content, { level: constants.Z_BEST_COMPRESSION });

const isOlder = (file, than) => (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) < statSync(than).mtimeMs;

for (const file of process.argv.slice(2)) {
  for (const [ending, compress] of [['br', brotli], ['gz', gzip]]) {
    const compressed = `${file}.${ending}`;
    if (!isOlder(compressed, file)) continue;
    writeFileSync(`${compressed}.new`, compress(readFileSync(file)));
    renameSync(`${compressed}.new`, compressed);
  }
}
