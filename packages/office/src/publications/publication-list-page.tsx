import { call, type Page, type PublicationRow, routes } from '@mingjing/api';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useMenuCounts } from '../app/menu-counts.ts';
import { paths } from '../app/paths.ts';
import { useMe } from '../app/session.tsx';
import { maySee } from '../app/side-menu.tsx';
import { FilterSelect } from '../parts/filter-select.tsx';
import { Loaded, useTitle } from '../parts/page-state.tsx';
import { Pager } from '../parts/pager.tsx';
import { useAskedList } from '../parts/use-asked-list.ts';
import { BulkApproval } from './bulk-approval.tsx';
import { Choose, ChooseAll, mostChosen } from './choose.tsx';

const states = [
  ['all', '全部'],
  ['awaiting', '等我批准'],
  ['drafted', '待批准'],
  ['published', '已公示'],
  ['withheld', '不予公开'],
  ['withdrawn', '已撤下'],
  ['incomplete', '缺项草稿'],
  ['discarded', '已作废草稿'],
] as const;

const origins = [
  ['all', '全部'],
  ['case', '本局案件'],
  ['import', '外部导入'],
  ['paper', '纸质办理'],
] as const;

/** Publications of the bureau, drafts included; whoever approves may choose several. */
export function PublicationListPage() {
  useTitle('公示');
  const { asked, query, set } = useAskedList('publications', (asked) =>
    call<Page<PublicationRow>>('GET', `${routes.publications}?${asked}`),
  );
  const [text, setText] = useState(asked.get('q') ?? '');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [approving, setApproving] = useState(false);
  const approver = useMe().roles.includes('approver');
  if (approving) {
    return (
      <>
        <div className="page-head">
          <h1>公示</h1>
        </div>
        <BulkApproval
          ids={[...chosen]}
          onClose={(approved) => {
            setChosen(new Set([...chosen].filter((id) => !approved.includes(id))));
            setApproving(false);
          }}
        />
      </>
    );
  }
  return (
    <>
      <div className="page-head">
        <h1>公示</h1>
      </div>
      <div className="filters">
        <form
          className="filter-search"
          onSubmit={(event) => {
            event.preventDefault();
            set('q', text.trim(), '');
          }}
        >
          <Input
            aria-label="文号、当事人"
            placeholder="文号、当事人"
            value={text}
            maxLength={80}
            onChange={(event) => setText(event.target.value)}
          />
          <Button htmlType="submit">查找</Button>
        </form>
        <FilterSelect
          label="状态"
          value={asked.get('state') ?? 'all'}
          options={states}
          onChange={(value) => set('state', value, 'all')}
        />
        <FilterSelect
          label="来源"
          value={asked.get('origin') ?? 'all'}
          options={origins}
          onChange={(value) => set('origin', value, 'all')}
        />
      </div>
      <WaitingHere shown={asked.get('state') === 'awaiting'} />
      {chosen.size > 0 && (
        <p className="chosen-bar">
          已选 {chosen.size} 件{chosen.size >= mostChosen && `，一次最多 ${mostChosen} 件`}
          <Button type="primary" onClick={() => setApproving(true)}>
            核对并批准
          </Button>
          <Button onClick={() => setChosen(new Set())}>不选了</Button>
        </p>
      )}
      <Loaded query={query}>
        {(page) => (
          <Publications page={page} asked={asked} {...(approver ? { chosen, onChoose: setChosen } : {})} />
        )}
      </Loaded>
    </>
  );
}

/** How many wait for this person's word, as the menu counts them, and the way to these alone. */
function WaitingHere({ shown }: { readonly shown: boolean }) {
  const count = useMenuCounts(maySee(useMe(), 'view-worklist'), false)?.publications ?? 0;
  if (count === 0 || shown) return null;
  return (
    <p className="chosen-bar">
      <Link to={paths.publicationsAwaiting}>等您批准的 {count} 件</Link>
    </p>
  );
}

interface PublicationsProps {
  readonly page: Page<PublicationRow>;
  readonly asked: URLSearchParams;
  readonly chosen?: ReadonlySet<string>;
  readonly onChoose?: (chosen: ReadonlySet<string>) => void;
}

function Publications({ page, asked, chosen, onChoose }: PublicationsProps) {
  const { today } = useMe();
  if (page.rows.length === 0) {
    const text = asked.get('q');
    return <p className="panel empty">{text ? `没有查到“${text}”。可查相近文号。` : '还没有这样的公示。'}</p>;
  }
  return (
    <>
      <table className="list-table">
        <caption className="vh">公示</caption>
        <thead>
          <tr>
            {chosen && onChoose && <ChooseAll rows={page.rows} chosen={chosen} onChoose={onChoose} />}
            <th scope="col">文号</th>
            <th scope="col">内容</th>
            <th scope="col">状态</th>
            <th scope="col">应当公示</th>
            <th scope="col">已公示</th>
          </tr>
        </thead>
        <tbody>
          {page.rows.map((row) => (
            <tr key={row.id}>
              {chosen && onChoose && <Choose row={row} chosen={chosen} onChoose={onChoose} />}
              <td data-label="文号">
                <span className="wh">{row.number}</span>
                <span className="second">{row.kindLabel}</span>
              </td>
              <th scope="row">
                <Link to={paths.publication(row.id)} className="row-link strong">
                  {row.title || row.party}
                </Link>
                <span className="second">
                  {row.party}
                  {row.origin === 'import' && '　外部导入'}
                  {row.origin === 'paper' && '　纸质办理'}
                </span>
              </th>
              <td data-label="状态">
                <span className={`tag ${toneOf(row)}`}>{row.stateLabel}</span>
                {row.missing.length > 0 && <span className="second bad">缺 {row.missing.length} 项要素</span>}
              </td>
              <td
                data-label="应当公示"
                className={row.due && row.due < today && !row.publishedOn ? 'num bad' : 'num'}
              >
                {row.due ? `${row.due} 前` : '—'}
              </td>
              <td data-label="已公示" className="num">
                {row.publishedOn ?? '—'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Pager path={paths.publications} asked={asked} next={page.next} />
    </>
  );
}

function toneOf(row: PublicationRow): string {
  if (row.state === 'published') return 'ok';
  if (row.state === 'withdrawn' || row.state === 'incomplete') return 'bad';
  return row.state === 'drafted' ? 'soon' : '';
}
