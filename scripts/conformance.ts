import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { splitName } from '../packages/server/src/conformance/check-rows.ts';
import { type ConformanceRow, conformanceStates, readRows } from '../packages/server/src/conformance/rows.ts';
import { root } from './steps.ts';

/** Where the conformance page stands. */
export const conformanceFile = join(root, 'docs', 'CONFORMANCE.md');

/** The page with its rows as the files of `conformance` give them now; what stands before them is kept. */
export const conformancePage = (page: string): string => {
  const before = page.slice(0, page.indexOf(HEADING));
  const rows = readRows();
  const codes = [...new Set(rows.map(codeOf))].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b));
  return `${before}${HEADING}\n\n${intro(rows)}\n${codes.map((code) => section(code, rows)).join('\n')}`;
};

const HEADING = '## 2. Row by row';
const ORDER = ['NP', 'NR', 'WP', 'WR', 'SP', 'XP', 'XR', 'ALL'];
const TITLES: Readonly<Record<string, string>> = {
  NP: '南大港 行政执法公示办法',
  NR: '南大港 行政执法全过程记录实施办法',
  WP: '汶上 行政执法公示规定',
  WR: '汶上 行政执法全过程记录规定',
  SP: '四平 行政执法公示制度',
  XP: '忻州 行政执法公示制度',
  XR: '忻州 行政执法全过程记录制度',
  ALL: '各规定共通',
};

const codeOf = (row: ConformanceRow): string => row.id.split('-')[0] ?? '';

const intro = (rows: readonly ConformanceRow[]): string => {
  const counts = conformanceStates.map(
    (state) => `${state} ${rows.filter((row) => row.state === state).length}`,
  );
  return `Made from \`conformance/*.yaml\` by \`npx -c 'node scripts/conformance.ts'\`; do not edit below this line. ${rows.length} rows: ${counts.join(', ')}.\nThe rules, the files that carry a row out and the titles of its tests: \`mingjing conformance\`; \`mingjing conformance --prove ROW\` takes the row's rules away and shows that its tests turn red.\n`;
};

const section = (code: string, rows: readonly ConformanceRow[]): string => {
  const lines = rows
    .filter((row) => codeOf(row) === code)
    .map((row) => {
      const files = [...new Set(row.tests.map((test) => splitName(test)[0]))];
      const lacks = [row.lacks, row.capability && `属于：${row.capability}`].filter(Boolean).join('；');
      const cells = [
        row.id,
        row.article,
        row.obligation,
        row.state,
        lacks,
        files.map((file) => `\`${file}\``).join(', '),
      ];
      return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
    });
  return [
    `### ${code} ${TITLES[code] ?? ''}`,
    '',
    '| row | article | obliges | state | what lacks | proven by |',
    '|---|---|---|---|---|---|',
    ...lines,
    '',
  ].join('\n');
};

if (import.meta.main) writeFileSync(conformanceFile, conformancePage(readFileSync(conformanceFile, 'utf8')));
