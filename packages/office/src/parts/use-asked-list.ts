import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';

/** A paged list as the page's address asks for it: what is asked, the answer, and how to ask otherwise, from the first page on. */
export function useAskedList<Reply>(
  key: string,
  ask: (asked: URLSearchParams) => Promise<Reply>,
): {
  readonly asked: URLSearchParams;
  readonly query: UseQueryResult<Reply>;
  /** What is standard, nothing unless told, is left out of the address. */
  readonly set: (name: string, value: string, standard?: string) => void;
} {
  const [asked, setAsked] = useSearchParams();
  const query = useQuery({
    queryKey: [key, asked.toString()],
    queryFn: () => ask(asked),
    placeholderData: keepPreviousData,
  });
  const set = (name: string, value: string, standard = '') => {
    const next = new URLSearchParams(asked);
    next.delete('after');
    if (value === standard) next.delete(name);
    else next.set(name, value);
    setAsked(next, { replace: true });
  };
  return { asked, query, set };
}
