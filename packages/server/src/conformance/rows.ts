import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type FileFault, PackFileError } from '../packs/pack-file-error.ts';
import { lineOf, readYaml } from '../packs/read-yaml.ts';

/** How far the product carries out what an article obliges. */
export const conformanceStates = ['works', 'partly', 'not yet', 'not software'] as const;

const head = {
  id: z.string().regex(/^(?:[A-Z]{2}|ALL)-[A-Za-z0-9.()/–-]+$/),
  article: z.string().min(1),
  obligation: z.string().min(4).max(300),
};

const rowSchema = z
  .strictObject({
    ...head,
    /** `pack/section/id` of the rules that the row rests on. */
    rules: z.array(z.string().regex(/^[a-z0-9.-]+\/[A-Za-z]+\/[A-Za-z0-9.-]+$/)).default([]),
    /** Files that carry it out. */
    where: z.array(z.string()).default([]),
    /** `file > title` of a test, or `packs/…/examples.yaml > name` of a worked example. */
    tests: z.array(z.string().regex(/^[^>]+ > .+$/)).default([]),
    state: z.enum(conformanceStates),
    lacks: z.string().optional(),
    capability: z.string().optional(),
  })
  .refine((row) => row.state !== 'works' || row.tests.length > 0, {
    error: '状态为 works，却没有测试',
    path: ['tests'],
  })
  .refine((row) => row.state !== 'partly' || row.lacks !== undefined, {
    error: '没有写明缺什么',
    path: ['lacks'],
  })
  .refine((row) => row.state !== 'not yet' || row.capability !== undefined, {
    error: '没有写明属于哪一项尚未建成的功能',
    path: ['capability'],
  });

/** A requirement that stands here in several rows says what they say together. */
const wholeSchema = z.strictObject({ ...head, parts: z.array(z.string()).min(2) });

/** One article's row: what it obliges, where that is carried out and what proves it. */
export type ConformanceRow = z.infer<typeof rowSchema> & {
  readonly file: string;
  /** The rows it is made of; empty for a row that stands by itself. */
  readonly parts: readonly string[];
};

/** The root of this checkout. */
export const checkout = fileURLToPath(new URL('../../../..', import.meta.url));

/** Reads every row of the folder `conformance`; throws a PackFileError that lists every fault with file and line. */
export function readRows(root: string = checkout): ConformanceRow[] {
  const folder = join(root, 'conformance');
  const faults: FileFault[] = [];
  const read = <T extends object>(name: string, schema: z.ZodType<T>) =>
    readFile(`conformance/${name}`, join(folder, name), schema, faults);
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.yaml')) : [];
  const single = names
    .filter((name) => name !== WHOLE)
    .sort()
    .flatMap((name) => read(name, rowSchema))
    .map((row): ConformanceRow => ({ ...row, parts: [] }));
  const wholes = names.includes(WHOLE) ? read(WHOLE, wholeSchema) : [];
  const rows = wholes.reduce((all, whole) => withWhole(all, whole, faults), single);
  for (const [index, { id, file }] of rows.entries()) {
    if (rows.findIndex((row) => row.id === id) !== index)
      faults.push({ file, line: 1, sentence: `行号“${id}”重复` });
  }
  if (faults.length > 0) throw new PackFileError(faults);
  return rows;
}

const WHOLE = 'whole.yaml';

/** The whole stands before its first part; it works where every part does. */
function withWhole(
  rows: readonly ConformanceRow[],
  { parts: ids, ...whole }: z.infer<typeof wholeSchema> & { readonly file: string },
  faults: FileFault[],
): ConformanceRow[] {
  for (const id of ids.filter((part) => !rows.some((row) => row.id === part)))
    faults.push({ file: whole.file, line: 1, sentence: `${whole.id}：没有“${id}”这一行` });
  const parts = rows.filter(({ id }) => ids.includes(id));
  const states = [...new Set(parts.map(({ state }) => state))];
  const behind = parts.filter(({ state }) => state === 'partly' || state === 'not yet');
  const capabilities = [...new Set(behind.map(({ capability }) => capability))].filter(Boolean);
  const row: ConformanceRow = {
    ...whole,
    rules: [...new Set(parts.flatMap(({ rules }) => rules))],
    where: [...new Set(parts.flatMap(({ where }) => where))],
    tests: [...new Set(parts.flatMap(({ tests }) => tests))],
    state: (states.length === 1 ? states[0] : undefined) ?? 'partly',
    ...(behind.length > 0 ? { lacks: `见 ${behind.map(({ id }) => id).join('、')}` } : {}),
    ...(capabilities.length > 0 ? { capability: capabilities.join('、') } : {}),
    parts: ids,
  };
  const first = rows.findIndex(({ id }) => ids.includes(id));
  return first < 0 ? [...rows] : [...rows.slice(0, first), row, ...rows.slice(first)];
}

function readFile<T extends object>(
  name: string,
  path: string,
  schema: z.ZodType<T>,
  faults: FileFault[],
): (T & { readonly file: string })[] {
  const file = readYaml(name, readFileSync(path, 'utf8'));
  faults.push(...file.faults);
  if (file.faults.length > 0) return [];
  const parsed = z.array(schema).safeParse(file.value);
  if (parsed.success) return parsed.data.map((row) => ({ ...row, file: name }));
  for (const issue of parsed.error.issues) {
    const place = issue.path.map(String);
    const sentence = issue.code === 'custom' ? issue.message : '写法不对';
    faults.push({ file: name, line: lineOf(file, place), sentence: `${place.join('.')}：${sentence}` });
  }
  return [];
}
