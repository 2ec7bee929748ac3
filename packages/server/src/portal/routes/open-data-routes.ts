import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { csvHead, csvLine, type OpenLine } from '../../open-data/open-line.ts';
import { type Mark, readIndex, readLines, readSeals } from '../../open-data/read-open-data.ts';
import { PageMissing } from '../http/answer-error.ts';
import type { Site } from '../site.ts';

/** Everything published, to be taken away whole: an index, the sealed counts, and each year as JSON Lines and CSV. */
export function openDataRoutes(app: FastifyInstance, site: Site): void {
  app.get('/:bureau/open-data/index.json', async (request, reply) => {
    const index = await site.readBureau(request, (db, { bureau }) => readIndex(db, bureau));
    return reply
      .header('cache-control', 'no-cache')
      .type(JSON_TYPE)
      .send(`${JSON.stringify(index, null, 1)}\n`);
  });
  app.get('/:bureau/open-data/counts.jsonl', async (request, reply) => {
    await site.readBureau(request, async () => undefined);
    return stream(reply, LINES_TYPE, seals(site, bureauOf(request)));
  });
  app.get('/:bureau/open-data/:file', async (request, reply) => {
    const { file } = request.params as { file: string };
    const [, year, ending] = /^results-([1-9]\d{3})\.(jsonl|csv)$/.exec(file) ?? [];
    if (year === undefined) throw new PageMissing();
    await site.readBureau(request, async () => undefined);
    const lines = results(site, bureauOf(request), Number(year));
    return ending === 'csv'
      ? stream(reply, 'text/csv; charset=utf-8', asCsv(lines))
      : stream(reply, LINES_TYPE, asJson(lines));
  });
}

const JSON_TYPE = 'application/json; charset=utf-8';
const LINES_TYPE = 'application/x-ndjson; charset=utf-8';

const bureauOf = (request: FastifyRequest): string => (request.params as { bureau: string }).bureau;

const stream = (reply: FastifyReply, type: string, parts: AsyncIterable<string>): FastifyReply =>
  reply.header('cache-control', 'no-cache').type(type).send(Readable.from(parts));

/** A few hundred at a time, each batch in a transaction of its own: a slow reader holds no connection. */
async function* results(site: Site, bureau: string, year: number): AsyncGenerator<readonly OpenLine[]> {
  let mark: Mark | null = { on: `${year}-01-01`, id: '' };
  while (mark !== null) {
    const from: Mark = mark;
    const batch = await site.read((db) => readLines(db, bureau, year, from));
    yield batch.lines;
    mark = batch.next;
  }
}

async function* seals(site: Site, bureau: string): AsyncGenerator<string> {
  for (let after = 0; ; ) {
    const from = after;
    const { lines, last } = await site.read((db) => readSeals(db, bureau, from));
    if (lines.length === 0) return;
    yield lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    after = last;
  }
}

async function* asJson(batches: AsyncIterable<readonly OpenLine[]>): AsyncGenerator<string> {
  for await (const lines of batches) yield lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** The mark at the head tells spreadsheets that this is UTF-8. */
async function* asCsv(batches: AsyncIterable<readonly OpenLine[]>): AsyncGenerator<string> {
  yield `\uFEFF${csvHead}`;
  for await (const lines of batches) yield lines.map(csvLine).join('');
}
