import { type ImportColumns, type ImportReply, routes } from '@mingjing/api';
import { kindLabels } from '@mingjing/law';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { authoriseQuery } from '../people/authorise.ts';
import type { ServerContext } from '../web/context.ts';
import { requirePerson } from '../web/office-server.ts';
import { RequestError } from '../web/request-error.ts';
import { columnGuide } from './columns/column-guide.ts';
import { importFile } from './import-file.ts';
import type { ImportReport } from './import-report.ts';
import { importTemplate } from './import-template.ts';
import { readMapping } from './mapping.ts';

const LISTED = 2000;
const importKinds = ['permit', 'penalty'] as const;

/** The office's door for published results from elsewhere: check first, then take; what is taken waits for another's approval. */
export function importRoutes(app: FastifyInstance, context: ServerContext): void {
  app.get(routes.importColumns, (request): ImportColumns => {
    authoriseQuery(requirePerson(request), 'import-results');
    return {
      kinds: importKinds.map((kind) => ({ kind, label: kindLabels[kind], columns: columnGuide(kind) })),
    };
  });
  app.get(routes.importTemplate, async (request, reply) => {
    authoriseQuery(requirePerson(request), 'import-results');
    const { name } = z.strictObject({ name: z.string().max(40) }).parse(request.params);
    const template = await importTemplate(name);
    if (template === undefined) throw new RequestError('not-found');
    return reply
      .type(template.mediaType)
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(template.fileName)}`)
      .send(Buffer.from(template.bytes));
  });
  app.post(routes.imports, async (request): Promise<ImportReply> => {
    const person = requirePerson(request);
    authoriseQuery(person, 'import-results');
    const fields: Record<string, string> = {};
    let file: { name: string; bytes: Buffer } | undefined;
    let mapping: string | undefined;
    for await (const part of request.parts({ limits: { files: 2, fileSize: 64 * 1024 ** 2 } })) {
      if (part.type === 'field') fields[part.fieldname] = String(part.value);
      else if (part.fieldname === 'map') mapping = (await part.toBuffer()).toString('utf8');
      else file = { name: part.filename, bytes: await part.toBuffer() };
    }
    if (file === undefined) throw new RequestError('bad-request', '没有收到文件。');
    const map = mapping === undefined || mapping.trim() === '' ? null : readMapping(mapping);
    if (map !== null && !('mapping' in map))
      throw new RequestError(
        'bad-request',
        `对照文件有误：${map.findings.map(({ message }) => message).join('；')}`,
      );
    const dryRun = fields.dryRun === 'yes';
    const surroundings = {
      databases: context.databases,
      resources: context.resources(),
      today: context.clock.today(),
      now: context.clock.now(),
      keyFolder: context.keyFolder,
    };
    const { report } = await importFile(surroundings, {
      bureau: person.bureau,
      actor: person.id,
      file,
      map: map?.mapping ?? null,
      kind: null,
      mode: fields.mode === 'only-good' ? 'only-good' : 'none-if-any-bad',
      dryRun,
      publish: false,
    });
    if (!dryRun) context.sequencer.wake();
    return toReply(report, dryRun);
  });
}

function toReply(report: ImportReport, dryRun: boolean): ImportReply {
  return {
    dryRun,
    kind: report.kind,
    total: report.total,
    good: report.good,
    drafts: report.drafts,
    bad: report.bad,
    over: report.over,
    duplicates: report.duplicates,
    unchanged: report.unchanged,
    imported: report.stored.imported,
    keptDrafts: report.stored.drafts,
    findings: report.findings.slice(0, LISTED).map(({ row, column, level, code, message }) => ({
      row: row ?? 0,
      column: column?.code ?? '',
      heading: column?.heading ?? (row === null ? '整个文件' : '整行'),
      level,
      code,
      message,
    })),
    truncated: Math.max(0, report.findings.length - LISTED) + report.findingsOmitted,
  };
}
