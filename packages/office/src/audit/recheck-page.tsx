import { call, type RecheckReply, routes } from '@mingjing/api';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMe } from '../app/session.tsx';
import { ActedFor, ofBureau } from '../parts/acted-for.tsx';
import { entryTime } from '../parts/dates.ts';
import { Loaded, useTitle } from '../parts/page-state.tsx';
import { Panel } from '../parts/panel.tsx';

/** 全量校验: when everything was last recomputed against the log, and what did not agree. */
export function RecheckPage() {
  useTitle('全量校验');
  const [bureau, setBureau] = useState('');
  const query = useQuery({
    queryKey: ['recheck', bureau],
    queryFn: () => call<RecheckReply>('GET', `${routes.auditRecheck}${ofBureau(bureau)}`),
  });
  return (
    <>
      <div className="page-head">
        <h1>全量校验</h1>
        <p className="quiet">
          每天夜里把日志、事实、各表、文书、原件和公开的文件全部重算一遍，与存证逐一核对。
        </p>
      </div>
      <ActedFor value={bureau} onChange={setBureau} />
      <Loaded query={query}>{({ last }) => <LastRecheck last={last} />}</Loaded>
    </>
  );
}

function LastRecheck({ last }: RecheckReply) {
  const { today, demonstration } = useMe();
  if (last === null)
    return <p className="panel empty">还没有做过全量校验。夜里二时以后自动进行，也可由系统管理员运行。</p>;
  return (
    <Panel title="最近一次" aside={entryTime(last.finishedAt, today)}>
      <div className="panel-body">
        <p>
          <span className={last.findings === 0 ? 'tag ok' : 'tag bad'}>
            {last.findings === 0 ? '与存证相符' : `${last.findings} 处与存证不符`}
          </span>
        </p>
        <p>共校验{last.counted}。</p>
        {demonstration && <p className="quiet">所示时间是机器的实际时间，不是演示日期。</p>}
        {last.findings > 0 && (
          <>
            <p>存证为准。请查明是谁改动了数据库或者文件；涉及别的机关的不在此列出。</p>
            <ol>
              {last.sentences.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ol>
          </>
        )}
      </div>
    </Panel>
  );
}
