import type { FactEnvelope } from '@mingjing/ledger';
import type pg from 'pg';
import type { Found } from './finding.ts';
import { columnName, streamName } from './table-names.ts';

/** Originals that facts name, against their rows. */
export async function* checkAttachments(
  db: pg.ClientBase,
  facts: readonly FactEnvelope[],
): AsyncGenerator<Found> {
  const named = facts.filter(({ type }) => type === 'record-attached');
  if (named.length === 0) return;
  const wanted = named.map(({ plain }) => plain.attachment as unknown as Attached);
  const { rows } = await db.query<Original>(
    `select id, media_type as "mediaType", size, sha256, sm3 from evidence where id = any($1)`,
    [wanted.map(({ evidenceId }) => evidenceId)],
  );
  const kept = new Map(rows.map((row) => [row.id, row]));
  for (const [i, { bureau, stream, version }] of named.entries()) {
    const told = wanted[i] as Attached;
    const row = kept.get(told.evidenceId);
    const say = (column: string | null, reason: string): Found => ({
      bureau,
      table: 'evidence',
      row: told.evidenceId,
      column,
      sentence: `原件 ${told.evidenceId}（${streamName(stream)} 第 ${version} 号所附）${reason}。`,
    });
    if (row === undefined) yield say(null, '的登记缺失');
    else
      for (const key of ORIGINAL)
        if (row[key] !== told[key])
          yield say(COLUMNS[key], `的登记与事实不符：“${columnName('evidence', COLUMNS[key])}”被改`);
  }
}

/** Documents that facts name, against their rows and bytes. */
export async function* checkIssued(db: pg.ClientBase, facts: readonly FactEnvelope[]): AsyncGenerator<Found> {
  const named = facts.filter(({ type }) => type === 'document-issued');
  if (named.length === 0) return;
  const { rows } = await db.query<Document>(
    `select id, bureau, stream, template, title, number, sha256, size, encode(sha256(bytes), 'hex') as digest, octet_length(bytes) as length
     from document where id = any($1)`,
    [named.map(({ plain }) => plain.documentId)],
  );
  const kept = new Map(rows.map((row) => [row.id, row]));
  for (const { bureau, stream, version, plain } of named) {
    const row = kept.get(String(plain.documentId));
    const say = (column: string | null, reason: string): Found => ({
      bureau,
      table: 'document',
      row: String(plain.documentId),
      column,
      sentence: `文书 ${plain.documentId}（${streamName(stream)} 第 ${version} 号所制）${reason}。`,
    });
    if (row === undefined) {
      yield say(null, '缺失');
      continue;
    }
    const told = {
      bureau,
      stream,
      template: plain.template,
      title: plain.title,
      number: plain.documentNumber,
      sha256: plain.sha256,
      size: plain.size,
    };
    for (const [key, value] of Object.entries(told))
      if (row[key as keyof typeof told] !== value)
        yield say(key, `与事实不符：“${columnName('document', key)}”被改`);
    if (row.digest !== null && (row.digest !== plain.sha256 || row.length !== plain.size))
      yield say('bytes', '的内容与事实所记的摘要值不符：内容被改');
  }
}

interface Attached {
  readonly evidenceId: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  readonly sm3: string;
}

type Original = Omit<Attached, 'evidenceId'> & { readonly id: string };

const ORIGINAL = ['mediaType', 'size', 'sha256', 'sm3'] as const;
const COLUMNS = { mediaType: 'media_type', size: 'size', sha256: 'sha256', sm3: 'sm3' } as const;

interface Document {
  readonly id: string;
  readonly bureau: string;
  readonly stream: string;
  readonly template: string;
  readonly title: string;
  readonly number: string;
  readonly sha256: string;
  readonly size: number;
  /** Null where its words were erased by law. */
  readonly digest: string | null;
  readonly length: number | null;
}
