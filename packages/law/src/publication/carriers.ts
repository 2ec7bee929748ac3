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

/** 登记已报送: the text was handed to a carrier outside this system; it is public there only once somebody confirms it. */
export const sendToChannel = definePublication({
  type: 'send-to-channel',
  label: '登记已报送',
  order: 19,
  schema: z.strictObject({ channel: z.string().min(1), sentOn: dateText, note: shortText.optional() }),
  offered: (state, context) => state?.status === 'published' && unsent(state, context).length > 0,
  refuse: () => undefined,
  form: (state, context) => [
    ask('channel', '公示载体', 'choice', {
      options: options(unsent(existing(state), context)),
      value: unsent(existing(state), context)[0]?.id,
    }),
    ask('sentOn', '报送日期', 'date', { value: context.occurredOn }),
    mayGive('note', '报送情况', 'text', { help: '交给谁、怎样报送。报送不算公示，载体公示后再确认。' }),
  ],
  decide: (state, input, context) => {
    const publication = existing(state);
    if (!unsent(publication, context).some(({ id }) => id === input.channel))
      badInput('channel', '没有这一待报送的公示载体。');
    checkDay(publication, context, 'sentOn', '报送日期', input.sentOn);
    return [publicationFact(context, 'channel-sent', input)];
  },
});

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
      options: options(unconfirmed(existing(state), context)),
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
    checkDay(publication, context, 'confirmedOn', '公示日期', input.confirmedOn);
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

/** Of those, the ones whose text nobody has noted as handed over. */
function unsent(state: PublicationState, context: PublicationContext) {
  return unconfirmed(state, context).filter(({ id }) => state.sent?.[id] === undefined);
}

const options = (carriers: readonly { id: string; name: string; main: boolean }[]) =>
  carriers.map(({ id, name, main }) => ({ value: id, label: main ? `${name}（主要载体）` : name }));

/** Not to come, and not before the words that stand now were approved. */
function checkDay(
  publication: PublicationState,
  { today }: PublicationContext,
  path: string,
  label: string,
  day: string,
): void {
  if (day > today) badInput(path, `${label}不能晚于今天（${today}）。`);
  const correctedOn = publication.corrections?.at(-1)?.on;
  const standsSince = correctedOn ?? publication.publishedOn ?? '';
  if (day < standsSince)
    badInput(
      path,
      `${label}早于批准${correctedOn === undefined ? '' : '更正'}公示的日期（${standsSince}）。核对后再填。`,
    );
}
