// Makes the modules of a folder small: node build/optimise.mjs FILE...
//
// What `wasm-opt -Oz --strip-debug --strip-producers --strip-target-features` does, for hundreds of pieces without starting it hundreds of times. The pieces
// are shared out among the cores.
import binaryen from 'binaryen';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { isMainThread, Worker, workerData } from 'node:worker_threads';

// What today's rustc emits without being asked.
const { BulkMemory, BulkMemoryOpt, NontrappingFPToInt, SignExt, MutableGlobals, ReferenceTypes, Multivalue } = binaryen.Features;
const FEATURES = BulkMemory | BulkMemoryOpt | NontrappingFPToInt | SignExt | MutableGlobals | ReferenceTypes | Multivalue;

const optimise = (file) => {
  const module = binaryen.readBinary(readFileSync(file));
  module.setFeatures(FEATURES);
  module.optimize();
  module.runPasses(['strip-debug', 'strip-producers', 'strip-target-features']);
  writeFileSync(file, module.emitBinary());
  module.dispose();
};

if (isMainThread) {
  // The largest first, each to whoever has the least to do.
  const files = process.argv.slice(2).map((file) => ({ file, size: statSync(file).size }));
  const hands = Array.from({ length: availableParallelism() }, () => ({ size: 0, files: [] }));
  for (const { file, size } of files.sort((one, other) => other.size - one.size)) {
    const idlest = hands.reduce((least, hand) => (hand.size < least.size ? hand : least));
    idlest.files.push(file);
    idlest.size += size;
  }
  for (const { files } of hands) {
    new Worker(new URL(import.meta.url), { workerData: files }).on('error', (error) => {
      throw error;
    });
  }
} else {
  binaryen.setOptimizeLevel(2);
  binaryen.setShrinkLevel(2);
  for (const file of workerData) optimise(file);
}
