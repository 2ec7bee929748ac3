import type { OpenDataSource } from './open-data-source.ts';
import { csvHead, csvLine, type OpenLine } from './open-line.ts';

/** The same results as a table (CSV), read beside the lines: who opens only the table must find in it what the lines prove. */
export class OpenTable {
  private readonly records: AsyncIterator<string>;
  private held: string | undefined;

  private constructor(records: AsyncIterator<string>) {
    this.records = records;
  }

  /** Undefined where there is no such table, or it does not begin with its headings. */
  static async open(source: OpenDataSource, path: string): Promise<OpenTable | undefined> {
    const lines = await source.lines(path);
    if (lines === undefined) return undefined;
    const records = recordsOf(lines)[Symbol.asyncIterator]();
    const head = await records.next();
    if (head.done === true || head.value !== `\uFEFF${csvHead}`) return undefined;
    const table = new OpenTable(records);
    await table.advance();
    return table;
  }

  /** What the table says otherwise than this line, the next in order. */
  async against(line: OpenLine): Promise<readonly string[]> {
    const found: string[] = [];
    while (this.held !== undefined && before(this.held, line)) found.push(await this.takeStranger());
    const name = `“${line.number}”（${line.id}）`;
    if (this.held === undefined || placeOf(this.held).id !== line.id)
      return [...found, `表格里没有${name}。`];
    if (this.held !== csvLine(line)) found.push(`表格里的${name}与逐行数据不同。`);
    await this.advance();
    return found;
  }

  /** What stands in the table after the last line. */
  async rest(): Promise<readonly string[]> {
    const found: string[] = [];
    while (this.held !== undefined) found.push(await this.takeStranger());
    return found;
  }

  private async takeStranger(): Promise<string> {
    const { id } = placeOf(this.held ?? '');
    await this.advance();
    return `表格里多出一行（${id.slice(0, 100)}），逐行数据里没有。`;
  }

  private async advance(): Promise<void> {
    const next = await this.records.next();
    this.held = next.done === true ? undefined : next.value;
  }
}

/** A cell may hold line breaks: a record ends where no quotation is open. */
async function* recordsOf(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let record = '';
  let isQuoted = false;
  for await (const line of lines) {
    record += `${line}\n`;
    // Only the line is looked at: the record before it may be long.
    if (line.split('"').length % 2 === 0) isQuoted = !isQuoted;
    if (isQuoted && record.length < LONGEST) continue;
    yield record;
    record = '';
    isQuoted = false;
  }
  if (record !== '') yield record;
}

const LONGEST = 16_000_000;

/** Results stand in the order of their publication, then of their ids. */
function before(record: string, { publishedOn, id }: OpenLine): boolean {
  const place = placeOf(record);
  return place.publishedOn !== publishedOn ? place.publishedOn < publishedOn : place.id < id;
}

function placeOf(record: string): { readonly id: string; readonly publishedOn: string } {
  const cells = [...record.matchAll(/"((?:[^"]|"")*)"/g)].slice(0, 7).map(([, cell = '']) => cell);
  return { id: cells[0] ?? '', publishedOn: cells[6] ?? '' };
}
