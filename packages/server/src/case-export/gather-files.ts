import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import {
  documentPath,
  erasuresIn,
  type Mention,
  mentionedFiles,
  type OpenedFact,
  originalPath,
} from '@mingjing/ledger';
import { placeOf } from '../evidence/evidence-store.ts';
import type { Queryable } from '../journal/database.ts';
import { diskFile, type PlannedFile } from './planned-file.ts';

/** A document or an original of a case, with what a person calls it. */
export interface CaseFile {
  readonly file: PlannedFile;
  readonly title: string;
  readonly kind: 'document' | 'original';
  readonly fact: number;
  /** What became of it since: corrected by which notice, or made again. */
  readonly remark?: string;
}

/** A file that a fact states and that is not packed, and why. */
export interface AbsentFile {
  readonly sha256: string;
  readonly reason: string;
  readonly kind: 'document' | 'original';
  readonly fact: number;
}

/** Finds the document or original behind every digest that the facts of a case state. */
export async function gatherFiles(
  db: Queryable,
  folder: string,
  stream: string,
  bureau: string,
  facts: readonly { readonly version: number; readonly opened: OpenedFact }[],
): Promise<{ readonly present: readonly CaseFile[]; readonly absent: readonly AbsentFile[] }> {
  const mentions = [...new Map(mentionedFiles(facts).map((mention) => [mention.sha256, mention])).values()];
  const [documents, originals] = [
    mentions.filter((one) => one.isDocument),
    mentions.filter((one) => !one.isDocument),
  ];
  const found = new Map([
    ...(await findDocuments(db, stream, documents)),
    ...(await findOriginals(db, folder, bureau, originals)),
  ]);
  const orderOf = erasuresIn(facts);
  const present: CaseFile[] = [];
  const absent: AbsentFile[] = [];
  for (const mention of mentions) {
    const { sha256, version: fact, isDocument } = mention;
    const kind = isDocument ? ('document' as const) : ('original' as const);
    const file = found.get(sha256);
    const order = orderOf(mention);
    if (file !== undefined && (order === undefined || isDocument)) present.push({ ...file, kind, fact });
    else {
      const reason = order === undefined ? '存储中没有找到这份文件' : `依法删除（第 ${order} 项）`;
      absent.push({ sha256, reason, kind, fact });
    }
  }
  return { present, absent };
}

type Found = Pick<CaseFile, 'file' | 'title'>;

async function findDocuments(
  db: Queryable,
  stream: string,
  wanted: readonly Mention[],
): Promise<ReadonlyMap<string, Found>> {
  const { rows } = await db.query<{
    id: string;
    title: string;
    number: string;
    sha256: string;
    size: number;
  }>(
    `select id, title, number, sha256, length(bytes) as size from document
     where stream = $1 and sha256 = any($2) and bytes is not null`,
    [stream, wanted.map(({ sha256 }) => sha256)],
  );
  return new Map(
    rows.map(({ id, title, number, sha256, size }) => [
      sha256,
      {
        title: `${title} ${number}`.trim(),
        file: { path: documentPath(sha256), size, open: () => openDocument(db, id) },
      },
    ]),
  );
}

async function openDocument(db: Queryable, id: string): Promise<Readable> {
  const { rows } = await db.query<{ bytes: Buffer | null }>(`select bytes from document where id = $1`, [id]);
  return Readable.from([rows[0]?.bytes ?? Buffer.alloc(0)]);
}

async function findOriginals(
  db: Queryable,
  folder: string,
  bureau: string,
  wanted: readonly Mention[],
): Promise<ReadonlyMap<string, Found>> {
  const { rows } = await db.query<{ file_name: string; media_type: string; sha256: string }>(
    `select distinct on (sha256) file_name, media_type, sha256 from evidence
     where bureau = $1 and sha256 = any($2) and not erased order by sha256, id`,
    [bureau, wanted.map(({ sha256 }) => sha256)],
  );
  const found = new Map<string, Found>();
  for (const { file_name, media_type, sha256 } of rows) {
    const place = placeOf(folder, sha256);
    const known = await stat(place).catch(() => null);
    if (known === null) continue;
    const path = originalPath(sha256, endings[media_type] ?? 'bin');
    found.set(sha256, { title: file_name, file: diskFile(path, place, known.size) });
  }
  return found;
}

const endings: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'audio/mp4': 'm4a',
  'video/quicktime': 'mov',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'video/x-msvideo': 'avi',
  'audio/wav': 'wav',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'application/pdf': 'pdf',
};
