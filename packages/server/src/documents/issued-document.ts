import { readFact } from '@mingjing/ledger';
import type { Queryable } from '../journal/database.ts';
import { dateText } from './date-text.ts';
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
  /** What became of it afterwards, the oldest first. */
  readonly changes: readonly DocumentChange[];
}

/** The decision that a document states or rests on was taken back, or what was typed in for it was corrected. */
export type DocumentChange =
  | {
      readonly what: 'revoked';
      readonly outcome: string;
      readonly by: string;
      readonly on: string;
      /** Whether the document is the decision itself. */
      readonly isDecision: boolean;
    }
  | { readonly what: 'corrected'; readonly on: string }
  /** Its words were put right by a notice of this number. */
  | { readonly what: 'notice'; readonly on: string; readonly by: string }
  /** It was made again before service and never served. */
  | { readonly what: 'remade'; readonly on: string };

/**
 * The document with the code in what somebody typed. A text that is no code is looked up as well, so that the time of an answer
 * says nothing about it.
 */
export async function findIssuedDocument(db: Queryable, typed: string): Promise<IssuedDocument | null> {
  const digest = documentCodeDigest(readDocumentCode(typed) ?? typed);
  const { rows } = await db.query<Row>({
    name: 'issued-document',
    text: `select bureau, stream, version, bytes from issued_document($1)`,
    values: [digest],
  });
  const [row] = rows;
  const { rows: changes } = await db.query<ChangeRow>({
    name: 'document-changes',
    text: `select type, to_char(occurred_on, 'YYYY-MM-DD') as on, outcome, by, is_decision as "isDecision" from document_changes($1)`,
    values: [digest],
  });
  return row === undefined ? null : describe(row, changes);
}

interface Row {
  readonly bureau: string;
  readonly stream: string;
  readonly version: number;
  readonly bytes: Buffer;
}

interface ChangeRow {
  readonly type: string;
  readonly on: string;
  readonly outcome: string | null;
  readonly by: string | null;
  readonly isDecision: boolean;
}

function describe({ bureau, stream, version, bytes }: Row, changes: readonly ChangeRow[]): IssuedDocument {
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
    changes: changes.map(toChange),
  };
}

/** What befell a document, in two or three words. */
export function changeLabel(change: DocumentChange): string {
  if (change.what === 'revoked') return `决定已被${change.outcome}`;
  return { corrected: '录入已更正', notice: '文字已更正', remade: '已重新制作' }[change.what];
}

/** What befell a document, in a sentence for whoever holds it. */
export function changeSentence(change: DocumentChange): string {
  const on = dateText(change.on);
  switch (change.what) {
    case 'notice':
      return `这份文书的文字有误，已于${on}以《文书更正通知书》（${change.by}）更正，两份一并使用。`;
    case 'corrected':
      return `制作这份文书所用的录入有误，已于${on}更正；这份文书上的文字没有随着更改，请向制作机关要更正后的文书。`;
    case 'remade':
      return `这份文书送达前已于${on}按更正后的录入重新制作，文号、日期不变；以送达的那一份为准。`;
    case 'revoked':
      return `这份文书${change.isDecision ? '所载' : '所依据'}的决定，已于${on}被${change.by || '有权机关'}${change.outcome}。`;
  }
}

function toChange({ type, on, outcome, by, isDecision }: ChangeRow): DocumentChange {
  if (type === 'fact-corrected') return { what: 'corrected', on };
  if (type === 'document-corrected') return { what: 'notice', on, by: by ?? '' };
  if (type === 'document-remade') return { what: 'remade', on };
  return { what: 'revoked', outcome: OUTCOMES[outcome ?? ''] ?? '处理', by: by ?? '', on, isDecision };
}

const OUTCOMES: Readonly<Record<string, string>> = {
  revoked: '撤销',
  declaredUnlawful: '确认违法',
  remade: '责令重新作出',
};
