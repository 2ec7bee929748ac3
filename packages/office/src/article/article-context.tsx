import type { Cite } from '@mingjing/law';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';

interface ArticleControl {
  readonly cite: Cite | null;
  readonly open: (cite: Cite) => void;
  readonly close: () => void;
}

const ArticleContext = createContext<ArticleControl>({ cite: null, open: () => {}, close: () => {} });

/** Keeps which article is open; closing returns the focus to the link that opened it. */
export function ArticleProvider({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<{ readonly cite: Cite; readonly from: Element | null } | null>(null);
  const open = useCallback((cite: Cite) => setShown({ cite, from: document.activeElement }), []);
  const close = useCallback(() => {
    setShown((before) => {
      if (before?.from instanceof HTMLElement) before.from.focus();
      return null;
    });
  }, []);
  const control = useMemo(() => ({ cite: shown?.cite ?? null, open, close }), [shown, open, close]);
  return <ArticleContext value={control}>{children}</ArticleContext>;
}

/** Opens and closes the article beside the work. */
export function useArticle(): ArticleControl {
  return useContext(ArticleContext);
}
