import type { WorkItem } from '@mingjing/api';
import {
  can,
  type DueStanding,
  type DueStep,
  duePublicationStep,
  dueStanding,
  dueStep,
  isBeforeItsDay,
  publicationStanding,
} from '@mingjing/law';
import { rulesOf } from '../cases/case-store.ts';
import { draftability } from '../cases/case-view.ts';
import { type Person, toActor } from '../people/people.ts';
import { PUBLICITY } from '../publications/publication-store.ts';
import { publicationNames } from '../publications/run-publication-command.ts';
import type { ServerContext } from '../web/context.ts';
import { AWAITS_APPROVAL } from './ending-results.ts';
import type { lawByCase } from './law-of-case.ts';
import type { WorkLine } from './work-items.ts';

/** The line as a screen shows it: what it waits for, and the step that is this person's to take now, or none. */
export async function withStep(
  context: ServerContext,
  person: Person,
  line: WorkLine,
  lawOf: ReturnType<typeof lawByCase>,
): Promise<WorkItem> {
  const { words, lacks } = await standingOf(context, line, lawOf);
  return { ...line.item, state: words, lacks, step: (await stepOf(context, person, line, lawOf)) ?? null };
}

async function standingOf(
  context: ServerContext,
  { item, state, publication }: WorkLine,
  lawOf: ReturnType<typeof lawByCase>,
): Promise<DueStanding> {
  const { duty } = item;
  if (duty.waitingFor === 'party') return { words: '不是本局义务', lacks: false };
  if (state === null) return { words: item.state ?? '', lacks: false };
  if (PUBLICITY.has(duty.does))
    return publicationStanding(publication?.body ?? null, duty, context.clock.today());
  return dueStanding(state, duty.does, await lawOf(state));
}

async function stepOf(
  context: ServerContext,
  person: Person,
  { item, state, publication }: WorkLine,
  lawOf: ReturnType<typeof lawByCase>,
): Promise<DueStep | undefined> {
  const { does, waitingFor } = item.duty;
  if (waitingFor === 'party') return undefined;
  if (state === null && item.publicationId !== undefined) {
    const may = can(toActor(person), 'propose-withdrawal', { bureau: person.bureau }) === undefined;
    const isDue = !isBeforeItsDay(item.duty, context.clock.today()) && item.state !== AWAITS_APPROVAL;
    return may && isDue ? { command: 'propose-withdrawal', verb: '申请撤下' } : undefined;
  }
  if (state === null) {
    const may = can(toActor(person), 'record-item-updated', { bureau: person.bureau }) === undefined;
    return may ? { command: 'record-item-updated', verb: '登记更新' } : undefined;
  }
  const law = await lawOf(state);
  if (!PUBLICITY.has(does)) return dueStep(state, does, law);
  if (isBeforeItsDay(item.duty, law.today)) return undefined;
  if (publication === null && !draftability(state, null, person, law.rules).canDraft) return undefined;
  const rules = rulesOf(context, state, state.decision?.madeOn);
  const names = publicationNames(context, state.bureau, state, rules);
  return duePublicationStep(publication?.body ?? null, does, { ...law, rules, caseState: state, names });
}
