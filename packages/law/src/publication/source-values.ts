import type { CaseState } from '../case/case-state.ts';
import { printedDay } from '../duties/day.ts';
import type { Rulebook } from '../pack/rulebook.ts';
import type { PublicationRule } from '../pack/schema.ts';
import { decisionResultLabels, kindLabels } from '../terms.ts';

/** Names that a case knows only by id. */
export interface PublicationNames {
  readonly bureauName: string;
  /** The organ in whose name the decision was made. */
  readonly authorityName: string;
  readonly matterName?: string;
  readonly category?: string;
}

export type PublicationSource = PublicationRule['fields'][number]['from'];

/** What a publication field says, read from the decided case; undefined where the case has no such value. */
export function sourceValue(
  from: PublicationSource,
  state: CaseState,
  rules: Rulebook,
  names: PublicationNames,
): string | undefined {
  const { decision, party, permit } = state;
  if (decision === null) return undefined;
  const matter = rules.bureau.matters.find((one) => one.id === state.matter);
  switch (from) {
    case 'authority':
      return names.authorityName;
    case 'handling-bureau':
      return names.bureauName;
    case 'party-name':
      return party?.name;
    case 'party-credit-code':
      return party?.creditCode;
    case 'party-representative':
      return party?.representative;
    case 'party-address':
      return party?.address;
    case 'matter-name':
      return names.matterName ?? matter?.name;
    case 'act-kind':
      return kindLabels[state.kind];
    case 'violation-facts':
      return decision.facts;
    case 'legal-basis':
      return decision.basis;
    case 'penalty-result':
      return decision.content;
    case 'decision-date':
      return decision.madeOn;
    case 'decision-number':
      return decision.documentNumber;
    case 'conclusion':
      return conclusionOf(state);
    case 'permit-category':
      return names.category ?? matter?.category;
    case 'permit-content':
      return decision.content;
    case 'certificate-number':
      return permit?.certificate?.number;
    case 'valid-from':
      return permit?.certificate?.validFrom ?? permit?.opinion?.validFrom;
    case 'valid-to':
      return validTo(state);
    case 'summary':
      return summaryOf(state, names);
    // No case of coercion or inspection exists yet that could hold these; a draft would name them as missing.
    case 'coercion-measure':
    case 'execution-method':
    case 'execution-result':
    case 'sealed-items':
    case 'inspection-method':
    case 'inspected-on':
    case 'inspection-content':
    case 'inspection-findings':
    case 'rectification-result':
      return undefined;
  }
}

/** One sentence that sums up the decision from what the case holds. */
export function summaryOf(state: CaseState, names: PublicationNames): string | undefined {
  const { decision } = state;
  if (decision === null) return undefined;
  return `${names.authorityName}于${printedDay(decision.madeOn)}作出${decision.documentNumber}决定：${ended(conclusionOf(state) ?? '')}`;
}

/** With one full stop at its end, whether the words bring it along or not. */
export function ended(words: string): string {
  return `${words.replace(/。+$/u, '')}。`;
}

function conclusionOf({ decision }: CaseState): string | undefined {
  if (decision === null) return undefined;
  const result = decisionResultLabels[decision.result];
  return decision.result === 'no-penalty' ? result : `${result}：${decision.content}`;
}

/** A granted permit without an end runs on; one that was refused has no term. */
function validTo({ permit, decision }: CaseState): string | undefined {
  const given = permit?.certificate ? permit.certificate.validTo : permit?.opinion?.validTo;
  return given ?? (decision?.result === 'grant' ? '长期' : undefined);
}
