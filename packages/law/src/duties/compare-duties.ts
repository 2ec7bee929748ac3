import type { Duty } from './duty.ts';

/** One duty under two laws: the same, on another day, otherwise different, or under one of them only. */
export interface ComparedDuty {
  readonly change: 'same' | 'moved' | 'changed' | 'added' | 'removed';
  readonly before: Duty | null;
  readonly after: Duty | null;
}

/** What the same event brings under one law and under another, duty by duty; a duty is known by what it achieves and where. */
export function compareDuties(before: readonly Duty[], after: readonly Duty[]): ComparedDuty[] {
  const old = new Map(before.map((duty) => [nameOf(duty), duty]));
  const fresh = new Set(after.map(nameOf));
  return [
    ...after.map((duty): ComparedDuty => {
      const known = old.get(nameOf(duty)) ?? null;
      return { change: changeOf(known, duty), before: known, after: duty };
    }),
    ...before
      .filter((duty) => !fresh.has(nameOf(duty)))
      .map((duty): ComparedDuty => ({ change: 'removed', before: duty, after: null })),
  ];
}

const nameOf = ({ does, channel }: Duty) => `${does} ${channel ?? ''}`;

function changeOf(before: Duty | null, after: Duty): ComparedDuty['change'] {
  if (before === null) return 'added';
  if (before.due !== after.due) return 'moved';
  return wordsOf(before) === wordsOf(after) ? 'same' : 'changed';
}

function wordsOf({
  name,
  unit,
  count,
  owner,
  modality,
  regulation,
  article,
  quote,
  note,
  others,
}: Duty): string {
  const rest = others.map((other) => [other.regulation, other.article, other.due]);
  return JSON.stringify([name, unit, count, owner, modality, regulation, article, quote, note, rest]);
}
