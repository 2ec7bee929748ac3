import { z } from 'zod';
import type { Actor, Role } from '../../access/actor.ts';
import type { GuardName } from '../../pack/guards.ts';
import type { Refusal } from '../../rule-error.ts';
import type { CaseState } from '../case-state.ts';
import { defineCommand } from '../command.ts';
import { ask, known, mayGive } from '../field.ts';
import { guarded, nameOf, refusalUnder } from '../guards.ts';
import { dateText, longText, shortText, timeText } from '../input.ts';
import { badInput } from '../input-error.ts';
import { drawNumber, order, outcome, record } from '../outcome.ts';
import type { CaseContext } from '../skeleton.ts';
import { hearingEarliest } from './hearing-notice.ts';
import { enforce, penaltyOf } from './parts.ts';

const hosts: readonly Role[] = ['reviewer', 'approver', 'legal-reviewer', 'policy-and-law'];

/** 通知听证: time, place and a host who did not investigate, long enough before the day. */
export const notifyHearing = defineCommand({
  type: 'notify-hearing',
  label: '通知听证',
  kinds: ['penalty'],
  stages: ['notice', 'legal-review', 'decision'],
  roles: ['handler', 'policy-and-law', 'legal-reviewer'],
  only: 'handlers',
  order: 10,
  after: ['hearing-requested'],
  schema: z.strictObject({
    heldOn: dateText,
    time: timeText.optional(),
    place: shortText,
    host: z.string().min(1),
    closedReason: longText.optional(),
  }),
  offered: (state) => penaltyOf(state).hearing.state === 'requested',
  refuse: () => undefined,
  form: (state, context) => [
    ask('heldOn', '听证日期', 'date', {
      value: hearingEarliest(context)?.date,
      help: '应当在举行听证的 7 个工作日前通知；所示为最早可定的日期。',
    }),
    ask('time', '听证时间', 'text', { value: '09:00', help: '二十四小时制，例如 09:30。' }),
    ask('place', '听证地点', 'text'),
    ask('host', '主持人', 'person', {
      options: hostsFor(state, context).map((person) => ({ value: person.id, label: person.name })),
      help: '由非本案调查人员主持。',
    }),
    mayGive('closedReason', '不公开举行的理由', 'textarea', {
      help: '涉及国家秘密、商业秘密或者个人隐私依法予以保密的才填写；不填写的公开举行。',
    }),
  ],
  decide: (state, input, context) => {
    enforce(refuseHost(state, input.host, context));
    enforce(refuseShortNotice(input.heldOn, context));
    if (!hostsFor(state, context).some((person) => person.id === input.host))
      badInput('host', '主持人应当是本局的审核、法制或者负责人员。');
    const documentNumber = drawNumber(context, 'hearing-notice', state);
    return outcome(record(context, 'hearing-notified', { ...input, documentNumber }), [
      order(context, 'penalty', 'hearing-notice', documentNumber, true),
    ]);
  },
});

/** 举行听证: the host puts the record and the opinion into the case. */
export const holdHearing = defineCommand({
  type: 'hold-hearing',
  label: '登记听证笔录和意见',
  kinds: ['penalty'],
  stages: ['notice', 'legal-review', 'decision'],
  roles: hosts,
  order: 10,
  after: ['hearing-notified'],
  schema: z.strictObject({ record: longText, opinion: longText }),
  offered: (state) => penaltyOf(state).hearing.state === 'notified',
  refuse: (state, context) => {
    const { host, heldOn } = penaltyOf(state).hearing;
    const under = (guard: GuardName, code: string, sentence: string) =>
      refusalUnder(context.rules, 'penalty', guard, code, sentence);
    if (host !== undefined && host !== context.actor.id)
      return under(
        'hearing-host',
        'not-host',
        `听证由${nameOf(context, host)}主持，笔录和意见由主持人登记。`,
      );
    if (heldOn !== undefined && context.occurredOn < heldOn)
      return under('hearing-notice', 'hearing-not-due', `听证定于 ${heldOn} 举行。`);
    const notice = state.documents.findLast(({ template }) => template === 'hearing-notice');
    if (notice !== undefined && notice.servedOn === undefined)
      return under('hearing-notice', 'hearing-notice', '听证通知书还没有送达。');
    return undefined;
  },
  form: (state, context) => [
    known('host', '主持人', nameOf(context, penaltyOf(state).hearing.host ?? '')),
    ask('record', '听证笔录', 'textarea'),
    ask('opinion', '听证意见', 'textarea'),
  ],
  decide: (_state, input, context) =>
    outcome(record(context, 'hearing-held', { host: context.actor.id, ...input })),
});

function hostsFor(state: CaseState, context: CaseContext): readonly Actor[] {
  return context.people.filter(
    (person) =>
      person.bureau === state.bureau &&
      person.roles.some((role) => hosts.includes(role)) &&
      !state.handlers.includes(person.id),
  );
}

function refuseHost(state: CaseState, host: string, context: CaseContext): Refusal | undefined {
  return guarded(
    context.rules,
    'penalty',
    'hearing-host',
    () => state.handlers.includes(host) && '听证应当由非本案调查人员主持。',
  );
}

function refuseShortNotice(heldOn: string, context: CaseContext): Refusal | undefined {
  return guarded(context.rules, 'penalty', 'hearing-notice', () => {
    const earliest = hearingEarliest(context);
    if (!earliest || earliest.date <= heldOn) return false;
    return `应当在举行听证的 ${earliest.workingDays} 个工作日前通知，最早可定于 ${earliest.date}。`;
  });
}
