export { type BagFinding, type BagVerdict, checkBag, type Digest } from './bag/check-bag.ts';
export {
  algorithms,
  checkpointPath,
  documentPath,
  factPath,
  isPublicationPath,
  originalPath,
  places,
  proofPath,
  publicationPath,
  stampPaths,
} from './case-file/bag-layout.ts';
export { bagTexts, type Listed } from './case-file/bag-texts.ts';
export { erasuresIn, type Mention, mentionedFiles } from './case-file/check-facts.ts';
export { describeVerdict } from './case-file/describe-verdict.ts';
export { type FactFile, makeFactFile, readFactFile, type WithheldField } from './case-file/fact-file.ts';
export { factNames } from './case-file/fact-names.ts';
export {
  type CaseFileCheck,
  type CaseFileVerdict,
  caseFileChecks,
} from './case-file/verdict.ts';
export { type AnyVerdict, verifyAnything } from './case-file/verify-anything.ts';
export { type CaseFileOptions, verifyCaseFile } from './case-file/verify-case-file.ts';
export {
  equalBytes,
  fromBase64,
  fromBase64Url,
  fromHex,
  parseDecimal,
  toBase64,
  toBase64Url,
  toHex,
} from './encoding.ts';
export { printable, type VerificationCode, VerificationError, verificationSentences } from './errors.ts';
export {
  canonicalize,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  parseCanonical,
} from './fact/canonical-json.ts';
export {
  type Disclosure,
  decodeDisclosure,
  disclosureDigest,
  makeDisclosure,
  readDisclosure,
} from './fact/disclosure.ts';
export {
  type FactInput,
  factCommitment,
  leafEntry,
  NO_PREVIOUS,
  type OpenedFact,
  openFact,
  previousOf,
  readFact,
  type SealedFact,
  sealFact,
} from './fact/fact-envelope.ts';
export type { FactEnvelope, FactHead, FactOrdinal } from './fact/fact-shape.ts';
export { sha256 } from './hash.ts';
export { type CheckedLog, checkLog, type ReadLogFile } from './log/check-log.ts';
export {
  type Checkpoint,
  formatCheckpoint,
  type OpenedCheckpoint,
  openCheckpoint,
  parseCheckpoint,
  signCheckpoint,
} from './log/checkpoint.ts';
export { type ExpectedKeys, readExpectedKeys } from './log/expected-keys.ts';
export {
  cosignatureTime,
  cosignedMessage,
  cosignNote,
  keepSignature,
  type Note,
  type NoteSignature,
  type OpenedNote,
  openNote,
  parseNote,
  signNote,
  type VerifiedSignature,
} from './log/note.ts';
export { type Policy, type PolicyLog, type PolicyWitness, parsePolicy } from './log/policy.ts';
export {
  decodeEntries,
  decodeTile,
  encodeEntries,
  encodeTile,
  entriesPath,
  newTiles,
  nodesFromTiles,
  parseEntriesPath,
  parseTilePath,
  TILE_LEVELS,
  TILE_WIDTH,
  type Tile,
  tilePath,
} from './log/tiles.ts';
export { formatTlogProof, parseTlogProof, type TlogProof } from './log/tlog-proof.ts';
export {
  appendLeaves,
  completeNodes,
  consistencyNodes,
  consistencyProof,
  type Frontier,
  type GetNode,
  hashRange,
  inclusionNodes,
  inclusionProof,
  type LeafRange,
  leafHash,
  type NodeId,
  nodeHash,
  rootFromFrontier,
  rootFromLeaves,
  subtreeConsistencyProof,
  type TreeNode,
} from './log/tree.ts';
export {
  verifyConsistency,
  verifyInclusion,
  verifySubtreeConsistency,
  verifySubtreeInclusion,
} from './log/tree-verify.ts';
export {
  formatSigningKey,
  formatVkey,
  type KeyKind,
  keyFingerprint,
  makeSigner,
  parseSigningKey,
  parseVkey,
  type Signer,
  type Verifier,
} from './log/vkey.ts';
export {
  type AddCheckpoint,
  addSignatures,
  cosignatureLine,
  formatAddCheckpoint,
  type Judgement,
  judgeCheckpoint,
  parseAddCheckpoint,
  type SeenHead,
} from './log/witness.ts';
export { type ForkProof, makeForkProof, verifyForkProof } from './proof/fork-proof.ts';
export { makeProofFile, type ProofFile, type ProofFileInput, readProofFile } from './proof/proof-file.ts';
export {
  checkNames,
  type Verdict,
  type VerdictCheck,
  type VerifiedRecord,
  verifyProofFile,
} from './proof/verify-proof-file.ts';
export { type ByteSource, heldBytes } from './zip/byte-source.ts';
export { zipSize } from './zip/zip-layout.ts';
