import { ApiError, type Problem } from '@mingjing/api';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { CiteLink } from '../article/cite-link.tsx';

/** What the server said about a failure, as something to show. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ApiError) return error.problem;
  return { status: 0, code: 'unknown', title: '这一页没有显示出来。可刷新后再试。' };
}

/** A refusal or failure in its place on the page, with its article and, where it helps, another try. */
export function ProblemNote({
  error,
  onRetry,
  children,
}: {
  readonly error: unknown;
  readonly onRetry?: () => void;
  readonly children?: ReactNode;
}) {
  const problem = problemOf(error);
  return (
    <div className="note bad" role="alert">
      <p className="sentence">
        {problem.title} {problem.cite && <CiteLink cite={problem.cite} full />}
      </p>
      {children}
      {problem.requestId && <p className="quiet">编号 {problem.requestId}</p>}
      {onRetry && <Button onClick={onRetry}>再试一次</Button>}
    </div>
  );
}
