import type { Rulebook } from '../pack/rulebook.ts';
import type { CaseState, RequirementStatus } from './case-state.ts';
import { unserved } from './common/service.ts';
import { penaltyAsks } from './penalty/asks.ts';
import { permitAsks } from './permit/asks.ts';
import { toRow } from './step-ask.ts';

/** What the rules ask of the stage at which a case stands, besides its records: each with its clause and what stands for it or lacks. */
export function stepAsks(state: CaseState, rules: Rulebook): readonly RequirementStatus[] {
  if (state.adoption?.state === 'stated' || state.stage === 'closed') return [];
  const asks = state.kind === 'permit' ? permitAsks : penaltyAsks;
  const rows = asks
    .filter(({ stages }) => stages.includes(state.stage))
    .flatMap((ask) => toRow(ask, state, rules) ?? []);
  return state.stage === 'service' || state.stage === 'execution'
    ? [...rows, ...receiptsAsked(state, rules)]
    : rows;
}

/** The receipts of service (送达回证) that a case must hold once it is decided or ended: one for each document that goes out. */
export function receiptsAsked(state: CaseState, rules: Rulebook): readonly RequirementStatus[] {
  const cite = rules.guard('service-receipt', state.kind)?.cite;
  if (cite === undefined) return [];
  const waiting = new Set(unserved(state).map(({ documentId }) => documentId));
  return state.documents
    .filter(
      (document) =>
        waiting.has(document.documentId) ||
        (document.servedOn !== undefined &&
          (state.decision === null || document.documentNumber === state.decision.documentNumber)),
    )
    .map(({ documentId, title, servedOn }) => ({
      id: `receipt-${documentId}`,
      name: `《${title}》送达回证`,
      medium: 'document',
      modality: 'must',
      waivable: false,
      metadata: [],
      met: servedOn !== undefined,
      waived: false,
      found: servedOn === undefined ? '尚未送达' : `${servedOn} 已送达`,
      cite,
    }));
}
