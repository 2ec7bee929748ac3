import { parameterProblems } from './check-parameters.ts';
import { withOption } from './follow-option.ts';
import type { PackFinding } from './pack-finding.ts';
import type { Pack, PointOption } from './schema.ts';

/** Options of silent points that could not be followed: what they change does not exist, says nothing, or makes the pack contradict itself. */
export function checkOptions(pack: Pack, checkRules: (pack: Pack) => readonly PackFinding[]): PackFinding[] {
  const known = new Set(checkRules(pack).map(({ message }) => message));
  return pack.silentPoints.flatMap((point, i) =>
    point.options.flatMap((option, j) => {
      const path = `silentPoints.${i}.options.${j}`;
      const repeated = point.options.findIndex(({ value }) => value === option.value) !== j;
      const problems = [
        ...(repeated ? [`“${option.value}”重复`] : []),
        ...effectProblems(pack, option),
        ...checkRules(withOption(pack, option))
          .map(({ message }) => message)
          .filter((message) => !known.has(message)),
      ];
      return problems.map((message): PackFinding => ({ path, message, level: 'error' }));
    }),
  );
}

function effectProblems(pack: Pack, { effects }: PointOption): string[] {
  return effects.flatMap((effect) => {
    const { deadline, threshold, guard } = effect;
    const named = [deadline, threshold, guard].filter((name) => name !== undefined);
    if (named.length !== 1) return ['写明改哪一期限、哪一数额或者哪一项把关，只写一处'];
    const said = Object.keys(effect).filter((key) => !NAMES.has(key));
    if (said.length === 0) return [`“${named[0]}”没有写明改什么`];
    if (deadline !== undefined) return deadlineProblems(pack, deadline, effect, said);
    if (threshold !== undefined)
      return otherProblems(pack.thresholds, threshold, '数额', said, OF_THRESHOLDS);
    const guards = pack.guards.map((rule) => ({ id: rule.guard }));
    const changed = parameterProblems({ guard: guard ?? '', parameters: effect.parameters ?? {} });
    return [
      ...otherProblems(guards, guard ?? '', '把关', said, OF_GUARDS),
      ...changed.map(([, problem]) => problem),
    ];
  });
}

type Effect = PointOption['effects'][number];

function deadlineProblems(pack: Pack, deadline: string, effect: Effect, said: readonly string[]): string[] {
  const rule = pack.deadlines.find(({ id }) => id === deadline);
  if (rule === undefined) return [`没有名为“${deadline}”的期限`];
  const strange = said.filter((key) => !OF_DEADLINES.has(key));
  const hasDays = rule.limit !== null && 'unit' in rule.limit && DAYS.has(rule.limit.unit);
  return [
    ...strange.map((key) => `期限“${deadline}”没有“${key}”`),
    ...(effect.unit !== undefined && !hasDays ? [`“${deadline}”不以日计，不能改计日方法`] : []),
    ...(effect.limit !== undefined && rule.limit !== null ? [`“${deadline}”条文写有期限，不能另定天数`] : []),
  ];
}

function otherProblems(
  rules: readonly { readonly id: string }[],
  name: string,
  what: string,
  said: readonly string[],
  may: ReadonlySet<string>,
): string[] {
  if (!rules.some(({ id }) => id === name)) return [`没有名为“${name}”的${what}`];
  return said.filter((key) => !may.has(key)).map((key) => `${what}“${name}”没有“${key}”`);
}

const NAMES: ReadonlySet<string> = new Set(['deadline', 'threshold', 'guard']);
const OF_DEADLINES: ReadonlySet<string> = new Set(['limit', 'unit', 'rolls', 'party']);
const OF_THRESHOLDS: ReadonlySet<string> = new Set(['amount', 'party']);
const OF_GUARDS: ReadonlySet<string> = new Set(['parameters']);
const DAYS: ReadonlySet<string> = new Set(['working-day', 'calendar-day']);
