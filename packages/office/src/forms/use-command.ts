import { ApiError, type CommandReply, call, type Problem, pathTo, routes } from '@mingjing/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { newId } from './new-id.ts';

/** The stream that a command is for; `new-case` for the command that opens one. */
export interface CommandTarget {
  readonly kind: 'case' | 'publication' | 'person' | 'bureau' | 'new-case';
  readonly id: string;
  readonly version: number;
}

/** What a form hands over when it is sent. */
export interface FilledForm {
  readonly type: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly occurredOn?: string;
  readonly lateReason?: string;
}

/** Sends commands; one id stays with a form until the server has answered, so that a retry is harmless. */
export function useCommand(target: CommandTarget, onDone: (reply: CommandReply, form: FilledForm) => void) {
  const cache = useQueryClient();
  const commandId = useRef(newId());
  return useMutation<CommandReply, unknown, FilledForm>({
    mutationFn: ({ type, input, occurredOn, lateReason }) =>
      call<CommandReply>('POST', addressOf(target), {
        id: commandId.current,
        expectedVersion: target.version,
        ...(occurredOn ? { occurredOn } : {}),
        ...(lateReason ? { lateReason } : {}),
        command: { ...input, type },
      }),
    onSuccess: async (reply, form) => {
      commandId.current = newId();
      onDone(reply, form);
      await cache.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'article' });
    },
    onError: async (error) => {
      if (!isUnanswered(error)) commandId.current = newId();
      if (isConflict(error)) await cache.invalidateQueries({ queryKey: [target.kind, target.id] });
    },
  });
}

/** Somebody else wrote first. */
export function isConflict(error: unknown): boolean {
  return error instanceof ApiError && error.problem.status === 409;
}

/** Faults by field of a refusal: the first part of a path such as `items.2.note` is the field's key. */
export function faultsOf(problem: Problem): Readonly<Record<string, string>> {
  const faults: Record<string, string> = {};
  for (const { key, message } of problem.fields ?? []) {
    const field = key.replace(/^command\./, '').split('.')[0] ?? key;
    faults[field] = faults[field] ? `${faults[field]}${message}` : message;
  }
  return faults;
}

function isUnanswered(error: unknown): boolean {
  return error instanceof ApiError && (error.problem.status === 0 || error.problem.status >= 500);
}

function addressOf({ kind, id }: CommandTarget): string {
  if (kind === 'new-case') return routes.cases;
  return pathTo(doors[kind], { id });
}

const doors = {
  case: routes.caseCommands,
  publication: routes.publicationCommands,
  person: routes.personCommands,
  bureau: routes.bureau,
} as const;
