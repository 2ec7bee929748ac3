import { z } from 'zod';
import { ask, mayGive } from '../case/field.ts';
import { guarded } from '../case/guards.ts';
import { dateText, shortText } from '../case/input.ts';
import { badInput } from '../case/input-error.ts';
import {
  definePublication,
  existing,
  kindOf,
  type PublicationContext,
  publicationFact,
} from './publication-command.ts';
import type { PublicationState } from './publication-state.ts';

/** 公示载体确认: a person says where and when the result stands on a carrier outside this system. */
export const confirmChannel = definePublication({
  type: 'confirm-channel',
  label: '确认公示载体',
  order: 20,
  schema: z.strictObject({
    channel: z.string().min(1),
    address: z
      .url({ protocol: /^https?$/ })
      .max(600)
      .optional(),
    confirmedOn: dateText,
    receipt: shortText.optional(),
  }),
  offered: (state, context) => state?.status === 'published' && unconfirmed(state, context).length > 0,
  refuse: (state, context) =>
    guarded(context.rules, kindOf(state, context), 'own-work', () =>
      state?.draftedBy === context.actor.id ? '本件由您拟稿，须由他人确认。' : undefined,
    ),
  form: (state, context) => [
    ask('channel', '公示载体', 'choice', {
      options: unconfirmed(existing(state), context).map(({ id, name, main }) => ({
        value: id,
        label: main ? `${name}（主要载体）` : name,
      })),
      value: unconfirmed(existing(state), context)[0]?.id,
    }),
    ask('confirmedOn', '公示日期', 'date', { value: context.occurredOn }),
    mayGive('address', '网址', 'text', { help: '网上载体填网址；其他载体填回执或者张贴位置。' }),
    mayGive('receipt', '回执或者位置', 'text'),
  ],
  decide: (state, input, context) => {
    const publication = existing(state);
    if (!unconfirmed(publication, context).some(({ id }) => id === input.channel))
      badInput('channel', '没有这一待确认的公示载体。');
    if (input.confirmedOn > context.today)
      badInput('confirmedOn', `公示日期不能晚于今天（${context.today}）。`);
    const correctedOn = publication.corrections?.at(-1)?.on;
    const standsSince = correctedOn ?? publication.publishedOn ?? '';
    if (input.confirmedOn < standsSince)
      badInput(
        'confirmedOn',
        `公示日期早于批准${correctedOn === undefined ? '' : '更正'}公示的日期（${standsSince}）。核对后再填。`,
      );
    if (input.address === undefined && input.receipt === undefined)
      badInput('address', '网址和回执（位置）至少填一项。');
    return [publicationFact(context, 'channel-confirmed', input)];
  },
});

/** Carriers outside this system, as fixed when the result was published, that nobody has confirmed yet; the main one first. */
function unconfirmed(state: PublicationState, context: PublicationContext) {
  const named = context.rules.channels(kindOf(state, context)).map(({ rule }) => rule);
  const carriers = state.carriers.length > 0 ? state.carriers : named;
  return carriers
    .filter(({ id, held }) => held === 'external' && (state.current ?? state.channels)[id] === undefined)
    .sort((a, b) => Number(b.main) - Number(a.main));
}
