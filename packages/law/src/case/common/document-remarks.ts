import type { CaseState, IssuedDocument } from '../case-state.ts';

/** A notice that put words of a document right. */
export interface CorrectingNotice {
  readonly number: string;
  readonly on: string;
  /** The notice itself, to be opened. */
  readonly documentId?: string;
}

/** The notices by which a served document was corrected, the oldest first. */
export function noticesOf(state: CaseState, { documentId }: IssuedDocument): readonly CorrectingNotice[] {
  return state.entries
    .filter(({ type, data }) => type === 'document-corrected' && data.documentId === documentId)
    .map(({ version, occurredOn, data }) => {
      const number = String(data.documentNumber);
      const notice = state.documents.find(
        (one) => one.version > version && one.documentNumber === number && one.remade === undefined,
      );
      return { number, on: occurredOn, ...(notice ? { documentId: notice.documentId } : {}) };
    });
}

/** What a list of documents has to say beside one: corrected by which notice, or made again and never served. */
export function documentRemark(state: CaseState, document: IssuedDocument): string {
  const numbers = noticesOf(state, document).map(({ number }) => number);
  if (numbers.length > 0) return `已更正，见${numbers.join('、')}更正通知书`;
  return document.remade === undefined ? '' : `送达前已于 ${document.remade} 重新制作，这一份未送达`;
}
