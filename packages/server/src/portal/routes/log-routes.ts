import { join } from 'node:path';
import { parseEntriesPath, parseTilePath } from '@mingjing/ledger';
import type { FastifyInstance } from 'fastify';
import { logIdOf } from '../../log/logs.ts';
import { durableFiles } from '../../platform/durable-files.ts';
import { PageMissing } from '../http/answer-error.ts';

/** The files of each bureau's log (C2SP tlog-tiles): checkpoint, tiles and entry bundles, for anyone to mirror and check. */
export function logRoutes(app: FastifyInstance, folder: string): void {
  const files = durableFiles();
  app.get('/:bureau/log/*', async (request, reply) => {
    const { bureau, '*': rest } = request.params as { bureau: string; '*': string };
    // Of a log that follows another the number stands first.
    const [, number = '1', path = ''] = /^(?:([1-9]\d{0,3})\/)?(.*)$/s.exec(rest) ?? [];
    const fixed = path !== 'checkpoint';
    if (!/^[a-z0-9][a-z0-9-]*$/i.test(bureau) || (fixed && !isLogPath(path))) throw new PageMissing();
    const bytes = await files.read(join(folder, logIdOf(bureau, Number(number)), path));
    if (bytes === undefined) throw new PageMissing();
    return reply
      .header('cache-control', fixed ? 'public, max-age=31536000, immutable' : 'no-cache')
      .type(fixed ? 'application/octet-stream' : 'text/plain; charset=utf-8')
      .send(bytes);
  });
}

/** Only paths spelled as the format spells them reach the file system. */
function isLogPath(path: string): boolean {
  try {
    if (path.startsWith('tile/entries/')) parseEntriesPath(path);
    else parseTilePath(path);
    return true;
  } catch {
    return false;
  }
}
