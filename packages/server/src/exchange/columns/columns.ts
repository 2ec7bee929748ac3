import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

/** The two act kinds that the 双公示 columns exist for. */
export type PublishedActKind = 'penalty' | 'permit';

const columnSchema = z.strictObject({
  code: z.string(),
  heading: z.string(),
  synonyms: z.array(z.string()),
  key: z.string(),
  type: z.enum(['text', 'date', 'wan', 'credit-code', 'document-number', 'category', 'person-id']),
  required: z.enum([
    'always',
    'never',
    'not-natural-person',
    'organisation',
    'placeholder-code',
    'fine',
    'confiscation',
    'withheld-certificate',
  ]),
  maxLength: z.number().int().positive().nullable(),
  publishable: z.boolean(),
});

/** One 双公示 column. `required` and `maxLength` are this product's own list, unverified against the official annex. */
export type ExchangeColumn = Readonly<z.infer<typeof columnSchema>>;

/** The three values 行政相对人类别 may take. */
export const PARTY_CATEGORIES = ['法人及非法人组织', '自然人', '个体工商户'] as const;

/** The columns of one act kind in their customary order: 28 for permits, 30 for penalties. */
export function columnsOf(kind: PublishedActKind): readonly ExchangeColumn[] {
  return COLUMNS[kind];
}

/** The column of that exchange code, or undefined. */
export function columnByCode(kind: PublishedActKind, code: string): ExchangeColumn | undefined {
  return COLUMNS[kind].find((column) => column.code === code);
}

/** The column of that internal key, or undefined. */
export function columnByKey(kind: PublishedActKind, key: string): ExchangeColumn | undefined {
  return COLUMNS[kind].find((column) => column.key === key);
}

/** The column that a heading of a file names, by code, heading or synonym; spaces, brackets and a trailing * do not matter. */
export function columnByHeading(kind: PublishedActKind, heading: string): ExchangeColumn | undefined {
  return BY_HEADING[kind].get(foldHeading(heading));
}

const COLUMNS = { penalty: load('penalty'), permit: load('permit') };
const BY_HEADING = { penalty: index(COLUMNS.penalty), permit: index(COLUMNS.permit) };

function load(kind: PublishedActKind): readonly ExchangeColumn[] {
  const text = readFileSync(new URL(`./${kind}.yaml`, import.meta.url), 'utf8');
  return z.array(columnSchema).parse(parse(text));
}

function index(columns: readonly ExchangeColumn[]): ReadonlyMap<string, ExchangeColumn> {
  const names = new Map<string, ExchangeColumn>();
  for (const column of columns) {
    for (const name of [column.code, column.heading, ...column.synonyms])
      names.set(foldHeading(name), column);
  }
  return names;
}

function foldHeading(heading: string): string {
  return heading
    .normalize('NFKC')
    .replace(/[\s*():：_、]/g, '')
    .replace(/必填|选填/g, '')
    .toUpperCase();
}
