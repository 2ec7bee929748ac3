import { type CaseCommand, InputError } from '@mingjing/law';
import { forgetOriginal, knownOriginal } from '../evidence/known-originals.ts';
import type { Queryable } from '../journal/database.ts';

/** A command with what it attaches as it is stored, and the ids of the originals that the write must still find. */
export interface CommandOnOriginals {
  readonly command: CaseCommand;
  readonly originals: readonly string[];
}

/**
 * Takes the attachment of a command from the store instead of believing what was sent: name, type, size and digests
 * are those of the original that the person's own bureau holds; anything else is refused.
 */
export async function withStoredAttachment(
  db: Queryable,
  bureau: string,
  command: CaseCommand,
): Promise<CommandOnOriginals> {
  const sent = attachmentsOf(command);
  if (sent.length === 0) return { command, originals: [] };
  const stored = await Promise.all(
    sent.map(async ([key, one]) => [key, await storedAs(db, bureau, key, one)] as const),
  );
  return {
    command: { ...command, ...Object.fromEntries(stored) },
    originals: stored.map(([, { evidenceId }]) => evidenceId),
  };
}

async function storedAs(db: Queryable, bureau: string, key: string, sent: Sent) {
  const stored = await knownOriginal(db, String(sent.evidenceId), bureau);
  if (stored === undefined) refuse(key, '没有找到这份文件。重新上传后再附。');
  const { evidenceId, fileName, mediaType, size, sha256, sm3 } = stored;
  const differing = ['mediaType', 'size', 'sha256', 'sm3'] as const;
  if (differing.some((one) => sent[one] !== undefined && sent[one] !== stored[one]))
    refuse(key, '所附文件与已存的原件不一致。重新上传后再附。');
  const named = typeof sent.fileName === 'string' ? sent.fileName : fileName;
  return { evidenceId, fileName: named, mediaType, size, sha256, sm3 };
}

/** Has the originals that a command attaches read anew. */
export function forgetAttached(db: Queryable, command: CaseCommand): void {
  for (const [, { evidenceId }] of attachmentsOf(command)) forgetOriginal(db, String(evidenceId));
}

type Sent = Readonly<Record<string, unknown>>;

/** What a command attaches, by field: one file, or the scans of a case taken in from paper. */
function attachmentsOf(command: CaseCommand): readonly (readonly [string, Sent])[] {
  return Object.entries(command)
    .filter(([key]) => key === 'attachment' || key.endsWith('-scan'))
    .flatMap(([key, value]) =>
      typeof value === 'object' && value !== null ? [[key, value as Sent] as const] : [],
    );
}

function refuse(path: string, sentence: string): never {
  throw new InputError([{ path, sentence }]);
}
