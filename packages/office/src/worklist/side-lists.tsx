import type { CaseRow, WorklistReply } from '@mingjing/api';
import { Link } from 'react-router';
import { paths, workPath } from '../app/paths.ts';
import { PlaceButton } from '../app/place.tsx';
import { entryTime, shortDate } from '../parts/dates.ts';
import { Panel } from '../parts/panel.tsx';

const longest = 8;

/** What waits for this person's word. */
export function AwaitingMe({
  rows,
  count,
  today,
}: {
  readonly rows: WorklistReply['awaitingMe'];
  readonly count: number;
  readonly today: string;
}) {
  return (
    <Panel
      title={`待我审批　${count}`}
      {...(count > 0 ? { aside: <Link to={paths.approvals}>全部待我审批</Link> } : {})}
    >
      {rows.length === 0 && <p className="panel-body quiet">没有等您审批的事。</p>}
      <ul className="mini-list">
        {rows.slice(0, longest).map((row) => (
          <li key={`${row.caseId} ${row.label} ${row.by} ${row.at}`}>
            <Link to={workPath(row)} className="row-link">
              {row.label}　{row.number ? <span className="wh">{row.number}</span> : row.title}
            </Link>
            <p className="mini-line">
              <span>{[row.party, row.from && `${row.from}报送`].filter(Boolean).join('　')}</span>
            </p>
            <p className="mini-line">
              <span>{row.by && `${row.by} ${row.viewing ? '申请' : '拟'}`}</span>
              <span className="num">
                {row.at.includes('T') ? entryTime(row.at, today) : shortDate(row.at, today)}
              </span>
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** What a change of the law touches though no clause gives it a time. */
export function Updates({ rows }: { readonly rows: WorklistReply['updates'] }) {
  if (rows.length === 0) return null;
  return (
    <Panel title={`依据变动待更新　${rows.length}`}>
      <ul className="mini-list">
        {rows.map((row) => (
          <li key={`${row.change} ${row.item}`}>
            <Link to={paths.lawRegister} className="row-link">
              {row.name}
            </Link>
            <p className="mini-line">
              <span>{row.unit}</span>
              <span className="num">
                {row.state === 'overdue' && <span className="tag bad">已逾期</span>} {row.due ?? '及时'}
              </span>
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** The cases this person handles, and how far each has come. */
export function MyCases({ rows, count }: { readonly rows: readonly CaseRow[]; readonly count: number }) {
  return (
    <Panel title={`我的案件　${count}`} aside={<Link to={paths.myCases}>全部我的案件</Link>}>
      {rows.length === 0 && <p className="panel-body quiet">没有在办的案件。</p>}
      <ul className="mini-list">
        {rows.slice(0, longest).map((row) => (
          <li key={row.id}>
            <CaseLink row={row} />
            <p className="mini-line">
              <span>{row.stageLabel}</span>
              <span className="num">
                {row.stageIndex + 1} / {row.stageCount}
              </span>
            </p>
            <div className="step-bar" aria-hidden="true">
              {Array.from({ length: row.stageCount }, (_, index) => (
                <i
                  // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a fixed sequence
                  key={index}
                  className={index < row.stageIndex ? 'done' : index === row.stageIndex ? 'current' : ''}
                />
              ))}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** 参与的案件: cases of other bureaux that this one was named for, and what can be done in them. */
export function JoinedCases({ rows }: { readonly rows: WorklistReply['joined'] }) {
  if (rows.length === 0) return null;
  return (
    <Panel title={`参与的案件　${rows.length}`}>
      <ul className="mini-list">
        {rows.map((row) => (
          <li key={row.id}>
            <CaseLink row={row} />
            <p className="mini-line">
              <span>
                {row.from}　{row.as}
              </span>
              <span>可以{row.can}</span>
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** 承继的机关: what came over from them, and the way there. */
export function Inherited({ rows }: { readonly rows: WorklistReply['inherited'] }) {
  if (rows.length === 0) return null;
  return (
    <Panel title="承继的机关">
      <ul className="mini-list">
        {rows.map((row) => (
          <li key={row.id}>
            <p className="row-link">{row.name}</p>
            <p className="mini-line">
              <span>
                在办 <span className="num">{row.open}</span> 件，待接办{' '}
                <span className="num">{row.untaken}</span> 件
              </span>
              <PlaceButton bureau={row.id} label="去办理" />
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** How the bureau keeps the days of publication that lie in this month. */
export function MonthFigures({ month }: Pick<WorklistReply, 'month'>) {
  if (month === null) return null;
  return (
    <Panel title={`本局 ${month.month} 月`} aside="公示期限在本月的决定">
      <ul className="mini-list">
        {month.judged > 0 && <Figure name="按时公示" value={`${month.onTime} / ${month.judged}`} />}
        {month.overdue > 0 && <Figure name="逾期未公示" value={`${month.overdue}`} tone="bad" />}
        {month.withinLimit > 0 && <Figure name="尚在期限内" value={`${month.withinLimit}`} />}
      </ul>
    </Panel>
  );
}

function Figure({
  name,
  value,
  tone = '',
}: {
  readonly name: string;
  readonly value: string;
  readonly tone?: string;
}) {
  return (
    <li className="figure">
      <span>{name}</span>
      <b className={`num ${tone}`}>{value}</b>
    </li>
  );
}

function CaseLink({ row }: { readonly row: Pick<CaseRow, 'id' | 'number' | 'party'> }) {
  return (
    <Link to={paths.case(row.id)} className="row-link">
      {row.number && <span className="wh">{row.number}</span>}
      {row.number && '　'}
      {row.party}
    </Link>
  );
}
