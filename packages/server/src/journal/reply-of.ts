import type { CommandReply } from '@mingjing/api';
import { factTypes } from '@mingjing/law';
import type { WrittenFact } from './write-command.ts';

/** What a command answers: which facts it wrote, and where the stream stands after them. */
export function replyOf(stream: string, id: string, written: readonly WrittenFact[]): CommandReply {
  const last = written.at(-1);
  return {
    stream,
    id,
    version: last?.version ?? 0,
    commitment: Buffer.from(last?.commitment ?? []).toString('hex'),
    facts: written.map(({ type, version }) => ({
      type,
      label: factTypes[type as keyof typeof factTypes].label,
      version,
    })),
  };
}
