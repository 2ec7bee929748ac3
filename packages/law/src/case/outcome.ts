import type { Fact, FactTypeName } from '../facts/fact-types.ts';
import type { Rulebook } from '../pack/rulebook.ts';
import type { CaseKind, CaseState } from './case-state.ts';
import type { CaseContext, DocumentOrder, Outcome } from './skeleton.ts';

/** A fact on the day of the act; keys without a value are left out. */
export function record(
  context: CaseContext,
  type: FactTypeName,
  data: Readonly<Record<string, unknown>>,
): Fact {
  const given = Object.entries(data).filter(([, value]) => value !== undefined);
  return { type, occurredOn: context.occurredOn, data: Object.fromEntries(given) };
}

/** An outcome of one fact and the documents it calls for. */
export function outcome(facts: Fact | readonly Fact[], documents: readonly DocumentOrder[] = []): Outcome {
  return { facts: 'type' in facts ? [facts] : facts, documents };
}

/** Orders a document under the title that the bureau's own rules give it. */
export function order(
  context: CaseContext,
  kind: CaseKind,
  template: string,
  documentNumber: string,
  forServing: boolean,
): DocumentOrder {
  return { template, title: documentTitle(context.rules, kind, template), documentNumber, forServing };
}

/** The next number of a document; a bureau that numbers no such family gives it the number of the case, unless that was typed from paper. */
export function drawNumber(context: CaseContext, family: string, state: CaseState | null): string {
  if (state === null || family in context.rules.bureau.numbering)
    return context.numbers.documentNumber(family);
  return (state.adoption === undefined ? state.number : null) ?? state.id;
}

/** The title of a document as the bureau's own regulation writes it between 《》, else the plain title. */
export function documentTitle(rules: Rulebook, kind: CaseKind, template: string): string {
  const plain = documentTitles[template] ?? template;
  const tail = permitTails[template];
  if (kind !== 'permit' || !tail) return plain;
  for (const pack of rules.packs) {
    for (const article of pack.articles) {
      const named = tail.exec(article.text);
      if (named?.[1]) return named[1];
    }
  }
  return plain;
}

/** How a regulation's own name of each permit document ends. */
const permitTails: Readonly<Record<string, RegExp>> = {
  'acceptance-decision': /《((?!不予)[^《》]*(?<!不予)受理决定书)》/,
  'supplement-notice': /《([^《》]*补正告知书)》/,
  'non-acceptance-decision': /《([^《》]*不予受理决定书)》/,
  'excluded-time-notice': /《([^《》]*期限除外告知书)》/,
  'extension-notice': /《([^《》]*延期办理告知书)》/,
  'approval-form': /《([^《》]*办理审批表)》/,
  'refusal-decision': /《(不予行政(?:执法|许可)决定书)》/,
  'termination-decision': /《([^《》]*终止办理决定书)》/,
  'service-receipt': /《([^《》]*送达回证)》/,
};

/** Plain titles of the documents that the product makes. */
export const documentTitles: Readonly<Record<string, string>> = {
  'acceptance-decision': '行政许可受理决定书',
  'supplement-notice': '行政许可申请材料补正告知书',
  'non-acceptance-decision': '行政许可不予受理决定书',
  'excluded-time-notice': '行政许可办理期限除外告知书',
  'extension-notice': '行政许可延期办理告知书',
  'approval-form': '行政许可办理审批表',
  'permit-decision': '准予行政许可决定书',
  'refusal-decision': '不予行政许可决定书',
  'termination-decision': '行政许可终止办理决定书',
  'service-receipt': '送达回证',
  'filing-form': '立案审批表',
  'interview-record': '询问笔录',
  'prior-notice': '行政处罚事先告知书',
  'hearing-notice': '行政处罚听证通知书',
  'legal-review-opinion': '重大执法决定法制审核意见书',
  'penalty-decision': '行政处罚决定书',
  'no-penalty-decision': '不予行政处罚决定书',
  'closing-form': '结案审批表',
  'correction-notice': '文书更正通知书',
};
