import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useRouteError } from 'react-router';
import { causeOfMissingPart, isMissingPart, type MissingCause } from './newer-office.ts';
import { Waiting } from './page-state.tsx';

const words: Readonly<Record<MissingCause, { readonly title: string; readonly advice: string }>> = {
  updated: {
    title: '系统已更新，请刷新页面',
    advice: '已自动保存的草稿仍在，刷新后接着办。',
  },
  offline: {
    title: '暂时连不上',
    advice: '已自动保存的草稿仍在。网络恢复后刷新，接着办。',
  },
  unknown: {
    title: '这一页没有显示出来',
    advice: '已自动保存的草稿仍在。可刷新后再试，仍不行时告诉系统管理员。',
  },
};

/** Shown when a screen could not be fetched or drawn; what was typed has been kept as a draft. */
export function CrashPage() {
  const cause = useCause(useRouteError());
  if (cause === null) return <Waiting />;
  const { title, advice } = words[cause];
  return (
    <main className="shell-main">
      <div className="page-head">
        <h1>{title}</h1>
      </div>
      <p>{advice}</p>
      <div className="form-end">
        <Button type="primary" onClick={() => window.location.reload()}>
          刷新
        </Button>
      </div>
    </main>
  );
}

/** Null while it is being found out. */
function useCause(error: unknown): MissingCause | null {
  const missing = isMissingPart(error);
  const [cause, setCause] = useState<MissingCause | null>(missing ? null : 'unknown');
  useEffect(() => {
    if (missing) void causeOfMissingPart().then(setCause);
  }, [missing]);
  return cause;
}
