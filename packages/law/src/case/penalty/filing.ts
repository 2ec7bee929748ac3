import { z } from 'zod';
import { offeredMatters } from '../../bureau/matters.ts';
import { partySchema } from '../../facts/fact-types.ts';
import { shortened } from '../../identifiers/shortened.ts';
import type { CaseState } from '../case-state.ts';
import { defineCommand, defineStart } from '../command.ts';
import { ask, known, mayGive, officerChoices } from '../field.ts';
import { refuseUncertified, refuseUnlisted } from '../guards.ts';
import { longText, SHORT_TEXT, shortText } from '../input.ts';
import { badInput, refuseInput } from '../input-error.ts';
import { order, outcome, record } from '../outcome.ts';
import type { CaseContext } from '../skeleton.ts';
import { refuseInvolved } from './parts.ts';

/** 提请立案: a handler reports what is suspected and names the officers who will investigate. */
export const proposeFiling = defineStart({
  type: 'propose-filing',
  label: '提请立案',
  kind: 'penalty',
  roles: ['handler'],
  order: 10,
  schema: z.strictObject({
    matter: z.string().min(1),
    source: shortText,
    party: partySchema,
    suspectedFacts: longText,
    caseName: shortText.optional(),
    officers: z.array(z.string()).min(1),
  }),
  refuse: (context) => refuseUnlisted('penalty', context),
  form: (context) => [
    ask('matter', '执法事项', 'matter', {
      options: penaltyMatters(context).map((matter) => ({
        value: matter.id,
        label: matter.name,
        hint: matter.basis,
      })),
    }),
    ask('source', '案件来源', 'text', { help: '如：日常检查、投诉举报、上级交办、其他机关移送。' }),
    ask('party', '当事人', 'party'),
    ask('suspectedFacts', '涉嫌违法事实', 'textarea', {
      help: '以后的调查终结报告、告知书和决定书都从这里带出。',
    }),
    mayGive('caseName', '案件名称', 'text', { help: '不填则按“当事人＋事项”自动生成。' }),
    ask('officers', '承办人', 'people', {
      value: [context.actor.id],
      options: officerChoices(context),
      help: '两名以上持有效执法证件的人员，包括您本人。',
    }),
  ],
  decide: (input, context) => {
    const matter = penaltyMatters(context).find((one) => one.id === input.matter);
    if (!matter) badInput('matter', '本局事项清单中没有这一处罚事项。');
    const officers = [...new Set(input.officers)];
    if (!officers.includes(context.actor.id)) badInput('officers', '承办人应当包括提请人本人。');
    refuseInput('officers', refuseUncertified(officers, 'penalty', context));
    const fact = record(context, 'filing-proposed', {
      kind: 'penalty',
      matter: matter.id,
      unit: matter.unit,
      participants: participantsOf(context),
      packs: context.packVersions ?? packDates(context),
      source: input.source,
      party: input.party,
      suspectedFacts: input.suspectedFacts,
      caseName: input.caseName ?? shortened(`${input.party.name}涉嫌违法案（${matter.name}）`, SHORT_TEXT),
      officers,
    });
    return outcome(fact);
  },
});

/** 批准立案: the head opens the case; it gets its number and the filing form is complete. */
export const approveFiling = defineCommand({
  type: 'approve-filing',
  label: '批准立案',
  kinds: ['penalty'],
  stages: ['filing'],
  roles: ['approver'],
  order: 10,
  after: ['filing-proposed'],
  schema: z.strictObject({ reason: longText }),
  offered: isProposed,
  refuse: refuseProposer,
  form: filingForm,
  decide: (_state, input, context) => {
    const caseNumber = context.numbers.documentNumber('case-filing');
    return outcome(record(context, 'case-filed', { caseNumber, reason: input.reason }), [
      order(context, 'penalty', 'filing-form', caseNumber, false),
    ]);
  },
});

/** 不予立案: the head does not open the case; it ends here. */
export const refuseFiling = defineCommand({
  type: 'refuse-filing',
  label: '不予立案',
  kinds: ['penalty'],
  stages: ['filing'],
  roles: ['approver'],
  order: 20,
  confirm: '不予立案后本件即告终结，不再继续办理。',
  after: ['filing-proposed'],
  schema: z.strictObject({ reason: longText }),
  offered: isProposed,
  refuse: refuseProposer,
  form: filingForm,
  decide: (_state, input, context) => outcome(record(context, 'filing-refused', { reason: input.reason })),
});

function isProposed(state: CaseState): boolean {
  return state.penalty?.filed === 'proposed';
}

function refuseProposer(state: CaseState, context: CaseContext) {
  return refuseInvolved(state, context, ['filing-proposed'], '本件由您提请或者承办，须由他人批准。');
}

function filingForm(state: CaseState) {
  return [
    known('party', '当事人', state.party?.name ?? ''),
    known('suspectedFacts', '涉嫌违法事实', state.penalty?.suspectedFacts ?? '', 'textarea'),
    ask('reason', '意见', 'textarea'),
  ];
}

function penaltyMatters(context: CaseContext) {
  return offeredMatters(context.rules.bureau, 'penalty');
}

/** The superior takes part where the procedure gives it the issue of the decision. */
export function participantsOf({ rules }: CaseContext) {
  const superior = rules.bureau.superior;
  return [
    { body: rules.bureau.id, as: 'handling' },
    ...(superior ? [{ body: superior.id, as: 'superior' }] : []),
  ];
}

function packDates({ rules }: CaseContext): Record<string, string> {
  return Object.fromEntries(rules.packs.map((pack) => [pack.id, pack.inForceFrom ?? '']));
}
