import { type CaseCommand, InputError } from '@mingjing/law';
import type { Queryable } from '../journal/database.ts';
import { gather } from '../journal/gather.ts';

/**
 * Reads the attachment of a command from the store instead of believing what was sent: name, type, size and digests
 * are those of the original that the person's own bureau holds; anything else is refused.
 */
export async function withStoredAttachment(
  db: Queryable,
  bureau: string,
  command: CaseCommand,
): Promise<CaseCommand> {
  const sent = command.attachment as Readonly<Record<string, unknown>> | undefined;
  if (typeof sent !== 'object' || sent === null) return command;
  const stored = await findEvidence(db, { id: String(sent.evidenceId), bureau });
  if (stored === undefined) refuse('没有找到这份文件。重新上传后再附。');
  const attachment = {
    evidenceId: stored.id,
    fileName: stored.file_name,
    mediaType: stored.media_type,
    size: stored.size,
    sha256: stored.sha256,
    sm3: stored.sm3,
  };
  const differing = ['mediaType', 'size', 'sha256', 'sm3'] as const;
  if (differing.some((key) => sent[key] !== undefined && sent[key] !== attachment[key])) {
    refuse('所附文件与已存的原件不一致。重新上传后再附。');
  }
  return {
    ...command,
    attachment: { ...attachment, ...(typeof sent.fileName === 'string' ? { fileName: sent.fileName } : {}) },
  };
}

const findEvidence = gather<{ readonly id: string; readonly bureau: string }, StoredEvidence | undefined>(
  async (db, wanted) => {
    const { rows } = await db.query<StoredEvidence>({
      name: 'attached-evidence',
      text: `select id, bureau, file_name, media_type, size, sha256, sm3 from evidence where id = any($1) and not erased`,
      values: [wanted.map(({ id }) => id)],
    });
    return wanted.map(({ id, bureau }) => rows.find((row) => row.id === id && row.bureau === bureau));
  },
);

interface StoredEvidence {
  readonly id: string;
  readonly bureau: string;
  readonly file_name: string;
  readonly media_type: string;
  readonly size: number;
  readonly sha256: string;
  readonly sm3: string;
}

function refuse(sentence: string): never {
  throw new InputError([{ path: 'attachment', sentence }]);
}
