/**
 * The core: tree, tiles, notes, keys, checkpoints, proofs and the rules of witnesses. What a fact, a proof file or a bag is,
 * it does not know.
 */
export * from './encoding.ts';
export * from './errors.ts';
export { ed25519Verify, HASH_LENGTH, sha256 } from './hash.ts';
export * from './log/checkpoint.ts';
export * from './log/note.ts';
export * from './log/tiles.ts';
export * from './log/tlog-proof.ts';
export * from './log/tree.ts';
export * from './log/tree-verify.ts';
export * from './log/vkey.ts';
export * from './log/witness.ts';
