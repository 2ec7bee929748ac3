import { CommandRefusal, UsageError } from './command.ts';
import { readArguments } from './read-arguments.ts';

/** The bureau and the reason of a command that must also be confirmed by `--yes`; `warning` says what it will do. */
export function readReasoned(args: readonly string[], warning: string): { bureau: string; reason: string } {
  const { values } = readArguments({
    args: [...args],
    options: {
      bureau: { type: 'string' },
      reason: { type: 'string' },
      yes: { type: 'boolean', default: false },
    },
  });
  const { bureau } = values;
  const reason = values.reason?.trim() ?? '';
  if (bureau === undefined || reason === '')
    throw new UsageError('请写明机关（--bureau）和理由（--reason）。');
  if (reason.length > 2000) throw new UsageError('理由不超过 2000 字。');
  if (!values.yes) throw new CommandRefusal(warning);
  return { bureau, reason };
}
