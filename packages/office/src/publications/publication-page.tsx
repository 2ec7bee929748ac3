import { call, type PublicationView, pathTo, routes } from '@mingjing/api';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { paths } from '../app/paths.ts';
import { CiteLink } from '../article/cite-link.tsx';
import { Timeline } from '../cases/timeline.tsx';
import { DayStrip } from '../duties/day-strip.tsx';
import { ActionList } from '../forms/action-list.tsx';
import { Loaded, useTitle } from '../parts/page-state.tsx';
import { Panel } from '../parts/panel.tsx';
import { Channels, perChannel } from './channels.tsx';
import { PublishedFields } from './published-fields.tsx';

/** One publication: what will be public, what is withheld and on which clause, on which carriers it stands. */
export function PublicationPage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['publication', id],
    queryFn: () => call<PublicationView>('GET', pathTo(routes.publication, { id })),
    refetchInterval: ({ state }) =>
      state.data?.timeline.some((entry) => entry.logIndex === null) ? 2_000 : false,
  });
  return (
    <Loaded query={query} title="公示">
      {(view) => <PublicationScreen key={view.id} view={view} />}
    </Loaded>
  );
}

function PublicationScreen({ view }: { readonly view: PublicationView }) {
  useTitle(`公示 ${view.number}`);
  const [query, setQuery] = useSearchParams();
  const heading = useRef<HTMLHeadingElement>(null);
  const setOpen = (command: string | null) => setQuery(command ? { act: command } : {}, { replace: true });
  const done = () => {
    setOpen(null);
    heading.current?.focus();
  };
  const ofChannels = view.actions.filter(({ command }) => perChannel.includes(command));
  return (
    <>
      <Head view={view} heading={heading} />
      <div className="publication-grid">
        <div>
          <Signals view={view} />
          <section className="panel" aria-label="办理">
            <div className="panel-title">
              <h2>办理</h2>
              <span>{view.stateLabel}</span>
            </div>
            <ActionList
              actions={view.actions.filter((action) => !ofChannels.includes(action))}
              target={{ kind: 'publication', id: view.id, version: view.version }}
              drafts={view.drafts}
              open={query.get('act')}
              onOpen={setOpen}
              onDone={done}
            />
            <WrongImport view={view} />
          </section>
          <PublishedFields view={view} />
          <Timeline entries={view.timeline} />
        </div>
        <div>
          <Limit view={view} />
          <Channels view={view} actions={ofChannels} onDone={done} />
        </div>
      </div>
    </>
  );
}

function Head({
  view,
  heading,
}: {
  readonly view: PublicationView;
  readonly heading: React.RefObject<HTMLHeadingElement | null>;
}) {
  return (
    <>
      <nav aria-label="位置">
        <ol className="breadcrumb">
          <li>
            <Link to={paths.publications}>公示</Link>
          </li>
          {view.caseId && (
            <li>
              <Link to={paths.case(view.caseId)}>案件</Link>
            </li>
          )}
          <li>{view.kindLabel}</li>
        </ol>
      </nav>
      <div className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          <span className="wh">{view.number}</span>
          {view.title.includes(view.number) ? `　${view.party}` : `　${view.title || view.party}`}
        </h1>
        <span className={`tag ${view.state === 'published' ? 'ok' : ''}`}>{view.stateLabel}</span>
        {view.portalAddress && (
          <p>
            <a href={view.portalAddress} target="_blank" rel="noreferrer">
              看公示页面<span className="vh">（在新标签页打开）</span>
            </a>
          </p>
        )}
      </div>
    </>
  );
}

function Signals({ view }: { readonly view: PublicationView }) {
  if (view.signals.length === 0 && view.missing.length === 0) return null;
  return (
    <div className="note soon signals">
      {view.signals.length > 0 && (
        <>
          <p>公示前核对：</p>
          <ul>
            {view.signals.map((signal) => (
              <li key={signal.message}>
                {signal.message}
                {signal.ground && `　可能涉及：${signal.ground}`}
              </li>
            ))}
          </ul>
        </>
      )}
      {view.missing.length > 0 && (
        <p>
          还缺：{view.missing.join('、')}。
          {view.state === 'incomplete' && '在原来的数据文件里补全这一行，再导入一次；不再需要的，作废草稿。'}
        </p>
      )}
    </div>
  );
}

/** What came from elsewhere has no case from which it could be put right: the way is down and in again. */
function WrongImport({ view: { origin, state } }: { readonly view: PublicationView }) {
  if (origin !== 'import' || (state !== 'published' && state !== 'withdrawn')) return null;
  return (
    <p className="panel-body sentence quiet">
      {state === 'published'
        ? '外部导入的公示没有案件可供更正。内容有误的，申请撤下（撤下原因选“公示内容有误”），批准撤下以后把改正的一行重新'
        : '因公示内容有误撤下的，把改正的一行重新'}
      <Link to={paths.imports}>导入</Link>
      ，另成一条公示。
    </p>
  );
}

function Limit({ view }: { readonly view: PublicationView }) {
  return (
    <Panel title="期限">
      <div className="panel-body sentence">
        {view.publishedOn && <p>已于 {view.publishedOn} 公示。</p>}
        <p>
          {view.sentence ??
            (view.origin === 'import'
              ? '导入的结果不另计算公示期限，公示截止期见公示内容。'
              : '没有计算出公示期限。')}{' '}
          {view.cite && <CiteLink cite={view.cite} />}
        </p>
        {view.strip.length > 0 && (
          <details>
            <summary>逐日看</summary>
            <DayStrip days={view.strip} />
          </details>
        )}
      </div>
    </Panel>
  );
}
