import {
  type BeginDraftRequest,
  call,
  type DraftFilesReply,
  type LawDraftReply,
  type LawDraftsReply,
  type PackFormReply,
  pathTo,
  routes,
} from '@mingjing/api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { newId } from '../forms/new-id.ts';

/** The bureau's drafts of regulations. */
export function useDrafts() {
  return useQuery({ queryKey: ['law-drafts'], queryFn: () => call<LawDraftsReply>('GET', routes.lawDrafts) });
}

/** One draft as it was when the page was opened; what is written since is kept by the page itself. */
export function useDraft(id: string) {
  return useQuery({
    queryKey: ['law-draft', id],
    queryFn: () => call<LawDraftReply>('GET', pathTo(routes.lawDraft, { id })),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

/** The form of a regulation; the same as long as the program is. */
export function usePackForm() {
  return useQuery({
    queryKey: ['pack-form'],
    queryFn: () => call<PackFormReply>('GET', routes.lawForm),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Begins a draft and answers with it. */
export function useBeginDraft(after: (draft: LawDraftReply) => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (begin: BeginDraftRequest['begin']) =>
      call<LawDraftReply>('POST', routes.lawDrafts, { id: newId(), begin }),
    onSuccess: async (draft) => {
      await cache.invalidateQueries({ queryKey: ['law-drafts'] });
      after(draft);
    },
  });
}

/** Throws a draft away. */
export function useDeleteDraft(after: () => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call('DELETE', pathTo(routes.lawDraft, { id })),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ['law-drafts'] });
      after();
    },
  });
}

/** The draft as the two files that `packs check` reads. */
export function draftFiles(id: string): Promise<DraftFilesReply> {
  return call<DraftFilesReply>('GET', pathTo(routes.lawDraftFiles, { id }));
}
