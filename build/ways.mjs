// The ways that people go most, from a page of one part of the module (app/src/pages.rs) to one of another: each names the parts in their
// order, from the one with which the visit has begun.
export const WAYS = [
  ['door', 'shopping'],
  ['door', 'queueing'],
  ['door', 'supplying'],
  ['shopping', 'ordering'],
  ['ordering', 'tracking'],
  ['following', 'tracking'],
  ['queueing', 'releasing'],
  ['supplying', 'caring'],
  ['door', 'shopping', 'ordering'],
  ['door', 'queueing', 'releasing'],
  ['door', 'supplying', 'caring'],
];

/** The name of a part as the code has it: wasm-split numbers them. */
export const plain = (part) => part.replace(/_\d+$/, '');
