import { call, type MenuCounts, routes } from '@mingjing/api';
import { useQuery } from '@tanstack/react-query';

/** The name under which the counts are kept. */
export const menuCountsKey = ['worklist', 'counts'] as const;

/** What waits for this person behind the menu; not asked for while the worklist on screen tells it, nor while nobody looks. */
export function useMenuCounts(enabled: boolean, isTold: boolean): MenuCounts | undefined {
  return useQuery({
    queryKey: menuCountsKey,
    queryFn: () => call<MenuCounts>('GET', routes.menuCounts),
    refetchInterval: 60_000,
    refetchIntervalInBackground: false,
    enabled: enabled && !isTold,
  }).data;
}
