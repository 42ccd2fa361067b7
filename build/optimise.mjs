// Makes the modules of a folder small: node build/optimise.mjs [--joined] FILE...
//
// What `wasm-opt -Oz --strip-debug --strip-producers --strip-target-features` does, for hundreds of pieces without starting it hundreds of
// times. The pieces are shared out among the cores.
import binaryen from 'binaryen';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { isMainThread, Worker, workerData } from 'node:worker_threads';

// What today's rustc emits without being asked.
const { BulkMemory, BulkMemoryOpt, NontrappingFPToInt, SignExt, MutableGlobals, ReferenceTypes, Multivalue } = binaryen.Features;
const FEATURES = BulkMemory | BulkMemoryOpt | NontrappingFPToInt | SignExt | MutableGlobals | ReferenceTypes | Multivalue;

// Pieces call each other by a table, in which each function has its place for good. In a module that is made of several pieces (--joined)
// such a call is one of its own functions; what is not its own stays a call by the table, since the table is not. The common module has
// the table: there Binaryen would take each place that a piece fills later for one that nobody fills.
const JOINED = '--joined';
const TABLE = 'directize-initial-contents-immutable';

const functions = (module) => Array.from({ length: module.getNumFunctions() }, (_, at) => binaryen.getFunctionInfo(module.getFunctionByIndex(at)));
const exported = (module) => Array.from({ length: module.getNumExports() }, (_, at) => binaryen.getExportInfo(module.getExportByIndex(at)).name);

/** What a class of wasm-bindgen can do is of no use to scripts where the module never makes one: then it does not import its maker. */
const dropClasses = (module) => {
  const made = new Set(functions(module).map(({ base }) => base?.match(/^__wbg_(\w+)_new(_|$)/)?.[1]));
  const names = exported(module);
  const unmade = names.flatMap((name) => name.match(/^__wbg_(\w+)_free$/)?.slice(1) ?? []).filter((name) => !made.has(name) && !names.includes(`${name}_new`));
  for (const name of names) {
    if (unmade.some((of) => name === `__wbg_${of}_free` || name.startsWith(`${of}_`))) module.removeExport(name);
  }
};

const optimise = (file, isJoined) => {
  const module = binaryen.readBinary(readFileSync(file));
  module.setFeatures(FEATURES);
  dropClasses(module);
  if (isJoined) module.runPasses(['directize']);
  module.optimize();
  module.runPasses(['strip-debug', 'strip-producers', 'strip-target-features']);
  writeFileSync(file, module.emitBinary());
  module.dispose();
};

if (isMainThread) {
  // The largest first, each to whoever has the least to do.
  const [isJoined, names] = process.argv[2] === JOINED ? [true, process.argv.slice(3)] : [false, process.argv.slice(2)];
  const files = names.map((file) => ({ file, size: statSync(file).size }));
  const hands = Array.from({ length: availableParallelism() }, () => ({ size: 0, files: [] }));
  for (const { file, size } of files.sort((one, other) => other.size - one.size)) {
    const idlest = hands.reduce((least, hand) => (hand.size < least.size ? hand : least));
    idlest.files.push(file);
    idlest.size += size;
  }
  for (const { files } of hands) {
    new Worker(new URL(import.meta.url), { workerData: { files, isJoined } }).on('error', (error) => {
      throw error;
    });
  }
} else {
  binaryen.setOptimizeLevel(2);
  binaryen.setShrinkLevel(2);
  if (workerData.isJoined) binaryen.setPassArgument(TABLE, '1');
  for (const file of workerData.files) optimise(file, workerData.isJoined);
}
