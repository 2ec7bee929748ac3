import { z } from 'zod';
import { issuesBySuperior } from '../../access/subject.ts';
import { seriesPattern } from '../../bureau/numbering.ts';
import { holds } from '../../pack/rulebook.ts';
import type { Refusal } from '../../rule-error.ts';
import { scanRecord } from '../adoption/paper-steps.ts';
import type { CaseState } from '../case-state.ts';
import { circumstancesOf } from '../circumstances.ts';
import { defineCommand } from '../command.ts';
import { ask, known, matterOf, mayGive } from '../field.ts';
import { firstRefusal, guarded, refusal, refusalUnder } from '../guards.ts';
import { handledBy, nameOfBody } from '../handled-by.ts';
import { dateText, longText, shortText } from '../input.ts';
import { badInput } from '../input-error.ts';
import { drawNumber, order, outcome, record } from '../outcome.ts';
import type { CaseContext, FormField } from '../skeleton.ts';
import { results, TEST_REPORT } from '../words.ts';
import { CHAIN } from './chain.ts';
import { permitOf } from './permit-of.ts';

/** 作出决定: what the chain approved becomes the decision; nothing is typed anew. */
export const makePermitDecision = defineCommand({
  kinds: ['permit'],
  stages: ['approval', 'decision'],
  type: 'make-permit-decision',
  label: '作出许可决定',
  roles: ['handler', 'approver'],
  only: 'handlers',
  order: 10,
  confirm: '决定作出后即取得文号并计入公示，不能收回。',
  after: ['opinion-submitted', 'opinion-reviewed', 'opinion-approved'],
  schema: z.strictObject({}),
  offered: (state) => permitOf(state).opinion !== null,
  refuse: refuseUndecidable,
  form: (state, context) => decisionShown(state, context),
  decide: (state, _input, context) => decide(state, context),
});

/** What a permit case lacks for a decision, whoever makes it. */
export function refuseUndecidable(state: CaseState, context: CaseContext): Refusal | undefined {
  return firstRefusal(
    permitOf(state).chain === 'approved'
      ? undefined
      : refusalUnder(
          context.rules,
          'permit',
          CHAIN,
          'opinion-review-approval',
          '未经审核、批准，不得作出决定。',
        ),
    guarded(context.rules, 'permit', 'refusal-attaches-report', ({ rule }) =>
      lacksReport(state, String(rule.parameters.requirement ?? TEST_REPORT))
        ? '依据检验、检测结果不予许可的，应附检验、检测报告；先补入报告。'
        : undefined,
    ),
  );
}

/** 上报发证机关: the decision goes to the body that prints and seals. */
export const handOver = defineCommand({
  kinds: ['permit'],
  stages: ['certificate'],
  type: 'hand-over',
  label: '上报发证机关',
  roles: ['handler', 'approver'],
  only: 'handlers',
  order: 10,
  after: ['decision-made'],
  schema: z.strictObject({ note: longText.optional() }),
  offered: (state) => !permitOf(state).handedOver && !state.decision?.revoked,
  refuse: () => undefined,
  form: (_state, { rules }) => [
    known('to', '发证机关', rules.bureau.superior?.name ?? ''),
    mayGive('note', '说明', 'textarea'),
  ],
  decide: (_state, { note }, context) =>
    outcome(record(context, 'handed-over', { to: context.rules.bureau.superior?.id ?? '', note })),
});

/** 打印证书并加盖印章: by the issuing authority; a refusal is sealed without a certificate. */
export const sealCertificate = defineCommand({
  kinds: ['permit'],
  stages: ['certificate', 'service'],
  type: 'seal-certificate',
  label: '打印证书并加盖印章',
  roles: ['superior', 'approver'],
  body: 'issuing',
  order: 20,
  confirm: '加盖印章后证书即可送达。',
  after: ['decision-made', 'handed-over'],
  schema: z.strictObject({ certificateNumber: shortText.optional(), validFrom: dateText.optional() }),
  offered: (state, { rules }) => isToBeSealed(state, rules),
  refuse: (state, { rules }) =>
    issuesBySuperior(rules, state) && !permitOf(state).handedOver
      ? refusal('not-handed-over', '承办单位尚未上报，不能加盖印章。', sealCite(rules))
      : undefined,
  form: sealForm,
  decide: (state, input, context) => {
    const { decision } = state;
    if (decision?.result === 'refuse') {
      return outcome(record(context, 'decision-sealed', { documentNumber: decision.documentNumber }));
    }
    const opinion = permitOf(state).opinion;
    const earlier = permitOf(state).certificate;
    const validFrom = opinion?.validFrom ?? input.validFrom ?? earlier?.validFrom ?? context.occurredOn;
    if (opinion?.validTo && opinion.validTo < validFrom) {
      badInput('validFrom', `有效期起晚于有效期止（${opinion.validTo}）。核对后再填。`);
    }
    const typed = input.certificateNumber ?? earlier?.number;
    return outcome(
      record(context, 'certificate-sealed', {
        ...(typed === undefined || isOfSeries(typed, context)
          ? { certificateNumber: typed ?? drawNumber(context, 'certificate', state) }
          : { ownNumber: typed }),
        validFrom,
        validTo: opinion?.validTo,
      }),
    );
  },
});

/** 终止办理: on a ground written out with its clause; the applicant is told. */
export const terminate = defineCommand({
  kinds: ['permit'],
  stages: ['intake', 'examination', 'approval', 'decision'],
  type: 'terminate',
  label: '终止办理',
  roles: ['approver'],
  order: 90,
  confirm: '终止后本件不再办理，并制作终止办理决定书。',
  after: ['application-received'],
  schema: z.strictObject({ ground: longText }),
  offered: () => true,
  refuse: () => undefined,
  form: (state) => [
    known('content', '申请内容', permitOf(state).content, 'textarea'),
    ask('ground', '终止的情形和依据', 'textarea', { help: '写明具体情形，并写明所依据的条款。' }),
  ],
  decide: (state, { ground }, context) => {
    const documentNumber = drawNumber(context, 'termination-decision', state);
    return outcome(record(context, 'act-terminated', { ground, documentNumber }), [
      order(context, 'permit', 'termination-decision', documentNumber, true),
    ]);
  },
});

function decide(state: CaseState, context: CaseContext) {
  const opinion = permitOf(state).opinion;
  if (!opinion) throw new Error('a decision needs an opinion');
  const template = opinion.result === 'grant' ? 'permit-decision' : 'refusal-decision';
  const documentNumber = drawNumber(context, template, state);
  return outcome(
    record(context, 'decision-made', {
      ...permitDecided(state, context),
      documentNumber,
      ordinal: context.numbers.ordinal('permit'),
    }),
    [order(context, 'permit', template, documentNumber, true)],
  );
}

/** What of a permit is decided, besides its numbers: what the chain approved. */
export function permitDecided(state: CaseState, context: CaseContext) {
  const opinion = permitOf(state).opinion;
  if (!opinion) throw new Error('a decision needs an opinion');
  return {
    result: opinion.result,
    issuingAuthority: issuingAuthority(state, context),
    content: opinion.content,
    basis: matterOf(state, context.rules)?.basis ?? '',
    reason: opinion.reason,
    major: isMajor(state, context) ? 'yes' : 'no',
  };
}

function issuingAuthority(state: CaseState, { rules }: CaseContext): string {
  return (issuesBySuperior(rules, state) ? rules.bureau.superior?.id : undefined) ?? handledBy(state);
}

function isMajor(state: CaseState, { rules }: CaseContext): boolean {
  const circumstances = circumstancesOf(state, rules);
  return rules
    .legalReview('permit')
    .some(({ rule }) => rule.triggers.some((trigger) => holds(trigger.when, circumstances)));
}

/** A number in the bureau's own form is no free text; any other that a person types is sealed. */
function isOfSeries(number: string, { rules }: CaseContext): boolean {
  const form = rules.bureau.numbering.certificate;
  return form !== undefined && seriesPattern(form).test(number);
}

function lacksReport(state: CaseState, requirement: string): boolean {
  const opinion = permitOf(state).opinion;
  if (opinion?.result !== 'refuse' || opinion.basedOnTest !== 'yes') return false;
  const standing = [requirement, scanRecord({ id: TEST_REPORT })];
  return !state.records.some((record) => standing.includes(record.requirement));
}

function decisionShown(state: CaseState, context: CaseContext): FormField[] {
  const opinion = permitOf(state).opinion;
  if (!opinion) return [];
  const authority = issuesBySuperior(context.rules, state)
    ? context.rules.bureau.superior?.name
    : nameOfBody(handledBy(state), context);
  return [
    known('result', '决定', results[opinion.result]),
    known('content', '许可内容', opinion.content, 'textarea'),
    known('reason', '理由', opinion.reason, 'textarea'),
    known('basis', '依据', matterOf(state, context.rules)?.basis ?? '', 'textarea'),
    known('authority', '决定机关', authority ?? ''),
  ];
}

function isToBeSealed(state: CaseState, rules: CaseContext['rules']): boolean {
  const { decision } = state;
  if (!decision || decision.revoked || permitOf(state).sealedOn) return false;
  return issuesBySuperior(rules, state) || decision.result === 'grant';
}

function sealForm(state: CaseState, context: CaseContext): FormField[] {
  const { decision } = state;
  if (decision?.result === 'refuse') {
    return [known('document', '加盖印章的文书', `不予许可决定 ${decision.documentNumber}`)];
  }
  const opinion = permitOf(state).opinion;
  return [
    known('content', '许可内容', decision?.content ?? '', 'textarea'),
    mayGive('certificateNumber', '证书编号', 'text', {
      value: permitOf(state).certificate?.number,
      help: '不填则按编号规则自动取号。',
    }),
    opinion?.validFrom
      ? known('validFrom', '有效期起', opinion.validFrom, 'date')
      : mayGive('validFrom', '有效期起', 'date', {
          value: permitOf(state).certificate?.validFrom ?? context.occurredOn,
        }),
    known('validTo', '有效期止', opinion?.validTo ?? '长期', opinion?.validTo ? 'date' : 'text'),
  ];
}

function sealCite(rules: CaseContext['rules']) {
  return rules.guard('issuing-authority-seals', 'permit')?.cite;
}
