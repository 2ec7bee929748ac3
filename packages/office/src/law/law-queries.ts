import {
  type CommandReply,
  call,
  type LawCommandRequest,
  type LawPreviewReply,
  type LawPreviewRequest,
  type LawReply,
  routes,
} from '@mingjing/api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { newId } from '../forms/new-id.ts';
import { announce } from '../parts/live-region.tsx';

/** The law in force for our bureau, and what waits for a decision. */
export function useLaw() {
  return useQuery({ queryKey: ['law'], queryFn: () => call<LawReply>('GET', routes.law) });
}

/** What a change would turn; nothing is decided by asking. */
export function askPreview(change: LawPreviewRequest): Promise<LawPreviewReply> {
  return call<LawPreviewReply>('POST', routes.lawPreview, change);
}

/** Sends one command on the law; whatever the office holds may be different afterwards. */
export function useLawCommand(done: string, after: () => void = () => undefined) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (command: LawCommandRequest['command']) =>
      call<CommandReply>('POST', routes.law, { id: newId(), command }),
    onSuccess: async () => {
      // What a proposal would change is asked while it waits, not once it is decided.
      await cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'law-preview' });
      announce(done);
      after();
    },
  });
}

/** The first characters of a content hash, by which people tell versions apart. */
export function shortVersion(version: string): string {
  return version.slice(0, 12);
}
