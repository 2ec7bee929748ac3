import type { z } from 'zod';
import type { AnyCommand, AnyStart, CommandSpec, StartSpec } from './skeleton.ts';

/** Registers a command with the input type that its own schema gives. */
export function defineCommand<Schema extends z.ZodType>(
  spec: Omit<CommandSpec<z.infer<Schema>>, 'schema'> & { readonly schema: Schema },
): AnyCommand {
  return spec as unknown as AnyCommand;
}

/** Registers a command that opens a case. */
export function defineStart<Schema extends z.ZodType>(
  spec: Omit<StartSpec<z.infer<Schema>>, 'schema'> & { readonly schema: Schema },
): AnyStart {
  return spec as unknown as AnyStart;
}
