import { type FactEnvelope, readFact } from '@mingjing/ledger';
import type { Queryable } from '../journal/database.ts';
import { documentCodeDigest, readDocumentCode } from './document-code.ts';

/** What the fact that issued a document says of it: nothing about the party. */
export interface IssuedDocument {
  readonly bureau: string;
  readonly stream: string;
  readonly version: number;
  /** The fact itself, for its proof. */
  readonly bytes: Uint8Array;
  readonly documentId: string;
  readonly title: string;
  readonly number: string;
  readonly issuedBy: string;
  readonly issuedOn: string;
  readonly recordedAt: string;
  /** Of the PDF as it was issued. */
  readonly sha256: string;
  readonly size: number;
  /** What became of the decision that the document states. */
  readonly revocation: { readonly outcome: string; readonly by: string; readonly on: string } | null;
}

/**
 * The document with the code in what somebody typed. A text that is no code is looked up as well, so that the time of an answer
 * says nothing about it.
 */
export async function findIssuedDocument(db: Queryable, typed: string): Promise<IssuedDocument | null> {
  const { rows } = await db.query<Row>({
    name: 'issued-document',
    text: `select bureau, stream, version, bytes, revocation from issued_document($1)`,
    values: [documentCodeDigest(readDocumentCode(typed) ?? typed)],
  });
  const [row] = rows;
  return row === undefined ? null : describe(row);
}

interface Row {
  readonly bureau: string;
  readonly stream: string;
  readonly version: number;
  readonly bytes: Buffer;
  readonly revocation: Buffer | null;
}

function describe({ bureau, stream, version, bytes, revocation }: Row): IssuedDocument {
  const { plain, occurredOn, recordedAt } = readFact(bytes);
  return {
    bureau,
    stream,
    version,
    bytes,
    documentId: String(plain.documentId),
    title: String(plain.title),
    number: String(plain.documentNumber),
    issuedBy: String(plain.issuedBy),
    issuedOn: occurredOn,
    recordedAt,
    sha256: String(plain.sha256),
    size: Number(plain.size),
    revocation: revocation && outcomeOf(readFact(revocation)),
  };
}

const outcomeOf = ({ plain, occurredOn }: FactEnvelope) => ({
  outcome: OUTCOMES[String(plain.outcome)] ?? '处理',
  by: String(plain.by),
  on: occurredOn,
});

const OUTCOMES: Readonly<Record<string, string>> = {
  revoked: '撤销',
  declaredUnlawful: '确认违法',
  remade: '责令重新作出',
};
