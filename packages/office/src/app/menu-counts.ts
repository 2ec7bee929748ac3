import { call, type MenuCounts, routes } from '@mingjing/api';
import { useQuery } from '@tanstack/react-query';

/** What waits for this person behind the menu: asked once for all its entries, and again whenever work changes. */
export function useMenuCounts(enabled: boolean): MenuCounts | undefined {
  return useQuery({
    queryKey: ['worklist', 'counts'],
    queryFn: () => call<MenuCounts>('GET', routes.menuCounts),
    refetchInterval: 60_000,
    enabled,
  }).data;
}
