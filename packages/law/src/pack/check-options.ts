import { withOption } from './decided-points.ts';
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
  return effects.flatMap(({ deadline, unit, rolls, party }) => {
    const rule = pack.deadlines.find(({ id }) => id === deadline);
    if (rule === undefined) return [`没有名为“${deadline}”的期限`];
    if (unit === undefined && rolls === undefined && party === undefined)
      return [`“${deadline}”没有写明改什么`];
    const hasDays = rule.limit !== null && 'unit' in rule.limit && DAYS.has(rule.limit.unit);
    return unit !== undefined && !hasDays ? [`“${deadline}”不以日计，不能改计日方法`] : [];
  });
}

const DAYS: ReadonlySet<string> = new Set(['working-day', 'calendar-day']);
