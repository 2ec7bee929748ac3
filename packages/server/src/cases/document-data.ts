import type { DocumentTemplateId } from '../documents/templates.ts';
import { correctionNoticeData } from './correction-notice-data.ts';
import { type DocumentSource, heading } from './document-parts.ts';
import { penaltyDocumentData } from './penalty-document-data.ts';
import { permitDocumentData } from './permit-document-data.ts';

/** The data of a document, read from the case: nothing is typed for it. */
export function documentData(template: DocumentTemplateId, source: DocumentSource): unknown {
  return {
    ...heading(source),
    ...bodyOf(template, source),
  };
}

function bodyOf(template: DocumentTemplateId, source: DocumentSource): Record<string, unknown> {
  if (template === 'correction-notice') return correctionNoticeData(source);
  return source.state.kind === 'permit'
    ? permitDocumentData(template, source)
    : penaltyDocumentData(template, source);
}
