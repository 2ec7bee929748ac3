import { call, routes, type SilentPointsReply } from '@mingjing/api';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { CiteLink } from '../article/cite-link.tsx';
import { ActionButton } from '../parts/action-button.tsx';
import { FilterSelect } from '../parts/filter-select.tsx';
import { Loaded, useTitle } from '../parts/page-state.tsx';
import { Panel } from '../parts/panel.tsx';
import { DecidePoint } from './decide-point.tsx';
import { LawTabs } from './law-tabs.tsx';

type Point = SilentPointsReply['points'][number];
const filters = [
  ['all', '全部'],
  ['open', '尚未确定'],
  ['decided', '本局已定'],
] as const;

/** 静默事项: what our regulations leave open, what the pack proposes, what we decided, and where the answer matters. */
export function SilentPointsPage() {
  useTitle('静默事项');
  const [filter, setFilter] = useState('all');
  const query = useQuery({
    queryKey: ['silent-points'],
    queryFn: () => call<SilentPointsReply>('GET', routes.silentPoints),
  });
  return (
    <>
      <div className="page-head">
        <h1>静默事项</h1>
        <p>规定没有写明的地方，由政策法规机构确定一次，各处一律照办；确定以前，按建议的办法。</p>
      </div>
      <LawTabs />
      <Loaded query={query}>
        {(reply) => (
          <>
            <div className="filters">
              <FilterSelect label="状态" value={filter} options={filters} onChange={setFilter} />
              <span className="quiet" id="decide-refused">
                {reply.decide.refusal ? '由政策法规机构确定。' : ''}
              </span>
            </div>
            <Regulations reply={reply} filter={filter} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Regulations({ reply, filter }: { readonly reply: SilentPointsReply; readonly filter: string }) {
  const shown = reply.points.filter(
    (point) => filter === 'all' || isDecided(point) === (filter === 'decided'),
  );
  if (shown.length === 0)
    return (
      <p className="quiet">
        {reply.points.length === 0 ? '本局适用的规定没有登记静默事项。' : '没有这一类的静默事项。'}
      </p>
    );
  return [...Map.groupBy(shown, ({ regulation }) => regulation)].map(([regulation, points]) => (
    <Panel key={regulation} title={regulation} aside={`${points.length} 处`}>
      <ul className="point-list">
        {points.map((point) => (
          <li key={point.id}>
            <OnePoint point={point} reply={reply} />
          </li>
        ))}
      </ul>
    </Panel>
  ));
}

const isDecided = ({ history }: Point) => history.some(({ status }) => status === 'standing');

function OnePoint({ point, reply }: { readonly point: Point; readonly reply: SilentPointsReply }) {
  const [deciding, setDeciding] = useState(false);
  const standing = point.history.find(({ status }) => status === 'standing');
  const others = point.history.filter((one) => one !== standing);
  return (
    <article aria-label={point.point} className="point">
      <h3 className="point-name">{point.point}</h3>
      <p className="point-words">
        {standing ? (
          <>
            <b>本局已定：{standing.text}</b>（自 {standing.from} 起，{standing.decidedBy}于{' '}
            {standing.decidedOn} 登记；理由：{standing.reason}）
          </>
        ) : (
          <>
            <span className="tag soon">尚未确定</span> 规定未写明；拟：{point.proposed}
          </>
        )}{' '}
        <CiteLink cite={point.cite} />
      </p>
      {standing && <p className="quiet point-words">原建议：{point.proposed}</p>}
      <p className="quiet point-words">
        {point.uses.length === 0
          ? '没有规则用到这一处，办理时参照。'
          : `用在：${point.uses.map(({ sectionLabel, name, article }) => `${sectionLabel}“${name || article}”`).join('、')}`}
      </p>
      {others.length > 0 && <History answers={others} />}
      {deciding ? (
        <DecidePoint point={point} today={reply.today} onClose={() => setDeciding(false)} />
      ) : (
        <ActionButton
          size="small"
          refused={!reply.decide.may}
          reason="decide-refused"
          aria-label={`${standing ? '重新确定' : '确定'}：${point.point}`}
          onClick={() => setDeciding(true)}
        >
          {standing ? '重新确定' : '确定'}
        </ActionButton>
      )}
    </article>
  );
}

const statuses = {
  standing: '现行',
  'to-come': '尚未起用',
  replaced: '已被取代',
  lapsed: '条文已改，不再适用',
} as const;

function History({ answers }: { readonly answers: Point['history'] }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button type="link" size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
        其他登记（{answers.length}）
      </Button>
      {open && (
        <ul className="dialog-list">
          {answers.map((one) => (
            <li key={`${one.decidedOn}${one.from}${one.text}`}>
              <span className="tag">{statuses[one.status]}</span> {one.text}（自 {one.from} 起，
              {one.decidedBy}于 {one.decidedOn} 登记；理由：{one.reason}）
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
