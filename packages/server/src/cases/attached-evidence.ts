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
  const sent = attachmentOf(command);
  if (sent === undefined) return { command, originals: [] };
  const stored = await knownOriginal(db, String(sent.evidenceId), bureau);
  if (stored === undefined) refuse('没有找到这份文件。重新上传后再附。');
  const { evidenceId, fileName, mediaType, size, sha256, sm3 } = stored;
  const differing = ['mediaType', 'size', 'sha256', 'sm3'] as const;
  if (differing.some((key) => sent[key] !== undefined && sent[key] !== stored[key])) {
    refuse('所附文件与已存的原件不一致。重新上传后再附。');
  }
  const named = typeof sent.fileName === 'string' ? sent.fileName : fileName;
  const attachment = { evidenceId, fileName: named, mediaType, size, sha256, sm3 };
  return { command: { ...command, attachment }, originals: [evidenceId] };
}

/** Has the original that a command attaches read anew. */
export function forgetAttached(db: Queryable, command: CaseCommand): void {
  const sent = attachmentOf(command);
  if (sent !== undefined) forgetOriginal(db, String(sent.evidenceId));
}

function attachmentOf(command: CaseCommand): Readonly<Record<string, unknown>> | undefined {
  const sent = command.attachment;
  return typeof sent === 'object' && sent !== null ? (sent as Readonly<Record<string, unknown>>) : undefined;
}

function refuse(sentence: string): never {
  throw new InputError([{ path: 'attachment', sentence }]);
}
