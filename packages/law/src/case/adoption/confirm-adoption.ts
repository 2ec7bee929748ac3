import { z } from 'zod';
import type { CaseState } from '../case-state.ts';
import { stages } from '../case-state.ts';
import { defineCommand } from '../command.ts';
import { factTitle, fieldLabels } from '../fact-words.ts';
import { ask, known } from '../field.ts';
import { nameOf, refusal } from '../guards.ts';
import { longText } from '../input.ts';
import { outcome, record } from '../outcome.ts';
import type { AnyCommand, CaseContext, FormField } from '../skeleton.ts';
import { results } from '../words.ts';
import { paperFacts } from './paper-facts.ts';

const shared = {
  kinds: ['permit', 'penalty'],
  stages: [stages.permit[0], stages.penalty[0]],
  roles: ['window-clerk', 'handler', 'reviewer', 'approver', 'archive-keeper'],
  offered: isStated,
  refuse: refuseStater,
} as const;

/** 核对纸质案卷: a second person holds what was stated against the paper; from then on the case goes on from there. */
const confirmAdoption = defineCommand({
  ...shared,
  type: 'confirm-adoption',
  label: '核对纸质案卷无误',
  order: 1,
  confirm: '确认后案件从纸质办到的那一步接着办，期限从纸质日期起算。',
  schema: z.strictObject({}),
  form: stated,
  decide: (state, _input, context) =>
    outcome(record(context, 'adoption-confirmed', { statedBy: state.adoption?.statedBy })),
});

/** 不予转入: what was stated is not what the paper says; it ends here and can be taken in anew. */
const refuseAdoption = defineCommand({
  ...shared,
  type: 'refuse-adoption',
  label: '与纸质案卷不符，不予转入',
  order: 2,
  confirm: '不予转入后本件即告终结；核对清楚后可以重新转入。',
  schema: z.strictObject({ reason: longText }),
  form: (state, context) => [...stated(state, context), ask('reason', '与纸质不符之处', 'textarea')],
  decide: (state, { reason }, context) =>
    outcome(record(context, 'adoption-refused', { statedBy: state.adoption?.statedBy, reason })),
});

export const adoptionCommands: readonly AnyCommand[] = [confirmAdoption, refuseAdoption];

/** Whether this step waits until another person has held the case against its paper: until then what was done on paper is not in it. */
export function waitsForPaper({ adoption }: CaseState, type: string): boolean {
  return adoption !== undefined && adoption.state !== 'confirmed' && !openBeforeConfirming.includes(type);
}

const openBeforeConfirming: readonly string[] = [
  ...adoptionCommands.map(({ type }) => type),
  'take-over-case',
  'propose-correction',
  'confirm-correction',
  'refuse-correction',
  'propose-erasure',
  'confirm-erasure',
];

function isStated(state: CaseState): boolean {
  return state.adoption?.state === 'stated';
}

function refuseStater({ adoption, handlers, kind }: CaseState, { actor, rules }: CaseContext) {
  const cite = rules.guard('own-work', kind)?.cite;
  if (adoption?.statedBy === actor.id)
    return refusal('own-work', '本件由您转入，须由他人与纸质案卷核对。', cite);
  if (!adoption?.done.some(({ type }) => judgedByOthers.includes(type))) return undefined;
  if (handlers.includes(actor.id))
    return refusal(
      'own-work',
      '本件由您承办，纸质上的法制审核、集体讨论、决定须由承办人以外的人核对。',
      cite,
    );
  return actor.roles.includes('approver')
    ? undefined
    : refusal('own-work', '纸质上有法制审核、集体讨论或者决定的，须由批准人核对。', cite);
}

/** What others judged of the handlers' work: a head who did not handle the case vouches for it. */
const judgedByOthers: readonly string[] = ['legal-review-given', 'deliberated', 'decision-made'];

/** All that was stated, step by step, as the person who confirms reads it beside the paper and the scans. */
function stated(state: CaseState, context: CaseContext): readonly FormField[] {
  const { adoption, entries } = state;
  if (adoption?.state !== 'stated') return [];
  return [
    known('number', '纸质案号', state.number ?? ''),
    known('party', '当事人', state.party?.name ?? ''),
    known('begun', '案件开始日期', entries[0]?.occurredOn ?? '', 'date'),
    known('officers', '承办人', state.handlers.map((id) => nameOf(context, id)).join('、')),
    ...paperFacts(state)
      .filter(({ type }) => type !== 'document-issued')
      .map((fact, i) =>
        known(
          `step-${i}`,
          `${fact.occurredOn}　${factTitle(fact.type)}`,
          SILENT.includes(fact.type) ? '由告知书送达之日推算：期限届满，未提出。' : wordsOf(fact.data),
          'textarea',
        ),
      ),
    known('scans', '扫描件', state.records.map(({ name }) => name).join('\n'), 'textarea'),
  ];
}

/** What the party let pass follows from the day of service: no paper says it. */
const SILENT: readonly string[] = ['statement-waived', 'hearing-waived'];

/** What a step says, line by line; ids and what only the product reads are left out. */
function wordsOf(data: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(data).flatMap(([key, value]) => {
    const label = fieldLabels[key] ?? numberLabels[key];
    if (label === undefined) return [];
    if (typeof value === 'object' && value !== null && 'text' in value)
      return [`${label}：${String(value.text)}`];
    return typeof value === 'string' ? [`${label}：${answers[value] ?? value}`] : [];
  });
  return lines.join('\n') || '见扫描件';
}

const numberLabels: Readonly<Record<string, string>> = {
  caseNumber: '立案号',
  receivedNumber: '收件号',
  documentNumber: '文号',
  hearingRight: '告知听证权',
  adopted: '采纳',
  major: '重大、疑难复杂',
  result: '决定',
  basedOnTest: '依据检验、检测结果',
  rectification: '要求整改',
  socialImpact: '具有一定社会影响',
};
const answers: Readonly<Record<string, string>> = {
  yes: '是',
  no: '否',
  partly: '部分',
  ...results,
  agree: '同意',
  penalise: '给予行政处罚',
  'no-penalty': '不予行政处罚',
};
