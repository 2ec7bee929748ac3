import type { Pack } from '@mingjing/law';
import { placesOf, withoutParagraph } from './places.ts';

/** A clause that a pack cites: where in the pack, the number written and the words quoted. */
export interface PlacedCite {
  readonly path: readonly (string | number)[];
  readonly article: string;
  readonly quote: string;
}

/** Every clause that the rules of a pack cite, wherever in a rule it stands. */
export function citesOf(pack: Pack): PlacedCite[] {
  const { articles: _, ...rules } = pack;
  return collect(rules, []);
}

/** Why the number under which a pack cites these words is not the one this reading of its text finds; undefined where it is. */
export function misplaced(pack: Pack, cite: PlacedCite): string | undefined {
  const found = placesOf(pack.articles).filter(({ words }) => words.includes(cite.quote));
  const meant = found.length > 1 ? TWICE[`${pack.code} ${ruleAt(pack, cite.path)}`] : found[0]?.number;
  if (meant === undefined) return `${pack.code} ${cite.path.join('.')}：${cite.article}，${found.length} 处`;
  const ways = numbersFor(pack, meant);
  return ways.includes(cite.article)
    ? undefined
    : `${pack.code} ${cite.path.join('.')}：${cite.article}，应为 ${ways.join('或者')}`;
}

function numbersFor({ code }: Pack, place: string): readonly string[] {
  const whole = (UNCOUNTED[code] ?? []).find((article) => place.startsWith(article));
  if (whole !== undefined && !place.endsWith('项')) return [whole, place];
  const isLong = LONG.includes(code) || (code === 'SP' && place.startsWith('四（三）'));
  return [isLong ? place : withoutParagraph(place)];
}

// Statutes, and the only part of 四平 with items below its second paragraph, name the 款 of an item.
const LONG = ['CF', 'XK', 'QZ', 'SC', 'SG', 'GK'];

/** Articles whose paragraphs need not be counted when they are cited: texts that run on without 款. */
const UNCOUNTED: Readonly<Record<string, readonly string[]>> = {
  SJ: ['一', '三（一）', '三（二）', '三（三）', '三（四）', '三（五）', '三（六）', '三（七）', '四（二）'],
  GB: ['一（二）', '一（三）', '六（二十三）'],
  SP: ['2', '五'],
  WP: ['第五条'],
  WR: ['第五条', '第六条', '第十二条'],
};

/** Words that stand in several places of their text: the place that the rule of this name means. */
const TWICE: Readonly<Record<string, string>> = {
  'QZ qz-25-seizure': '第二十五条第一款',
  'QZ qz-32-freezing': '第三十二条第一款',
  'QZ promptly': '第二十五条第二款',
  'SP sp-4-4-2': '四（四）第一款第2项',
  'SP sp-4-4-4': '四（四）第一款第4项',
  'SP sp-4-4-17': '四（四）第一款第17项',
  'WP wp-5-6-other': '第五条第二款第（六）项',
  'WP wp-6-4-other': '第六条第二款第（四）项',
  'WP wp-7-4-other': '第七条第二款第（四）项',
};

function ruleAt(pack: Pack, [section = '', index = 0]: PlacedCite['path']): string {
  const rules = pack[section as keyof Pack] as readonly { readonly id?: string }[];
  return rules[Number(index)]?.id ?? '';
}

function collect(value: unknown, path: readonly (string | number)[]): PlacedCite[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('article' in value && 'quote' in value)
    return [{ path, article: String(value.article), quote: String(value.quote) }];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, item]: [string | number, unknown]) => collect(item, [...path, key]));
}
