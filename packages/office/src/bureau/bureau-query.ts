import { type BureauView, call, routes } from '@mingjing/api';
import { useQuery } from '@tanstack/react-query';

/** The bureau with its matters and what was changed; asked again until the log has taken everything in. */
export function useBureau() {
  return useQuery({
    queryKey: ['bureau', ''],
    queryFn: () => call<BureauView>('GET', routes.bureau),
    refetchInterval: ({ state }) =>
      state.data?.timeline.some((entry) => entry.logIndex === null) ? 2_000 : false,
  });
}
