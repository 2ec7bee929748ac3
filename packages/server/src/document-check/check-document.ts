import type { CheckedDocument, DocumentInCase } from '@mingjing/api';
import { can } from '@mingjing/law';
import { noteRead } from '../audit/reads.ts';
import { seenCase } from '../cases/case-store.ts';
import { namesAround } from '../cases/case-view.ts';
import { timelineOf } from '../cases/timeline.ts';
import {
  changeLabel,
  changeSentence,
  findIssuedDocument,
  type IssuedDocument,
} from '../documents/issued-document.ts';
import { policyFor } from '../log/witness-policy.ts';
import { type Person, toActor } from '../people/people.ts';
import { seeAs } from '../people/see-as.ts';
import { readDocumentProof } from '../portal/read/issued-documents.ts';
import type { ServerContext } from '../web/context.ts';
import { RequestError } from '../web/request-error.ts';

/** The document with this code, as the public sees it, and for those who may see its case where it belongs; noted as a read. */
export async function checkDocument(
  context: ServerContext,
  person: Person,
  typed: string,
): Promise<CheckedDocument> {
  const { app } = context.databases;
  const document = await findIssuedDocument(app, typed);
  if (document === null)
    throw new RequestError('not-found', '没有印有这个核验码的文书。请与文书右上角的核验码逐字核对。');
  const { bureau, stream, documentId, title, number, issuedBy, issuedOn, recordedAt, sha256, size } =
    document;
  await noteRead(context, person, 'verify-document', `${stream}/document/${documentId}`, bureau);
  const { place, witnessed, mismatch } = await readDocumentProof(app, document, policyFor(context, bureau));
  return {
    ...{ title, number, issuedBy, issuedOn, recordedAt, sha256, size },
    changes: document.changes.map((change) => ({
      label: changeLabel(change),
      sentence: changeSentence(change),
    })),
    logIndex: place.checkpoint === null ? null : place.index,
    witnesses: witnessed.by.map(({ name, signedAt }) => ({ name, signedAt: signedAt.toISOString() })),
    fitsLog: mismatch === null,
    inCase: await caseAround(context, person, document),
  };
}

/** Null for whoever may not see the case: the database shows no row, or `can` refuses. */
async function caseAround(
  context: ServerContext,
  person: Person,
  { stream, documentId }: IssuedDocument,
): Promise<DocumentInCase | null> {
  const { rows } = await seeAs(context.databases, person, (db) =>
    db.query<{ erased: boolean }>(`select bytes is null as erased from document where id = $1`, [documentId]),
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { app } = context.databases;
  const loaded = await seenCase(context.databases, person, stream.replace(/^case\//, ''));
  const { state, facts } = loaded;
  if (can(toActor(person), 'view-document', state) !== undefined) return null;
  const about = facts.filter(({ fact }) => fact.data.documentId === documentId);
  const timeline = await timelineOf(app, stream, about, await namesAround(context, state));
  return {
    caseId: state.id,
    caseNumber: state.number,
    caseTitle: state.title,
    documentId,
    erased: row.erased,
    facts: timeline.map(({ version, label, detail, occurredOn, recordedAt, by, logIndex }) => ({
      version,
      label,
      detail,
      occurredOn,
      recordedAt,
      by,
      logIndex,
    })),
  };
}
