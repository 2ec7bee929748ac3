import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sealCounts } from '../counts/seal-counts.ts';
import { importFile } from '../exchange/import-file.ts';
import { sampleRow } from '../exchange/sample-row.ts';
import { actOnPublication } from '../testing/cases.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { type OutsideAudit, openToOutside } from '../testing/outside-audit.ts';
import type { AuditReport } from './audit-open-data.ts';
import { csvHead, csvLine, type OpenLine, openLineSchema } from './open-line.ts';

let office: TestOffice;
let outside: OutsideAudit;
let saved: string;
let file: string;
let lines: readonly OpenLine[];

const audit = async (place = saved, ...more: string[]): Promise<AuditReport> =>
  JSON.parse((await outside.audit(place, '--json', ...more)).said) as AuditReport;

beforeAll(async () => {
  office = await openOffice();
  outside = await openToOutside(office);
  saved = join(outside.folder, 'saved');
  await importThree();
  await withdrawOne();
  office.setClock('2025-10-13');
  await sealCounts(office.context, 'wenshang');
  await outside.publish();
  expect((await audit(outside.address, '--save', saved)).findings).toEqual([]);
  file = join(saved, 'open-data', 'results-2025.jsonl');
  lines = (await readFile(file, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => openLineSchema.parse(JSON.parse(line)));
});
afterAll(async () => {
  await outside?.close();
  await office?.close();
});

async function withdrawOne(): Promise<void> {
  const [row] = await office.asOwner<{ id: string }>(
    `select id from published_result where bureau = 'wenshang' and state = 'published' and origin = 'import' order by id limit 1`,
  );
  const [liaison, approver] = [await office.signIn('wen-liaison'), await office.signIn('wen-approver')];
  const proposed = await actOnPublication(office, liaison, row?.id ?? '', {
    type: 'propose-withdrawal',
    cause: 'wrong',
    explanation: '公示内容有误，依法撤下。',
    startedOn: '2025-10-10',
  });
  expect(proposed.status, proposed.text).toBe(200);
  const approved = await actOnPublication(office, approver, row?.id ?? '', { type: 'approve-withdrawal' });
  expect(approved.status, approved.text).toBe(200);
}

async function importThree(): Promise<void> {
  const over = { ...sampleRow('penalty', 5), CF_GSJZQ: '2025-01-01' };
  const rows = [...[1, 2, 3, 4].map((number) => sampleRow('penalty', number)), over].map((row) =>
    JSON.stringify(row),
  );
  const { databases, context, keyFolder } = office;
  await importFile(
    {
      databases,
      resources: context.resources(),
      today: context.clock.today(),
      now: context.clock.now(),
      keyFolder,
    },
    {
      bureau: 'wenshang',
      actor: 'command-line',
      file: { name: 'a.jsonl', bytes: Buffer.from(rows.join('\n')) },
      map: null,
      kind: null,
      mode: 'none-if-any-bad',
      dryRun: false,
      publish: true,
    },
  );
}

/** What an audit of the data with other lines finds. */
async function findings(changed: readonly OpenLine[]): Promise<readonly string[]> {
  const table = file.replace('.jsonl', '.csv');
  const [text, rows] = await Promise.all([file, table].map((path) => readFile(path, 'utf8')));
  await writeFile(file, changed.map((line) => `${JSON.stringify(line)}\n`).join(''));
  // Who edits the lines edits the table with them.
  await writeFile(table, `\uFEFF${csvHead}${changed.map(csvLine).join('')}`);
  const report = await audit();
  await writeFile(file, text ?? '');
  await writeFile(table, rows ?? '');
  return report.findings.map(({ sentence }) => sentence);
}

const edited = (line: OpenLine, change: Partial<OpenLine>) =>
  findings(lines.map((one) => (one === line ? { ...one, ...change } : one)));
const lineOf = (wanted: (line: OpenLine) => boolean): OpenLine => {
  const line = lines.find(wanted);
  if (line === undefined) throw new Error('no such line');
  return line;
};

describe('公开数据里的一行，改动任何一处都说得出是哪一件', () => {
  const published = () => lineOf(({ state, origin }) => state === 'published' && origin === 'case');
  const [word, day] = ['改过的', '2025-01-02'];
  const changes: readonly (readonly [string, (line: OpenLine) => Partial<OpenLine>])[] = [
    ['类别', ({ kind }) => ({ kind: kind === 'permit' ? 'penalty' : 'permit' })],
    ['文号', () => ({ number: word })],
    ['来源', () => ({ origin: 'import' })],
    ['标题', () => ({ title: word })],
    ['公示日期', () => ({ publishedOn: day })],
    ['撤下日期', () => ({ withdrawnOn: day })],
    ['应公示日期', () => ({ due: day })],
    ['是否按时', ({ timeliness }) => ({ timeliness: timeliness === 'late' ? 'on-time' : 'late' })],
    ['撤下说明', () => ({ explanation: word })],
    ['内容', ({ fields }) => ({ fields: fields.map((field) => ({ ...field, value: word })) })],
    ['内容的名称', ({ fields }) => ({ fields: fields.map((field) => ({ ...field, name: word })) })],
    ['内容少一项', ({ fields }) => ({ fields: fields.slice(1) })],
    ['内容的一项说两遍', ({ fields }) => ({ fields: [...fields, ...fields.slice(0, 1)] })],
    [
      '不予公开的多一项',
      ({ withheld }) => ({ withheld: [...withheld, { name: word, ground: word, cite: word }] }),
    ],
    ['决定序号', () => ({ ordinal: null })],
    ['状态', () => ({ state: 'withdrawn' as const })],
  ];
  test.each(changes)('已公示的：%s', async (_, change) => {
    const line = published();
    const found = await edited(line, change(line));
    expect(found.join()).toContain(change(line).number ?? line.number);
  });

  const tombstoned: typeof changes = [
    ['添上内容', () => ({ fields: [{ key: 'party', name: '当事人', value: '某公司' }] })],
    ['添上标题', () => ({ title: word })],
    ['添上不予公开的', () => ({ withheld: [{ name: word, ground: word, cite: word }] })],
    ['撤下说明', () => ({ explanation: word })],
    ['撤下日期', () => ({ withdrawnOn: day })],
    ['公示日期', () => ({ publishedOn: day })],
  ];
  test.each(tombstoned)('已撤下的：%s', async (_, change) => {
    const line = lineOf(({ state }) => state === 'withdrawn');
    expect((await edited(line, change(line))).join()).toContain(line.number);
  });

  test('导入的、到本平台时已过期限的：逐行数据和表格都说他处公示、时限不详，不说逾期；说成按时查得出，早先说的逾期不算改动', async () => {
    const line = lineOf(({ origin, state }) => origin === 'import' && state === 'published');
    expect(line.due !== null && line.publishedOn > line.due).toBe(true);
    expect(
      lines.filter(({ origin }) => origin === 'import').map(({ timeliness }) => timeliness),
    ).not.toContain('late');
    expect(line.timeliness).toBe('elsewhere');
    expect(csvLine(line)).toContain('"他处公示，时限不详"');
    expect(csvLine(line)).not.toContain('逾期');
    expect((await edited(line, { timeliness: 'on-time' })).join()).toContain('是否按时与存证不符');
    expect(await edited(line, { timeliness: 'late' })).toEqual([]);
    const own = lineOf(({ origin, state }) => origin === 'case' && state === 'published');
    expect((await edited(own, { timeliness: 'elsewhere' })).join()).toContain('是否按时与存证不符');
  });

  test('公示截止期已过的一行：门户查不到，公开数据里没有', async () => {
    const { CF_WSH: number = '' } = sampleRow('penalty', 5);
    expect(lines.filter(({ origin }) => origin === 'import')).toHaveLength(4);
    expect(lines.map((line) => line.number)).not.toContain(number);
    const found = await fetch(`${outside.address}/results?q=${encodeURIComponent(number)}`);
    expect(await found.text()).toContain('没有查到');
    const shown = sampleRow('penalty', 1).CF_WSH ?? '';
    const other = await fetch(`${outside.address}/results?q=${encodeURIComponent(shown)}`);
    expect(await other.text()).not.toContain('没有查到');
  });

  test('抹去一件导入的结果，拿另一件顶数：说出哪一件出现两次', async () => {
    const [first, second] = lines.filter(({ origin, state }) => origin === 'import' && state === 'published');
    if (first === undefined || second === undefined) throw new Error('nothing was imported');
    const found = await findings(lines.map((line) => (line === first ? second : line)));
    expect(found.join()).toContain(`“${second.number}”（${second.id}）出现两次`);
  });
});
