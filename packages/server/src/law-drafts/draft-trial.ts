import type { DraftTrialReply, draftTrialRequest, TrialAnswer } from '@mingjing/api';
import {
  compareDuties,
  type Duty,
  dutiesFor,
  explainDuty,
  type HeldPack,
  type Pack,
  readDraft,
  rulebookOf,
} from '@mingjing/law';
import type { z } from 'zod';
import type { Person } from '../people/people.ts';
import type { ServerContext } from '../web/context.ts';
import { RequestError } from '../web/request-error.ts';
import { loadDraft } from './draft-store.ts';

/** The duties that an event would bring with the draft among the bureau's layers, beside those it brings today; changes nothing. */
export async function tryDraft(
  context: ServerContext,
  person: Person,
  id: string,
  { place, ...question }: z.output<typeof draftTrialRequest>,
): Promise<DraftTrialReply> {
  const { body } = await loadDraft(context.databases.app, person.bureau, id);
  const { pack, leftAside } = readDraft(body);
  if (pack === undefined)
    throw new RequestError('pack-faulty', '草稿还没有能够试算的内容。先按检查结果改好。');
  const resources = context.resources();
  const standing = resources.rulebook(person.bureau, question.date);
  const asked = { ...question, calendar: resources.calendarOf(person.bureau) };
  const imagined = rulebookOf(standing.bureau, withDraft(standing.held, pack, place));
  const compared = compareDuties(
    dutiesFor({ ...asked, rules: standing } as Parameters<typeof dutiesFor>[0]),
    dutiesFor({ ...asked, rules: imagined } as Parameters<typeof dutiesFor>[0]),
  );
  return {
    duties: compared.map(({ change, before, after }) => ({
      change,
      before: before && answerOf(before),
      after: after && answerOf(after),
    })),
    notes: notesOf(pack, question.date, leftAside),
  };
}

/** The draft in the place of the version that applies, else before or after all others. */
function withDraft(held: readonly HeldPack[], pack: Pack, place: 'first' | 'last'): readonly HeldPack[] {
  if (held.some((one) => one.pack.id === pack.id))
    return held.map((one) => (one.pack.id === pack.id ? { ...one, pack } : one));
  return place === 'first' ? [{ pack }, ...held] : [...held, { pack }];
}

function notesOf(pack: Pack, date: string, leftAside: number): string[] {
  const early = pack.inForceFrom !== null && date < pack.inForceFrom;
  return [
    ...(leftAside > 0 ? [`有 ${leftAside} 处没有填好，没有计入。`] : []),
    ...(early ? [`草稿自 ${pack.inForceFrom} 起施行，所选日期在此以前；这里按已经施行试算。`] : []),
  ];
}

function answerOf(duty: Duty): TrialAnswer {
  const { name, due, owner, modality, channel, regulation, article, quote, provisional, unverified, note } =
    duty;
  return {
    name,
    due,
    sentence: explainDuty(duty).sentence,
    owner,
    modality,
    channel,
    regulation,
    article,
    quote,
    provisional,
    unverified,
    note,
    others: duty.others.map((other) => ({
      regulation: other.regulation,
      article: other.article,
      due: other.due,
    })),
  };
}
