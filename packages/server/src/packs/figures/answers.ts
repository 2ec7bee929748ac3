import {
  addLimit,
  type Calendar,
  type DeadlineRule,
  type GuardRule,
  type Pack,
  type ProcedureRule,
  scheduleChain,
} from '@mingjing/law';

/** What a worked example tells of the case, beside its kind, its day and its circumstances. */
export interface Given {
  readonly for?: string | undefined;
  readonly subject?: string | undefined;
  readonly guard?: string | undefined;
  readonly event?: string | undefined;
  readonly channel?: string | undefined;
  /** 分. */
  readonly amount?: number | undefined;
  readonly owed?: number | undefined;
  readonly daysLate?: number | undefined;
  readonly persons?: number | undefined;
  readonly part?: number | undefined;
  readonly whole?: number | undefined;
  /** How often it was extended already. */
  readonly times?: number | undefined;
  readonly types?: readonly string[] | undefined;
  /** Where the power to impose it comes from. */
  readonly origin?: string | undefined;
}

/** What a figure of a pack comes to in one case. */
export type FigureAnswer = string | number | boolean | null | readonly (string | number | null)[];

/** What is added to a sum of `owed` 分 that is so many days late, and the most that may be added; null where no figure is given. */
export function addedFor(
  { perMille, cap }: Pack['surcharges'][number],
  owed: number,
  daysLate: number,
): readonly [number | null, number | null] {
  const most = cap === 'principal' ? owed : null;
  if (perMille === null) return [null, most];
  const added = (owed * perMille * daysLate) / 1000;
  return [most === null ? added : Math.min(added, most), most];
}

/** Whether there are enough persons, or enough of a staff; undefined where the rule does not count them. */
export function isStaffed(
  { atLeast }: Pack['staffing'][number],
  { persons, part, whole }: Given,
): boolean | undefined {
  if (atLeast === undefined) return undefined;
  if ('persons' in atLeast) return persons === undefined ? undefined : persons >= atLeast.persons;
  return part === undefined || whole === undefined ? undefined : part * 100 >= whole * atLeast.percent;
}

/** By when a chain that must be through by `date` is to begin, and the last day of each of its steps. */
export function chainAnswer(chain: Pack['chains'][number], date: string, calendar: Calendar): FigureAnswer {
  const steps = scheduleChain(chain, date, calendar);
  const [first] = steps;
  if (first === undefined) return [];
  const limit = { count: first.days ?? 0, unit: 'working-day', before: true } as const;
  return [addLimit(calendar, first.by, limit).due, ...steps.map(({ by }) => by)];
}

/** What a guard's parameters say of this case; undefined where it has none that is asked for. */
export function guardAnswer(
  { guard, parameters }: GuardRule,
  given: Given,
  party: string,
  date: string,
  calendar: Calendar,
): FigureAnswer | undefined {
  switch (guard) {
    case 'certified-officers':
      return given.persons === undefined ? undefined : given.persons >= Number(parameters.minimum);
    case 'hearing-notice':
      // The last day on which a hearing of that day may be notified.
      return addLimit(calendar, date, {
        count: Number(parameters.workingDays),
        unit: 'working-day',
        before: true,
      }).due;
    case 'hearing-right': {
      const { types, fineNaturalPerson, fineOrganisation, soleTraderAs = 'natural-person' } = parameters;
      const measuredAs = party === 'sole-trader' ? soleTraderAs : party;
      const large = Number(measuredAs === 'natural-person' ? fineNaturalPerson : fineOrganisation);
      const listed = Array.isArray(types) && (given.types ?? []).some((type) => types.includes(type));
      return listed || (given.amount ?? 0) >= large;
    }
    case 'extension-approver':
      return String(parameters.approver);
    default:
      return undefined;
  }
}

/** Days of an extension, who approves it, who issues the decision, where legal review stands. */
export function procedureAnswer(rule: ProcedureRule): FigureAnswer {
  return [
    rule.extensionDays ?? null,
    rule.extensionApprover,
    rule.issuingAuthority,
    rule.legalReviewPlace ?? null,
  ];
}

/** What may still be added to a limit extended so often: how much, and who approves; null where nothing may. */
export function extensionAnswer({ extension }: DeadlineRule, times: number): FigureAnswer {
  if (extension === undefined) return null;
  const isFirst = extension.times === null || times < extension.times;
  const next = isFirst ? extension : times === extension.times ? extension.further : undefined;
  return next === undefined ? null : [next.by?.count ?? null, next.by?.unit ?? null, next.approver];
}
