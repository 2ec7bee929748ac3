import { type Policy, verifyProofFile } from '@mingjing/ledger';
import { findIssuedDocument, type IssuedDocument } from '../../documents/issued-document.ts';
import { findWitnesses } from '../../log/cosignatures.ts';
import { findPlace, proofFile } from '../../log/proofs.ts';
import type { Reader } from './reading.ts';
import type { ProofState } from './results.ts';

/** A document of this bureau by its code; one of another bureau is as unknown as none. */
export async function readIssuedDocument(
  db: Reader,
  bureau: string,
  typed: string,
): Promise<IssuedDocument | undefined> {
  const document = await findIssuedDocument(db, typed);
  return document?.bureau === bureau ? document : undefined;
}

/** How far the fact that issued it has come in the log; what the log says of it is computed anew each time. */
export async function readDocumentProof(
  db: Reader,
  { bureau, stream, version, bytes, recordedAt }: IssuedDocument,
  policy: Policy,
): Promise<ProofState> {
  const place = await findPlace(db, bureau, stream, version);
  const proof = await proofFile(db, { bureau, stream, version, bytes, disclosures: [], show: () => false });
  return {
    recordedAt,
    place,
    witnessed:
      place.log === null || place.index === null
        ? { by: [], isEnough: false }
        : await findWitnesses(db, place.log.id, place.index, policy),
    mismatch: proof === null || verifyProofFile(proof).ok ? null : '这份文书的登记',
  };
}
