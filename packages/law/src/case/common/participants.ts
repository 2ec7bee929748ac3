import { z } from 'zod';
import type { Cite } from '../../cite.ts';
import type { Refusal } from '../../rule-error.ts';
import type { CaseState } from '../case-state.ts';
import { defineCommand } from '../command.ts';
import { ask, mayGive } from '../field.ts';
import { refusal } from '../guards.ts';
import { dateText, longText, shortText } from '../input.ts';
import { badInput } from '../input-error.ts';
import { outcome, record } from '../outcome.ts';
import type { CaseContext } from '../skeleton.ts';
import { participationLabels } from '../words.ts';
import { openStages } from './correctable.ts';

const shared = { kinds: ['permit', 'penalty'], stages: openStages, roles: ['approver'] } as const;
const capacities = ['joint', 'entrusted'] as const;

/** 确定参与单位: the head names a body that works on the case together with the bureau, or one that the bureau entrusts in writing. */
export const nameParticipant = defineCommand({
  ...shared,
  type: 'name-participant',
  label: '确定参与单位',
  order: 94,
  confirm: '该单位的办案人员从此看得到本案，可以补入记录，直到结束参与。',
  schema: z.strictObject({
    as: z.enum(capacities),
    body: shortText,
    reason: longText,
    letter: shortText.optional(),
    scope: longText.optional(),
    until: dateText.optional(),
    announcedAt: longText.optional(),
  }),
  offered: (state, context) => bodiesLeft(state, context).length > 0,
  refuse: () => undefined,
  form: (state, context) => [
    ask('as', '以什么身份参与', 'choice', {
      options: capacities.map((value) => ({ value, label: participationLabels[value] })),
    }),
    ask('body', '单位', 'choice', {
      options: bodiesLeft(state, context).map(({ id, name }) => ({ value: id, label: name })),
    }),
    ask('reason', '理由', 'textarea'),
    mayGive('letter', '委托书文号', 'text', { help: '受委托单位须填本项和以下三项；联合办理机关不填。' }),
    mayGive('scope', '委托的具体事项和权限', 'textarea'),
    mayGive('until', '委托期限至', 'date'),
    mayGive('announcedAt', '委托书公布在何处', 'text'),
  ],
  decide: (state, input, context) => {
    const { body, as } = input;
    if (body === state.bureau) badInput('body', '本机关就是办理机关，不能再列为参与单位。');
    if (!(context.bodies ?? []).some(({ id }) => id === body)) badInput('body', '没有登记这个单位。');
    if (state.participants.some((one) => one.body === body)) badInput('body', '这个单位已经参与本案。');
    if (as === 'entrusted') checkLetter(input, context, entrustingCite(state, context));
    const { letter: letterNumber, ...entrusted } = input;
    const named = as === 'entrusted' ? { ...entrusted, letterNumber } : { as, body, reason: input.reason };
    return outcome(record(context, 'participant-named', named));
  },
});

/** 结束参与: a named body takes part no more and sees the case no more; what it recorded stays. */
export const endParticipant = defineCommand({
  ...shared,
  // Who still takes part when a case closes would see it for good.
  stages: [...openStages, 'closed'],
  type: 'end-participant',
  label: '结束参与',
  order: 95,
  confirm: '结束以后，该单位不再看得到本案；已经补入的记录留在案卷里。',
  schema: z.strictObject({ body: shortText, reason: longText }),
  offered: (state) => named(state).length > 0,
  refuse: () => undefined,
  form: (state, context) => [
    ask('body', '单位', 'choice', {
      options: named(state).map(({ body, as }) => ({
        value: body,
        label: context.bodies?.find(({ id }) => id === body)?.name ?? body,
        hint: participationLabels[as as (typeof capacities)[number]],
      })),
    }),
    ask('reason', '理由', 'textarea'),
  ],
  decide: (state, input, context) => {
    const found = named(state).find(({ body }) => body === input.body);
    if (!found) badInput('body', '这个单位没有作为联合办理机关或者受委托单位参与本案。');
    return outcome(record(context, 'participant-ended', { ...input, as: found.as }));
  },
});

/** Why somebody of another body may not add to the case now: what was entrusted to it has run out. */
export function refuseExpired(state: CaseState, context: CaseContext): Refusal | undefined {
  const { actor, occurredOn } = context;
  if (actor.bureau === state.bureau) return undefined;
  const until = named(state).find(({ body }) => body === actor.bureau)?.until;
  return until !== undefined && occurredOn > until
    ? refusal('entrustment-ended', `委托期限已于 ${until} 届满。`, entrustingCite(state, context))
    : undefined;
}

/** Bodies that were named for this case, besides those that the law or the bureau's place make part of it. */
function named(state: CaseState): CaseState['participants'] {
  return state.participants.filter(({ as }) => (capacities as readonly string[]).includes(as));
}

function bodiesLeft(state: CaseState, context: CaseContext): NonNullable<CaseContext['bodies']> {
  const taken = new Set([state.bureau, ...state.participants.map(({ body }) => body)]);
  return (context.bodies ?? []).filter(({ id }) => !taken.has(id));
}

function entrustingCite(state: CaseState, context: CaseContext): Cite | undefined {
  return context.rules.guard('entrusted-body', state.kind)?.cite;
}

/** Matter, powers, term and where it was made public: what the letter of entrustment says. */
function checkLetter(
  input: {
    readonly letter?: string | undefined;
    readonly scope?: string | undefined;
    readonly until?: string | undefined;
    readonly announcedAt?: string | undefined;
  },
  context: CaseContext,
  cite: Cite | undefined,
): void {
  for (const [key, label] of Object.entries(letterFields))
    if (!input[key as keyof typeof letterFields]) badInput(key, `委托须有书面委托书：“${label}”未填。`, cite);
  if ((input.until ?? '') < context.occurredOn) badInput('until', '委托期限已经届满。核对后再填。', cite);
}

const letterFields = {
  letter: '委托书文号',
  scope: '委托的具体事项和权限',
  until: '委托期限至',
  announcedAt: '委托书公布在何处',
} as const;
