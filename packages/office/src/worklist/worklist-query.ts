import { call, routes, type WorkItem, type WorklistReply } from '@mingjing/api';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { menuCountsKey } from '../app/menu-counts.ts';

export const groups = [
  { key: 'overdue', label: '已逾期', tone: 'bad' },
  { key: 'today', label: '今天到期', tone: 'soon' },
  { key: 'soon', label: '三个工作日内', tone: 'soon' },
  { key: 'later', label: '以后', tone: '' },
  { key: 'party', label: '等当事人', tone: '' },
] as const;
export type Group = WorkItem['group'];

/** How the worklist stands where the address says nothing. */
export const defaults = {
  group: 'all',
  kind: '',
  matter: '',
  article: '',
  who: 'mine',
  sort: 'due',
} as const;
export type FilterName = keyof typeof defaults;

/** Filters that leave lines out; order and whose are no such. */
const narrowing = ['group', 'kind', 'matter', 'article'] as const;

/** Filters of the worklist as they stand in the address, and a way to change one. */
export function useFilters() {
  const [query, setQuery] = useSearchParams();
  const values = Object.fromEntries(
    Object.entries(defaults).map(([name, standard]) => [name, query.get(name) ?? standard]),
  ) as Record<FilterName, string>;
  const addressWith = (name: FilterName, value: string): URLSearchParams => {
    const next = new URLSearchParams(query);
    if (value === defaults[name]) next.delete(name);
    else next.set(name, value);
    return next;
  };
  const cleared = new URLSearchParams(query);
  for (const name of narrowing) cleared.delete(name);
  return {
    values,
    addressWith,
    isNarrowed: narrowing.some((name) => values[name] !== defaults[name]),
    /** The address without what leaves lines out. */
    cleared,
    set: (name: FilterName, value: string) => setQuery(addressWith(name, value), { replace: true }),
  };
}

/** What is to be done, as filtered. */
export function useWorklist(values: Readonly<Record<FilterName, string>>) {
  const asked = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== ''));
  const cache = useQueryClient();
  return useQuery({
    queryKey: ['worklist', asked.toString()],
    queryFn: async () => {
      const reply = await call<WorklistReply>('GET', `${routes.worklist}?${asked}`);
      if (reply.menu !== null) cache.setQueryData(menuCountsKey, reply.menu);
      return reply;
    },
    placeholderData: (before) => before,
    refetchInterval: 60_000,
    refetchIntervalInBackground: false,
  });
}
