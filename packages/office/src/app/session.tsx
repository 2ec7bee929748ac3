import { call, type Me, routes } from '@mingjing/api';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';

const MeContext = createContext<Me | null>(null);

/** Hands the signed-in person to every screen below. */
export function MeProvider({ me, children }: { readonly me: Me; readonly children: ReactNode }) {
  return <MeContext value={me}>{children}</MeContext>;
}

/** The signed-in person; only inside the shell. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('useMe is used outside the shell');
  return me;
}

/** Asks who is signed in; null means nobody. */
export function useSession() {
  return useQuery({
    queryKey: ['session'],
    queryFn: () => call<Me | null>('GET', routes.session),
    staleTime: 60_000,
  });
}

/** Forgets everything that was shown, then asks again who is signed in. */
export function useSessionChange() {
  const cache = useQueryClient();
  return async () => {
    cache.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
    await cache.invalidateQueries({ queryKey: ['session'] });
  };
}
