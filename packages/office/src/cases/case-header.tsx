import type { CaseView } from '@mingjing/api';
import type { RefObject } from 'react';
import { Link } from 'react-router';
import { paths } from '../app/paths.ts';
import { useMe } from '../app/session.tsx';
import { seesCases } from '../app/side-menu.tsx';
import { entryTime, shortDate } from '../parts/dates.ts';
import { Tick } from '../parts/icons.tsx';
import { CaseExport } from './case-export.tsx';

/** Number and name of the case, who does what in it, and how far it has come. */
export function CaseHeader({
  view,
  heading,
}: {
  readonly view: CaseView;
  readonly heading: RefObject<HTMLHeadingElement | null>;
}) {
  const me = useMe();
  const { today } = me;
  return (
    <section className="case-header" aria-label="案件">
      <nav aria-label="位置">
        <ol className="breadcrumb">
          {seesCases(me) ? (
            <>
              <li>
                <Link to={paths.worklist}>我的待办</Link>
              </li>
              <li>
                <Link to={paths.cases}>全部案件</Link>
              </li>
            </>
          ) : (
            <li>
              <Link to={paths.emergency}>紧急查阅</Link>
            </li>
          )}
          <li>{view.kindLabel}</li>
        </ol>
      </nav>
      <div className="case-title">
        <h1 ref={heading} tabIndex={-1}>
          {view.number && <span className="wh">{view.number}</span>}
          {view.number && '　'}
          {view.title}
        </h1>
        {view.tags.map((tag) => (
          <span className="tag info" key={tag}>
            {tag}
          </span>
        ))}
      </div>
      <ul className="case-people">
        {view.party && !view.title.includes(view.party.name) && <li>当事人　{view.party.name}</li>}
        <li>{view.matterName}</li>
        {view.people.map(({ label, names }) => (
          <li key={label}>
            {label}　{names.join('、')}
          </li>
        ))}
        {view.log.lastIndex !== null && (
          <li className="ok">
            <Tick /> 已存证至 #{view.log.lastIndex}
          </li>
        )}
        {view.mayExport && (
          <li>
            <CaseExport id={view.id} />
          </li>
        )}
      </ul>
      {view.emergencies.map((row) => (
        <p key={row.id} className={row.isOpen ? 'note soon' : 'quiet'}>
          {row.person}
          {row.isOpen ? '正在紧急查阅本案，自' : '曾紧急查阅本案，自'} {entryTime(row.openedAt, today)} 至{' '}
          {entryTime(row.until, today)}，{row.confirmedBy}确认。理由：{row.reason}
        </p>
      ))}
      <StageRail rail={view.rail} />
    </section>
  );
}

function StageRail({ rail }: { readonly rail: CaseView['rail'] }) {
  const { today } = useMe();
  return (
    <ol className="stage-rail" aria-label="办案阶段">
      {rail.map(({ stage, label, status, date, note, onPaper }) => (
        <li
          key={stage}
          className={status}
          {...(status === 'current' ? { 'aria-current': 'step' as const } : {})}
        >
          {status === 'done' && !onPaper && (
            <>
              <Tick /> <span className="vh">已完成</span>
            </>
          )}
          {label}
          <small>
            {note ?? (date ? `${shortDate(date, today)}${status === 'coming' ? ' 前' : ''}` : '—')}
          </small>
        </li>
      ))}
    </ol>
  );
}
