/** Where a command writes: results to `out`, everything said to the person to `err`. */
export interface CommandOutput {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** One verb of the command line; answers the exit code: 0 done, 1 refused or failed, 2 not understood. */
export type Command = (args: readonly string[], output: CommandOutput) => number | Promise<number>;

/** The input was understood but cannot be answered: one Chinese sentence, exit code 1. */
export class CommandRefusal extends Error {}

/** The command line was not understood: the usage is shown, exit code 2. */
export class UsageError extends Error {}
