import { formatWan, quoteWritten, REPORTING, type Reading, readYuan, schemaProblems } from '@mingjing/law';
import { z } from 'zod';
import { lineOf, readYaml } from '../packs/read-yaml.ts';
import { columnByCode, columnsOf } from './columns/columns.ts';
import { type Finding, fileFinding } from './finding.ts';

const conversions = z.enum([
  'text',
  'date-compact',
  'range-start',
  'range-end',
  'wan-from-yuan',
  'wan-from-fen',
]);

const columnMapping = z.union([
  z.strictObject({ const: z.string().min(1) }),
  z.strictObject({
    from: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
    convert: conversions.optional(),
    values: z.record(z.string(), z.string()).optional(),
  }),
]);

const mappingSchema = z.strictObject({
  kind: z.enum(['penalty', 'permit']),
  columns: z.record(z.string(), columnMapping),
  ignore: z.array(z.string()).default([]),
});

/** How a source's own fields become 双公示 columns; every source field is either mapped, ignored by name, or reported. */
export type ImportMapping = z.infer<typeof mappingSchema>;
export type ColumnMapping = z.infer<typeof columnMapping>;

/** Reads a mapping file (YAML or JSON); all its faults come back at once as findings. */
export function readMapping(text: string): { mapping: ImportMapping } | { findings: readonly Finding[] } {
  const file = readYaml('对照文件', text);
  if (file.faults.length > 0)
    return { findings: file.faults.map(({ line, sentence }) => fault(`第 ${line} 行：${sentence}`)) };
  const result = mappingSchema.safeParse(file.value, REPORTING);
  if (!result.success) {
    return {
      findings: schemaProblems(result.error).map(({ path, message }) =>
        fault(`第 ${lineOf(file, path)} 行“${path.join('.') || '最上层'}”：${message}`),
      ),
    };
  }
  const unknown = Object.keys(result.data.columns).filter((code) => !columnByCode(result.data.kind, code));
  if (unknown.length === 0) return { mapping: result.data };
  const expected = columnsOf(result.data.kind)[0]?.code;
  return { findings: unknown.map((code) => fault(`里的“${code}”不是双公示栏目代码（应如 ${expected}）`)) };
}

/** Applies a mapping's conversion to one written value. */
export function convertValue(text: string, mapping: ColumnMapping): Reading<string> {
  if ('const' in mapping) return { ok: true, value: mapping.const, changes: [] };
  const translated = mapping.values?.[text.trim()];
  const value = translated ?? text;
  switch (mapping.convert ?? 'text') {
    case 'text':
      return { ok: true, value, changes: [] };
    case 'date-compact':
      return replaceIf(value, /^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3', '应为 20260305 这样的八位日期');
    case 'range-start':
      return replaceIf(value, RANGE, '$1', '应为“起日 至 止日”');
    case 'range-end':
      return replaceIf(value, RANGE, '$2', '应为“起日 至 止日”');
    case 'wan-from-yuan':
      return toWan(readYuan(value));
    case 'wan-from-fen':
      return replaceIf(value, /^\d{1,15}$/, (fen) => formatWan(Number(fen)), '应为以分计的整数');
  }
}

const RANGE = /^\s*(.+?)\s*(?:至|到|~|～|—)\s*(.+?)\s*$/;

function replaceIf(
  text: string,
  form: RegExp,
  replacement: string | ((text: string) => string),
  expected: string,
): Reading<string> {
  const trimmed = text.trim();
  if (!form.test(trimmed)) {
    return {
      ok: false,
      code: 'conversion',
      sentence: `“${quoteWritten(trimmed)}”按对照文件换算不了，${expected}`,
    };
  }
  const value = typeof replacement === 'string' ? trimmed.replace(form, replacement) : replacement(trimmed);
  return { ok: true, value, changes: [] };
}

function toWan(reading: Reading<number>): Reading<string> {
  return reading.ok ? { ...reading, value: formatWan(reading.value) } : reading;
}

function fault(message: string): Finding {
  return fileFinding('error', 'mapping', `对照文件${message}`);
}
