import { randomUUID } from 'node:crypto';
import { routes } from '@mingjing/api';
import type { FastifyInstance } from 'fastify';
import { noteRead } from '../audit/reads.ts';
import { seenCase } from '../cases/case-store.ts';
import { authoriseQuery } from '../people/authorise.ts';
import { actAs, seeAs, seenBy } from '../people/see-as.ts';
import { authoriseRecords } from '../viewing/viewing-requests.ts';
import type { ServerContext } from '../web/context.ts';
import { requirePerson } from '../web/office-server.ts';
import { RequestError } from '../web/request-error.ts';
import { uuidOf } from '../web/uuid-of.ts';
import { whileKept } from './erase-originals.ts';
import { readFileRange, storeFile } from './evidence-store.ts';
import { mediaTypeOf } from './file-kind.ts';
import { rememberOriginal } from './known-originals.ts';
import { readClaims } from './media-claims.ts';
import { type OriginalRow, registerOriginal } from './register-original.ts';

/** Uploading originals and looking at them. */
export function evidenceRoutes(app: FastifyInstance, context: ServerContext): void {
  app.post(routes.evidence, async (request, reply) => {
    const person = requirePerson(request);
    authoriseQuery(person, 'upload-evidence');
    const part = await request.file();
    if (part === undefined) throw new RequestError('bad-request', '没有收到文件。');
    const claimed = (part.fields.sha256 as { value?: unknown } | undefined)?.value;
    const expected = typeof claimed === 'string' && /^[0-9a-f]{64}$/.test(claimed) ? claimed : undefined;
    const stored = await storeFile(context.evidenceFolder, part.file, {
      expectedSha256: expected,
      accept: (head) => {
        if (part.file.truncated) throw new RequestError('too-large', '单个文件不得超过 2 GB。');
        acceptedType(head);
      },
    });
    const mediaType = acceptedType(stored.head);
    const id = randomUUID();
    const fileName = cleanName(part.filename);
    const claims = await readClaims(context.evidenceFolder, stored.sha256, mediaType, stored.size);
    const row: OriginalRow = {
      id,
      bureau: person.bureau,
      file_name: fileName,
      media_type: mediaType,
      size: stored.size,
      sha256: stored.sha256,
      sm3: stored.sm3,
      stored_at: context.clock.now(),
      stored_by: person.id,
      facts: { claims },
    };
    const entered = await whileKept(
      (work) => actAs(context.databases, person, work),
      context.evidenceFolder,
      stored.sha256,
      async (client) => {
        await registerOriginal(client, row);
      },
    );
    if (!entered) throw new RequestError('bad-request', '文件没有存好，请重新上传。');
    const { size, sha256, sm3 } = stored;
    const original = { evidenceId: id, fileName, mediaType, size, sha256, sm3 };
    rememberOriginal(context.databases.app, { ...original, bureau: person.bureau });
    reply.status(201);
    return { ...original, claims };
  });

  app.get(routes.evidenceFile, async (request, reply) => {
    const person = requirePerson(request);
    const id = uuidOf(request);
    const { rows } = await seeAs(context.databases, person, (db) =>
      db.query<{
        sha256: string;
        media_type: string;
        size: number;
        file_name: string;
        stored_by: string;
        erased: boolean;
      }>(`select sha256, media_type, size, file_name, stored_by, erased from evidence where id = $1`, [id]),
    );
    const row = rows[0];
    if (row === undefined) throw new RequestError('not-found');
    await authoriseView(context, person, id, row.stored_by);
    if (row.erased) throw new RequestError('not-found', ERASED);
    const range = readRange(request.headers.range, row.size);
    reply.headers({
      'content-type': row.media_type,
      'accept-ranges': 'bytes',
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(row.file_name)}`,
      'content-security-policy': "default-src 'none'; sandbox",
    });
    if (range === null)
      return reply.header('content-length', row.size).send(readFileRange(context.evidenceFolder, row.sha256));
    return reply
      .status(206)
      .headers({
        'content-range': `bytes ${range.start}-${range.end}/${row.size}`,
        'content-length': range.end - range.start + 1,
      })
      .send(readFileRange(context.evidenceFolder, row.sha256, range));
  });
}

/** Seen by who takes part in a case that holds it; before it is attached, by who uploaded it. */
async function authoriseView(
  context: ServerContext,
  person: ReturnType<typeof requirePerson>,
  id: string,
  storedBy: string,
): Promise<void> {
  const { rows } = await seenBy(context.databases, person).query<{ id: string }>(
    `select case_id as id from case_evidence where evidence = $1 order by case_id`,
    [id],
  );
  if (rows.length === 0) {
    if (storedBy !== person.id) throw new RequestError('not-found');
    return;
  }
  const holders = await Promise.all(rows.map((row) => seenCase(context.databases, person, row.id)));
  const holds = ({ state }: (typeof holders)[number]) =>
    state.records.some(({ attachment, erased }) => attachment.evidenceId === id && !erased);
  const loaded = holders.find(holds) ?? holders[0];
  if (loaded === undefined) throw new RequestError('not-found');
  authoriseQuery(person, 'view-evidence', loaded.state);
  const how = await authoriseRecords(context, person, loaded.id, loaded.state);
  if (!holds(loaded)) throw new RequestError('not-found', ERASED);
  const action = how === 'by-leave' ? 'view-by-leave' : 'view-evidence';
  await noteRead(context, person, action, `${loaded.stream}/evidence/${id}`, loaded.state.bureau);
}

const ERASED = '这份原件已依法删除。';

function readRange(header: string | undefined, size: number): { start: number; end: number } | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (match === null || (match[1] === '' && match[2] === '')) return null;
  const start = match[1] === '' ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = match[1] === '' || match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
  return start <= end ? { start, end } : null;
}

function acceptedType(head: Buffer): string {
  const mediaType = mediaTypeOf(head);
  if (mediaType !== null) return mediaType;
  throw new RequestError(
    'unsupported-media',
    '只收照片（JPEG、PNG、WebP、HEIC）、录像（MP4、MOV、WebM、AVI）、录音（MP3、M4A、WAV、OGG）和 PDF。',
  );
}

const cleanName = (name: string) => name.replace(/[\\/\p{Cc}]/gu, '_').slice(-200) || '未命名';
