import { known } from '../case/field.ts';
import { formatCite } from '../cite.ts';
import { exclusionsFor } from './exclusion.ts';
import { circumstancesFor, type PublicationContext } from './publication-command.ts';
import { type BindingTreatment, redactionsFor, type Treatment } from './redaction.ts';
import { termsFrom } from './term.ts';

/** What who drafts or approves is told of the result: where it does not stand, how long it stands, how persons are treated. */
export function publicationNotes(context: PublicationContext) {
  const { caseState, rules } = context;
  if (caseState === null) return [];
  const carriers = new Map(rules.channels(caseState.kind).map(({ rule }) => [rule.id, rule.name]));
  const party = caseState.party?.kind === 'natural-person' ? 'natural-person' : 'organisation';
  const excluded = exclusionsFor(rules, caseState.kind, circumstancesFor(caseState, rules));
  return [
    ...excluded.map(({ rule, cite }) =>
      known(
        `excluded.${rule.id}`,
        `不在${carriers.get(rule.channel ?? '') ?? '任何载体'}公示`,
        `${rule.name}（${formatCite(cite)}）`,
      ),
    ),
    ...termsFrom(context.occurredOn, caseState, context).map(({ channel, due, cite, unverified }, index) =>
      known(
        `term.${index}`,
        `${channel === null ? '' : `在${carriers.get(channel) ?? channel}`}公示至`,
        `${due ?? '条文没有写明期限'}${unverified ? '（未核）' : ''}（${formatCite(cite)}）`,
      ),
    ),
    ...redactionsFor(rules, caseState.kind, party).map((one) =>
      known(`redaction.${one.subject}`, one.item, treatmentWords(one)),
    ),
  ];
}

/** 删去（甲规定第九条）；乙办法第四条写作遮盖，从严处理。 */
function treatmentWords({ treat, cite, others }: BindingTreatment): string {
  const differing = others.filter((one) => one.treat !== treat);
  const beside = differing
    .map((one) => `${formatCite(one.cite)}写作${treatmentLabels[one.treat]}`)
    .join('、');
  return `${treatmentLabels[treat]}（${formatCite(cite)}）${beside === '' ? '' : `；${beside}，从严处理`}`;
}

const treatmentLabels: Readonly<Record<Treatment, string>> = {
  remove: '删去',
  mask: '遮盖',
  generalise: '概括表述',
  keep: '保留',
};
