import { quoteWritten } from '@mingjing/law';
import { type Finding, fileFinding } from './finding.ts';
import type { SourceRow } from './map-row.ts';
import type { ImportMapping } from './mapping.ts';
import type { RawRow } from './read-rows.ts';

/** Keeps account of a source's field names: what was left unmapped, and what a mapping names but the file lacks. */
export interface SourceNames {
  see(raw: RawRow, mapped: SourceRow): void;
  findings(): readonly Finding[];
}

const NAMES_KEPT = 200;

/** An empty account; without a mapping a table's unknown headings are already reported when it is opened. */
export function createSourceNames(mapping: ImportMapping | null): SourceNames {
  const present = new Set<string>();
  const unmapped = new Map<string, { rows: number; first: number; sample: string }>();
  let further = 0;
  return {
    see(raw, mapped) {
      for (const name of raw.fields.keys()) if (present.size < 10_000) present.add(name);
      for (const [name, text] of mapped.extra) {
        const entry = unmapped.get(name);
        if (entry) entry.rows += 1;
        else if (unmapped.size < NAMES_KEPT)
          unmapped.set(name, { rows: 1, first: raw.row, sample: quoteWritten(text, 20) });
        else further += 1;
      }
    },
    findings() {
      const found = [...unmapped].map(([name, { rows, first, sample }]) => ({
        ...fileFinding(
          'notice',
          'unmapped-column',
          `“${name.slice(0, 60)}”不对应任何双公示栏目，有 ${rows} 行的内容没有导入（第 ${first} 行是“${sample}”）`,
        ),
        column: { code: '', heading: name },
      }));
      if (further > 0)
        found.push({
          ...fileFinding('notice', 'unmapped-column', `另有 ${further} 处其他名称的内容没有导入`),
          column: { code: '', heading: '' },
        });
      return [...found, ...absentNames(mapping, present)];
    },
  };
}

function absentNames(mapping: ImportMapping | null, present: ReadonlySet<string>): Finding[] {
  return Object.entries(mapping?.columns ?? {}).flatMap(([code, rule]) => {
    if ('const' in rule) return [];
    const names = typeof rule.from === 'string' ? [rule.from] : rule.from;
    if (names.some((name) => present.has(name))) return [];
    const message = `对照文件里 ${code} 取自“${names.join('”“')}”，但整个文件里没有这个字段，请检查对照文件`;
    return [fileFinding('notice', 'absent-column', message)];
  });
}
