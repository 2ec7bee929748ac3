import { z } from 'zod';
import type { Actor } from '../../access/actor.ts';
import type { Refusal } from '../../rule-error.ts';
import type { CaseState } from '../case-state.ts';
import { defineCommand } from '../command.ts';
import { ask, known, mayGive } from '../field.ts';
import { firstRefusal, guarded, refusalUnder } from '../guards.ts';
import { handledBy } from '../handled-by.ts';
import { longText } from '../input.ts';
import { badInput } from '../input-error.ts';
import { drawNumber, order, outcome, record } from '../outcome.ts';
import type { CaseContext } from '../skeleton.ts';
import { isHearingPending } from './apply.ts';
import { isMajor } from './major.ts';
import { penaltyOf, refuseInvolved } from './parts.ts';

/** 集体讨论: the heads discuss a complex or major case together. */
export const deliberate = defineCommand({
  type: 'deliberate',
  label: '登记集体讨论',
  kinds: ['penalty'],
  stages: ['decision'],
  roles: ['approver'],
  order: 5,
  after: ['report-reviewed', 'legal-review-given'],
  schema: z.strictObject({ participants: z.array(z.string()).min(2), conclusion: longText }),
  offered: (state) => state.decision === null && !penaltyOf(state).deliberated,
  refuse: refuseUnreviewed,
  form: (state, context) => [
    known('penalty', '拟处罚内容', penaltyOf(state).report?.penalty.text ?? '', 'textarea'),
    ask('participants', '参加讨论的负责人', 'people', {
      options: discussants(state, context).map((person) => ({ value: person.id, label: person.name })),
      help: '两人以上。',
    }),
    ask('conclusion', '讨论结论', 'textarea'),
  ],
  decide: (state, input, context) => {
    const participants = [...new Set(input.participants)];
    if (participants.length < 2) badInput('participants', '集体讨论应当有两人以上参加。');
    const able = new Set(discussants(state, context).map((person) => person.id));
    if (participants.some((id) => !able.has(id)))
      badInput('participants', '参加讨论的应当是本局人员，不含系统、安全、审计管理员。');
    return outcome(record(context, 'deliberated', { ...input, participants }));
  },
});

/** Who may sit in the discussion: the bureau's own people, never its administrators, who see no case. */
function discussants(state: CaseState, context: CaseContext): readonly Actor[] {
  return context.people.filter(
    (person) =>
      person.bureau === state.bureau && !person.roles.some((role) => role.endsWith('-administrator')),
  );
}

/** 作出处罚决定: what was reported, told and reviewed is what is decided; the head adds only the result and the reason. */
export const makePenaltyDecision = defineCommand({
  type: 'make-penalty-decision',
  label: '作出处罚决定',
  kinds: ['penalty'],
  stages: ['notice', 'legal-review', 'decision'],
  roles: ['approver'],
  body: 'issuing',
  order: 10,
  after: ['report-reviewed', 'statement-answered', 'hearing-held', 'legal-review-given', 'deliberated'],
  confirm: '决定作出后不能收回，将编文号、制作决定书，并开始计算公示和送达期限。',
  schema: z.strictObject({
    result: z.enum(['penalise', 'no-penalty']),
    reason: longText,
    socialImpact: z.enum(['yes', 'no']).optional(),
  }),
  offered: (state) => state.decision === null && penaltyOf(state).reportState === 'reviewed',
  refuse: refuseDecision,
  form: (state) => {
    const report = penaltyOf(state).report;
    return [
      known('facts', '违法事实', report?.facts ?? '', 'textarea'),
      known('basis', '法律依据', report?.basis ?? '', 'textarea'),
      known('content', '处罚内容', report?.penalty.text ?? '', 'textarea'),
      ask('result', '决定', 'choice', {
        value: 'penalise',
        options: [
          { value: 'penalise', label: '给予行政处罚' },
          { value: 'no-penalty', label: '不予行政处罚' },
        ],
      }),
      ask('reason', '决定理由', 'textarea', { value: report?.discretion }),
      mayGive('socialImpact', '本机关认为具有一定社会影响', 'choice', {
        value: 'no',
        options: [
          { value: 'no', label: '否' },
          { value: 'yes', label: '是，还须在政府信息公开平台公开' },
        ],
      }),
    ];
  },
  decide: (state, input, context) => {
    const template = input.result === 'penalise' ? 'penalty-decision' : 'no-penalty-decision';
    const documentNumber = drawNumber(context, 'penalty-decision', state);
    const fact = record(context, 'decision-made', {
      ...penaltyDecided(state, input, context),
      documentNumber,
      ordinal: context.numbers.ordinal('penalty'),
    });
    return outcome(fact, [order(context, 'penalty', template, documentNumber, true)]);
  },
});

/** What of a penalty is decided, besides its numbers: what was reported, told and reviewed. */
export function penaltyDecided(
  state: CaseState,
  input: {
    readonly result: 'penalise' | 'no-penalty';
    readonly reason: string;
    readonly socialImpact?: 'yes' | 'no' | undefined;
  },
  context: CaseContext,
) {
  const report = penaltyOf(state).report;
  if (report === null) throw new Error('a decision without a report');
  const penalises = input.result === 'penalise';
  return {
    result: input.result,
    issuingAuthority: issuerOf(state, context),
    content: penalises ? report.penalty.text : '对当事人不予行政处罚。',
    basis: report.basis,
    facts: report.facts,
    penalty: penalises ? report.penalty : undefined,
    reason: input.reason,
    socialImpact: input.socialImpact,
    major: isMajor(state, context.rules) ? 'yes' : 'no',
  };
}

/** Why no decision may be made yet, the gravest first. */
export function refuseDecision(state: CaseState, context: CaseContext): Refusal | undefined {
  return firstRefusal(
    refuseInvolved(
      state,
      context,
      ['filing-proposed', 'closing-report-submitted', 'report-reviewed', 'legal-review-given'],
      '您办理、审核过本案，决定须由他人作出。',
    ),
    refuseUnready(state, context),
  );
}

/** What the case lacks for a decision, whoever makes it. */
export function refuseUnready(state: CaseState, context: CaseContext): Refusal | undefined {
  return firstRefusal(
    refuseUntold(state, context),
    refuseUnheard(state, context),
    refuseUnreviewed(state, context),
    refuseAdopted(state, context),
    refuseUndeliberated(state, context),
  );
}

function refuseUntold({ penalty }: CaseState, { rules }: CaseContext): Refusal | undefined {
  return guarded(
    rules,
    'penalty',
    'prior-notice',
    () => penalty?.priorNotice?.servedOn === undefined && '尚未向当事人送达事先告知书，不得作出决定。',
  );
}

function refuseUnheard(state: CaseState, { rules }: CaseContext): Refusal | undefined {
  const penalty = penaltyOf(state);
  const statement = penalty.statement.state;
  return firstRefusal(
    guarded(rules, 'penalty', 'statement-heard', () => {
      if (statement === 'open') return '当事人陈述申辩的期限未到，不得作出决定。';
      return statement === 'received' && '当事人的陈述申辩尚未复核，不得作出决定。';
    }),
    guarded(
      rules,
      'penalty',
      'hearing-right',
      () => isHearingPending(penalty) && describePending(penalty.hearing.state),
    ),
  );
}

function describePending(hearing: string): string {
  return hearing === 'none'
    ? '当事人要求听证的期限未到，不得作出决定。'
    : '当事人要求听证，听证尚未举行，不得作出决定。';
}

/** A major decision needs a passed review; a review that was asked for in another case must be passed as well. */
function refuseUnreviewed(state: CaseState, { rules }: CaseContext): Refusal | undefined {
  const review = penaltyOf(state).legalReview.state;
  return guarded(
    rules,
    'penalty',
    'legal-review',
    () =>
      review !== 'agreed' && (review !== 'none' || isMajor(state, rules)) && '法制审核未通过，不得作出决定。',
  );
}

/** An adopted statement changes the report, unless the report was already made anew. */
function refuseAdopted(state: CaseState, { rules }: CaseContext): Refusal | undefined {
  const { adopted } = penaltyOf(state).statement;
  const answeredAt = lastVersion(state, 'statement-answered');
  const open =
    (adopted === 'yes' || adopted === 'partly') &&
    lastVersion(state, 'closing-report-submitted') < answeredAt;
  const sentence = '陈述申辩已采纳，应当重新提交调查终结报告后再作决定。';
  return open ? refusalUnder(rules, 'penalty', 'statement-heard', 'statement-adopted', sentence) : undefined;
}

function refuseUndeliberated(state: CaseState, { rules }: CaseContext): Refusal | undefined {
  return guarded(
    rules,
    'penalty',
    'deliberation',
    () => isMajor(state, rules) && !penaltyOf(state).deliberated && '重大处罚应当由负责人集体讨论决定。',
  );
}

function lastVersion(state: CaseState, type: string): number {
  return state.entries.findLast((entry) => entry.type === type)?.version ?? 0;
}

function issuerOf(state: CaseState, { rules }: CaseContext): string {
  const superior = rules.procedure('penalty')?.rule.issuingAuthority === 'superior';
  return (superior ? rules.bureau.superior?.id : undefined) ?? handledBy(state);
}
