import type { UseQueryResult } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../app/paths.ts';
import { ProblemNote, problemOf } from './problem-note.tsx';

/** Shows what a query brought; a skeleton only after 300 ms, and a refusal in words. */
export function Loaded<Reply>({
  query,
  title,
  children,
}: {
  readonly query: UseQueryResult<Reply>;
  /** Heading of the page while there is nothing to show, where the page's own heading comes with the reply. */
  readonly title?: string;
  readonly children: (reply: Reply) => ReactNode;
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  return (
    <>
      {title && (
        <div className="page-head">
          <h1>{title}</h1>
        </div>
      )}
      {query.error ? <Failure query={query} /> : <Waiting />}
    </>
  );
}

/** Another try only where it may help; what is not there or not theirs leads home. */
function Failure({ query }: { readonly query: Pick<UseQueryResult, 'error' | 'refetch'> }) {
  const { status } = problemOf(query.error);
  if (status === 0 || status === 429 || status >= 500)
    return <ProblemNote error={query.error} onRetry={() => query.refetch()} />;
  return (
    <ProblemNote error={query.error}>
      <Link to={paths.worklist}>回到首页</Link>
    </ProblemNote>
  );
}

/** Grey lines in place of content that takes longer than 300 ms. */
export function Waiting() {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div aria-busy="true">
      <span className="vh">正在载入</span>
      {late && <Skeleton active paragraph={{ rows: 8 }} />}
    </div>
  );
}

/** Names the browser tab after the page. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · 明镜`;
  }, [title]);
}
