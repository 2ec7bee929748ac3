import { z } from 'zod';
import { type CaseState, stages } from '../case-state.ts';
import { defineCommand } from '../command.ts';
import { ask, choices, known, mayGive } from '../field.ts';
import { firstRefusal, guarded, refusalUnder } from '../guards.ts';
import { longText, organName, shortText } from '../input.ts';
import { drawNumber, order, outcome, record } from '../outcome.ts';
import type { CaseContext } from '../skeleton.ts';
import { results, revocationOutcomes } from '../words.ts';
import { unserved } from './service.ts';

/** 结案: everything decided, served, carried out and recorded; from then on the case is read only. */
export const closeCase = defineCommand({
  kinds: ['permit', 'penalty'],
  stages: ['service', 'execution', 'certificate', 'filing'],
  type: 'close-case',
  label: '结案',
  roles: ['handler', 'window-clerk', 'approver'],
  only: 'handlers',
  order: 80,
  confirm: '结案后只能查阅，不能再补入或者更正。',
  after: ['decision-made', 'document-served', 'execution-recorded', 'certificate-sealed', 'act-terminated'],
  schema: z.strictObject({ summary: longText }),
  offered: isEnding,
  refuse: refuseClosing,
  form: (state) => [
    known('party', '当事人', state.party?.name ?? ''),
    ask('summary', '结案说明', 'textarea', { value: summarise(state) }),
  ],
  decide: (state, { summary }, context) => {
    if (state.kind === 'permit' || state.penalty?.filed === 'refused')
      return outcome(record(context, 'case-closed', { summary }));
    const documentNumber = drawNumber(context, 'closing-form', state);
    return outcome(record(context, 'case-closed', { summary, documentNumber }), [
      order(context, state.kind, 'closing-form', documentNumber, false),
    ]);
  },
});

/** 归档: text and recordings of the closed case are formed into a file under its archive number. */
export const archiveCase = defineCommand({
  kinds: ['permit', 'penalty'],
  stages: ['closed'],
  type: 'archive-case',
  label: '登记归档',
  roles: ['archive-keeper', 'handler'],
  only: 'handlers',
  order: 10,
  after: ['case-closed', 'act-terminated'],
  schema: z.strictObject({ archiveNumber: shortText, note: longText.optional() }),
  offered: (state) => state.dates['case-archived'] === undefined,
  refuse: () => undefined,
  form: () => [
    ask('archiveNumber', '档号', 'text', { help: '案卷已按目录整理，交档案管理人员的档号。' }),
    mayGive('note', '备考', 'textarea'),
  ],
  decide: (_state, { archiveNumber: fileNumber, ...input }, context) =>
    outcome(record(context, 'case-archived', { fileNumber, ...input })),
});

/** 决定被撤销、确认违法或者要求重新作出: recorded when it becomes known; it starts the withdrawal from publication. */
export const recordRevocation = defineCommand({
  kinds: ['permit', 'penalty'],
  stages: [...stages.permit, ...stages.penalty],
  type: 'record-revocation',
  label: '登记决定被撤销',
  roles: ['approver', 'policy-and-law'],
  order: 95,
  confirm: '登记后即须撤下已公示的决定并说明理由。',
  after: ['decision-made'],
  schema: z.strictObject({
    outcome: z.enum(['revoked', 'declaredUnlawful', 'remade']),
    by: organName,
    documentNumber: shortText.optional(),
    explanation: longText,
  }),
  offered: (state) => state.decision !== null && !state.decision.revoked,
  refuse: () => undefined,
  form: (state) => [
    known('decision', '原决定', state.decision?.documentNumber ?? ''),
    ask('outcome', '结果', 'choice', { options: choices(revocationOutcomes) }),
    ask('by', '作出机关', 'text', { help: '机关的全称。凭核验码查本案文书的人看得到。' }),
    mayGive('documentNumber', '依据的文书文号', 'text'),
    ask('explanation', '说明', 'textarea', { help: '撤下公示时向社会说明的理由从这里带出。' }),
  ],
  decide: (_state, { documentNumber: orderNumber, ...input }, context) =>
    outcome(record(context, 'decision-revoked', { ...input, orderNumber })),
});

/** Before service only where there is nothing more to do: the filing was refused, or the decision revoked before its seal. */
function isEnding(state: CaseState): boolean {
  if (state.stage === 'filing') return state.penalty?.filed === 'refused';
  return state.stage !== 'certificate' || state.decision?.revoked !== undefined;
}

function refuseClosing(state: CaseState, context: CaseContext) {
  const { rules } = context;
  const under = (code: string, sentence: string) =>
    refusalUnder(rules, state.kind, ['records-complete', 'correction-document'], code, sentence);
  return firstRefusal(
    isConcluded(state) ? undefined : under('not-concluded', '尚未作出决定，不能结案。'),
    guarded(rules, state.kind, 'service-receipt', () => {
      const titles = unserved(state).map((document) => `《${document.title}》`);
      return titles.length > 0 && `${titles.join('')}还没有送达回证，不能结案。`;
    }),
    guarded(rules, state.kind, 'execution-first', () =>
      state.decision?.result === 'penalise' && !state.decision.revoked && state.penalty?.execution !== 'done'
        ? '决定尚未执行完毕，不能结案。'
        : undefined,
    ),
    state.correction ? under('correction-pending', '还有更正录入的申请没有答复，不能结案。') : undefined,
    state.documentCorrection
      ? under('correction-pending', '还有更正文书的申请没有答复，不能结案。')
      : undefined,
    state.erasure ? under('erasure-pending', '还有依法删除的申请没有答复，不能结案。') : undefined,
  );
}

function isConcluded(state: CaseState): boolean {
  return state.decision !== null || state.permit?.endReason != null || state.penalty?.filed === 'refused';
}

function summarise(state: CaseState): string | undefined {
  const { decision, permit } = state;
  if (decision?.result === 'grant' || decision?.result === 'refuse') {
    return `${results[decision.result]}（${decision.documentNumber}），文书已送达。`;
  }
  if (permit?.terminated) return '终止办理，文书已送达。';
  if (permit?.intake === 'declined' || permit?.intake === 'rejected') return '不予受理，文书已送达。';
  if (decision?.result === 'penalise') return `处罚决定（${decision.documentNumber}）已送达并执行完毕。`;
  if (decision?.result === 'no-penalty') return `不予处罚决定（${decision.documentNumber}）已送达。`;
  return undefined;
}
