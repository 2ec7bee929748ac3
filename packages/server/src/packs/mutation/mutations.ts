import { actKinds, type DeadlineRule, type Limit, type Pack, type Rank, ranks } from '@mingjing/law';
import { citesOf, type PlacedCite } from '../second-reading/cites.ts';

/** One figure of a pack changed: what became of it, and the pack as it is then. */
export interface Mutation {
  readonly what: string;
  readonly about: 'figure' | 'article' | 'rank' | 'limit' | 'event' | 'scope';
  readonly mutant: Pack;
  readonly cite?: PlacedCite;
}

type Path = readonly (string | number)[];

/** Every figure, unit, rank, article, event, kind and 应当 or 可以 of the pack, each changed in every way that lies near. */
export function mutationsOf(pack: Pack): Mutation[] {
  return [...limits(pack), ...figures(pack), ...rankChanges(pack), ...articles(pack), ...reach(pack)];
}

function limits(pack: Pack): Mutation[] {
  return pack.deadlines.flatMap((rule, index) =>
    limitsBeside(rule.limit).map((limit): Mutation => {
      const deadlines: DeadlineRule[] = pack.deadlines.with(index, { ...rule, limit });
      return {
        what: `${rule.id} ${JSON.stringify(limit)}`,
        about: 'limit',
        mutant: { ...pack, deadlines },
      };
    }),
  );
}

function limitsBeside(limit: Limit): Limit[] {
  if (limit === null) return [{ count: 1, unit: 'working-day' }];
  if ('yearly' in limit) return [{ yearly: limit.yearly === '12-30' ? '12-29' : '12-30' }, null];
  const { count, unit, ...direction } = limit;
  const swapped = {
    hour: 'calendar-day',
    'working-day': 'calendar-day',
    'calendar-day': 'working-day',
    month: 'year',
    year: 'month',
  } as const;
  const beside: Limit[] = [{ ...limit, count: count + (unit === 'hour' ? 24 : 1) }, null];
  if (count === 0) return beside;
  const less = { ...limit, count: unit === 'hour' ? 0 : count - 1 };
  const turned = direction.before ? [{ count, unit }] : [];
  return [...beside, less, { ...limit, unit: swapped[unit] }, ...turned];
}

/** Everything with a figure but limits: walks the rules and changes each leaf that is a number, a unit or a choice between figures. */
function figures(pack: Pack): Mutation[] {
  const { articles: _, deadlines, ...sections } = pack;
  const withoutLimits = deadlines.map(({ limit: __, ...rule }) => rule);
  return leavesOf({ ...sections, deadlines: withoutLimits }, []).flatMap(([path, value]) =>
    beside(path, value).map(
      (changed): Mutation => ({
        what: `${nameOf(pack, path)} ${JSON.stringify(value)} → ${JSON.stringify(changed)}`,
        about: 'figure',
        mutant: change(pack, path, changed),
      }),
    ),
  );
}

/** Of each deadline: an event or a kind of act left out, a kind more, 应当 for 可以 and the reverse. */
function reach(pack: Pack): Mutation[] {
  return pack.deadlines.flatMap((rule, index) => {
    const changed = (about: 'event' | 'scope', what: string, change: Partial<DeadlineRule>): Mutation => ({
      what: `${rule.id} ${what}`,
      about,
      mutant: { ...pack, deadlines: pack.deadlines.with(index, { ...rule, ...change }) },
    });
    return [
      ...rule.on.map((event) =>
        changed('event', `without ${event}`, { on: rule.on.filter((one) => one !== event) }),
      ),
      ...rule.kinds.map((kind) =>
        changed('scope', `without ${kind}`, { kinds: rule.kinds.filter((one) => one !== kind) }),
      ),
      ...(rule.kinds.length === 1
        ? actKinds
            .filter((kind) => !rule.kinds.includes(kind))
            .map((kind) => changed('scope', `and ${kind}`, { kinds: [...rule.kinds, kind] }))
        : []),
      changed('scope', 'modality', { modality: rule.modality === 'may' ? 'must' : 'may' }),
    ];
  });
}

function leavesOf(value: unknown, path: Path): [Path, unknown][] {
  if (Array.isArray(value) && LISTS.includes(String(path.at(-1)))) return [[path, value]];
  if (typeof value !== 'object' || value === null) return [[path, value]];
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  return entries.flatMap(([key, item]) => leavesOf(item, [...path, key]));
}

const LISTS = ['yieldsTo', 'excludes', 'types'];

/** Choices of which each stands for another figure. */
const CHOICES: Readonly<Record<string, readonly (string | boolean | null)[]>> = {
  holiday: [true, false],
  rolls: [true, false],
  inclusive: [true, false],
  bound: ['from', 'up-to'],
  origin: ['any', 'law'],
  cap: ['principal', null],
  keep: ['permanent', null],
  approver: ['self', 'superior'],
  legalReviewPlace: ['after-hearing-else-before-notice', 'after-hearing-else-before-decision'],
};

// `self` is what holds where a regulation says nothing.
const SUPERIORS = ['extensionApprover', 'issuingAuthority'];

function beside(path: Path, value: unknown): unknown[] {
  const key = String(path.at(-1));
  if (typeof value === 'number') return value === 0 ? [1] : [value + 1, value - 1];
  if (key === 'unit') return [value === 'working-day' ? 'calendar-day' : 'working-day'];
  if (key === 'inForceFrom' && typeof value === 'string') return [dayBeside(value, 1), dayBeside(value, -1)];
  if (key === 'yieldsTo') return listsBeside(value as readonly Rank[], ranks);
  if (key === 'excludes' || key === 'types') return listsBeside(value as readonly string[], []);
  if (SUPERIORS.includes(key) && value === 'superior') return ['self'];
  const choices = Object.hasOwn(CHOICES, key) ? (CHOICES[key] ?? []) : [];
  if (key === 'approver' && typeof value === 'string' && !choices.includes(value))
    return [`${value}以外的人`];
  return choices.includes(value as string) ? choices.filter((one) => one !== value) : [];
}

/** A list with one entry less, and with one more; nothing is added to a list that names none. */
function listsBeside<T>(list: readonly T[], all: readonly T[]): T[][] {
  const more = list.length === 0 ? [] : all.filter((one) => !list.includes(one));
  return [...list.map((_, index) => list.toSpliced(index, 1)), ...more.map((one) => [...list, one])];
}

function dayBeside(day: string, by: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);
}

function rankChanges(pack: Pack): Mutation[] {
  const others = ranks.filter((rank) => rank !== pack.rank);
  return others.map((rank) => ({ what: `rank ${rank}`, about: 'rank', mutant: { ...pack, rank } }));
}

/** Each number in each article that a rule cites, one up and one down; an item left out; a paragraph that does not exist. */
function articles(pack: Pack): Mutation[] {
  return citesOf(pack).flatMap((cite) =>
    numbersBeside(cite.article).map((article): Mutation => {
      const mutant = change(pack, [...cite.path, 'article'], article);
      const what = `${nameOf(pack, cite.path)} ${cite.article} → ${article}`;
      return { what, about: 'article', mutant, cite: { ...cite, article } };
    }),
  );
}

function numbersBeside(article: string): string[] {
  const numbers = [...article.matchAll(/[一二三四五六七八九十百]+|\d+/g)];
  const moved = numbers.flatMap((match) => {
    const number = /\d/.test(match[0]) ? Number(match[0]) : fromHan(match[0]);
    return [number + 1, number - 1]
      .filter((one) => one > 0)
      .map((one) => {
        const written = /\d/.test(match[0]) ? String(one) : toHan(one);
        return `${article.slice(0, match.index)}${written}${article.slice(match.index + match[0].length)}`;
      });
  });
  const shorter = article.replace(/第[^第]*[项目]$/, '');
  return [...moved, ...(shorter === article || shorter === '' ? [] : [shorter]), `${article}第九款`];
}

const DIGITS = '零一二三四五六七八九';

function fromHan(text: string): number {
  const [hundreds, rest = text] = text.includes('百') ? text.split('百') : [undefined, text];
  const [tens, ones = rest] = rest.includes('十') ? rest.split('十') : [undefined, rest];
  const digit = (one: string | undefined, unset: number) =>
    one === undefined ? 0 : one === '' ? unset : DIGITS.indexOf(one);
  return digit(hundreds, 1) * 100 + digit(tens, 1) * 10 + digit(ones === '' ? undefined : ones, 0);
}

function toHan(number: number): string {
  const ones = number % 10 === 0 ? '' : DIGITS.charAt(number % 10);
  const tens = Math.floor(number / 10);
  if (tens === 0) return ones;
  return `${tens === 1 ? '' : DIGITS.charAt(tens)}十${ones}`;
}

/** The value with another one at the path; what is not on the path is shared. */
function change<T>(value: T, [key, ...rest]: Path, changed: unknown): T {
  if (key === undefined) return changed as T;
  if (Array.isArray(value)) return value.with(Number(key), change(value[Number(key)], rest, changed)) as T;
  return { ...value, [key]: change((value as Record<string, unknown>)[key], rest, changed) };
}

function nameOf(pack: Pack, path: Path): string {
  const [section = '', index, ...rest] = path;
  const rule = (pack[section as keyof Pack] as readonly Record<string, unknown>[] | undefined)?.[
    Number(index)
  ];
  const id = rule?.id ?? rule?.guard ?? rule?.subject ?? rule?.kind ?? index;
  return [section, id, ...rest].filter((part) => part !== undefined).join('.');
}
