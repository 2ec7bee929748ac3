import { compact, contactOf, type DocumentSource, partyOf } from './document-parts.ts';

/** What a notice of correction says, from the correction that was just approved. */
export function correctionNoticeData({ state, law }: DocumentSource): Record<string, unknown> {
  const correction = state.entries.findLast((entry) => entry.type === 'document-corrected')?.data;
  const document = state.documents.find(({ documentId }) => documentId === correction?.documentId);
  const issued = state.entries.find(({ version }) => version === document?.version);
  if (correction === undefined || document === undefined || issued === undefined)
    throw new Error('no document was corrected');
  return {
    party: partyOf(state),
    corrected: compact({
      title: document.title,
      number: /〔\d{4}〕/.test(document.documentNumber) ? document.documentNumber : undefined,
      date: issued.occurredOn,
      servedOn: document.servedOn ?? law.occurredOn,
    }),
    before: correction.before,
    after: correction.after,
    reason: correction.reason,
    contact: contactOf(law.rules),
  };
}
