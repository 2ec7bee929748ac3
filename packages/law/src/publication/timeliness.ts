import type { OutsideDates } from '../case/case-duties.ts';
import type { Rulebook } from '../pack/rulebook.ts';
import { actKindSchema } from '../pack/schema.ts';
import { mainChannel } from './draft.ts';
import type { PublicationState } from './publication-state.ts';

/** The day on which the result stood on the main carrier, the one fixed when it was published; null until confirmed there. */
export function confirmedOnMain(state: PublicationState, rules: Rulebook): string | null {
  const fixed = state.carriers.find((carrier) => carrier.main)?.id;
  const main = fixed ?? mainChannel(rules, actKindSchema.catch('other').parse(state.kind));
  if (main !== null) return state.channels[main]?.confirmedOn ?? null;
  return (
    Object.values(state.channels)
      .map((one) => one.confirmedOn)
      .sort()[0] ?? null
  );
}

/** Whether the result was public in time, measured on its main carrier; null while it is not confirmed there or no day is set. */
export function timelinessOn(state: PublicationState): 'on-time' | 'late' | null {
  const confirmed = standsSince(state);
  if (confirmed === undefined || state.due === null) return null;
  return confirmed <= state.due ? 'on-time' : 'late';
}

/** The day since which the result stands on the main carrier fixed when it was published, or on any where none was fixed. */
export function standsSince(state: PublicationState): string | undefined {
  const main = state.carriers.find((carrier) => carrier.main)?.id;
  const days = Object.entries(state.channels).filter(([id]) => main === undefined || id === main);
  return days.map(([, one]) => one.confirmedOn).sort()[0];
}

/** What a publication tells the duties of its case. */
export function outsideDates(state: PublicationState | null, rules: Rulebook): OutsideDates {
  if (state === null) return {};
  return {
    publishedOn: state.publishedOn ?? undefined,
    confirmedOn: confirmedOnMain(state, rules) ?? undefined,
    carriers: Object.fromEntries(Object.entries(state.channels).map(([id, one]) => [id, one.confirmedOn])),
    withdrawnOn: state.withdrawn?.withdrawnOn,
    correctedOn: (state.corrections ?? []).map(({ on }) => on),
    withheldOn: state.notPublished?.on,
    words: [
      state.title,
      state.summary ?? '',
      ...Object.values(state.fields),
      ...(state.corrections ?? []).flatMap(({ words }) => words),
    ].filter((one): one is string => typeof one === 'string'),
  };
}
