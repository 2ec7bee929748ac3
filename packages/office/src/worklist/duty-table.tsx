import type { WorkItem, WorklistReply } from '@mingjing/api';
import { explainDuty } from '@mingjing/law';
import { Button } from 'antd';
import { Fragment, useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { stepPath, workPath } from '../app/paths.ts';
import { useShortcuts } from '../app/shortcuts.tsx';
import { useArticle } from '../article/article-context.tsx';
import { CiteLink } from '../article/cite-link.tsx';
import { DutyDrawer, type ExplainedDuty } from '../duties/duty-drawer.tsx';
import { shortDate } from '../parts/dates.ts';
import { groups } from './worklist-query.ts';

/** Duties grouped by urgency; the selected row is moved with J and K. */
export function DutyTable({ items, today, notes }: DutyTableProps) {
  const ordered = useMemo(
    () => groups.flatMap(({ key }) => items.filter((item) => item.group === key)),
    [items],
  );
  const [selected, setSelected] = useState(0);
  const [explained, setExplained] = useState<ExplainedDuty | null>(null);
  const explain = (item: WorkItem) => setExplained({ duty: item.duty, ...explainDuty(item.duty) });
  useRowKeys(ordered, selected, setSelected, explain);
  return (
    <>
      <table className="duty-table">
        <thead>
          <tr>
            <th scope="col">到期</th>
            <th scope="col">要办的事</th>
            <th scope="col">依据</th>
            <th scope="col">谁来办</th>
            <th scope="col">现状</th>
            <th scope="col">
              <span className="vh">操作</span>
            </th>
          </tr>
        </thead>
        {groups.map((group) => (
          <GroupRows
            key={group.key}
            group={group}
            items={ordered.filter((item) => item.group === group.key)}
            today={today}
            note={noteOf(group.key, notes)}
            selected={ordered[selected]}
            onSelect={(item) => setSelected(ordered.indexOf(item))}
            onExplain={explain}
          />
        ))}
      </table>
      <KeysLine />
      <DutyDrawer shown={explained} onClose={() => setExplained(null)} />
    </>
  );
}

interface DutyTableProps {
  readonly items: readonly WorkItem[];
  readonly today: string;
  readonly notes: WorklistReply['notes'];
}

interface GroupRowsProps {
  readonly group: (typeof groups)[number];
  readonly items: readonly WorkItem[];
  readonly today: string;
  readonly note: string;
  readonly selected: WorkItem | undefined;
  readonly onSelect: (item: WorkItem) => void;
  readonly onExplain: (item: WorkItem) => void;
}

function noteOf(group: WorkItem['group'], notes: WorklistReply['notes']): string {
  if (group === 'party') return '不是本局义务，不计入';
  return group === 'today' || group === 'soon' ? notes[group] : '';
}

function GroupRows({ group, items, today, note, selected, onSelect, onExplain }: GroupRowsProps) {
  if (items.length === 0) return null;
  return (
    <tbody>
      <tr className={`group ${group.tone}`}>
        <th colSpan={6} scope="rowgroup">
          {group.label}　{items.length}
          {note && <span className="note-on-days">{note}</span>}
        </th>
      </tr>
      {items.map((item) => (
        <Row
          key={rowKey(item)}
          item={item}
          today={today}
          selected={item === selected}
          onSelect={() => onSelect(item)}
          onExplain={() => onExplain(item)}
        />
      ))}
    </tbody>
  );
}

interface RowProps {
  readonly item: WorkItem;
  readonly today: string;
  readonly selected: boolean;
  readonly onSelect: () => void;
  readonly onExplain: () => void;
}

function Row({ item, today, selected, onSelect, onExplain }: RowProps) {
  const tone = item.group === 'overdue' ? 'bad' : item.group === 'soon' ? 'soon' : '';
  const navigate = useNavigate();
  const verb = item.step?.verb ?? '查看';
  return (
    <tr className={selected ? 'selected' : ''} data-row={rowKey(item)} onFocus={onSelect}>
      <td className={`due ${tone}`}>
        <button type="button" className="text-button due-button" onClick={onExplain} title="期限怎样算">
          {dueText(item, today)}
          <small>
            {item.due ? item.distance : ''}
            {item.provisional && <span className="soon">　暂定</span>}
          </small>
        </button>
      </td>
      <td className="what">
        <Link to={workPath(item)} className="row-link strong">
          {item.what}
        </Link>
        <span className="second">
          {item.number ? <span className="wh">{item.number}</span> : item.title}　{item.party}
        </span>
      </td>
      <td data-label="依据">
        <CiteLink cite={item.cite} />
      </td>
      <td data-label="谁来办" title={item.owner}>
        {ownerText(item.owner)}
      </td>
      <td data-label="现状">
        <span className={`tag ${stateTone(item)}`}>{item.state}</span>
      </td>
      <td className="act">
        <Button
          size="small"
          type={selected ? 'primary' : 'default'}
          aria-label={`${verb} ${item.what} ${item.number ?? item.party}`}
          onClick={() => navigate(stepPath(item))}
        >
          {verb}
        </Button>
      </td>
    </tr>
  );
}

function stateTone({ group, lacks }: WorkItem): string {
  if (group === 'overdue') return 'bad';
  return lacks ? 'soon' : '';
}

function dueText(item: WorkItem, today: string): string {
  if (!item.due) return '及时';
  if (item.due.slice(0, 4) !== today.slice(0, 4)) return item.due;
  return `${shortDate(item.due, today)} ${item.weekday}${item.makeUp ? '班' : ''}`;
}

function ownerText(owner: string) {
  const names = owner.split('、');
  if (names.length < 2) return owner;
  return (
    <>
      {names[0]}
      <span className="nb">等 {names.length} 人</span>
    </>
  );
}

function KeysLine() {
  const keys = [
    ['J', 'K', '上下'],
    ['Enter', '打开'],
    ['E', '办理'],
    ['L', '看条文'],
    ['D', '期限怎样算'],
    ['/', '搜索'],
    ['?', '全部快捷键'],
  ];
  return (
    <p className="keys-line">
      {keys.map((entry) => (
        <span key={entry.join()}>
          {entry.slice(0, -1).map((key) => (
            <Fragment key={key}>
              <kbd>{key}</kbd>{' '}
            </Fragment>
          ))}
          {entry.at(-1)}
        </span>
      ))}
    </p>
  );
}

function useRowKeys(
  items: readonly WorkItem[],
  selected: number,
  setSelected: (index: number) => void,
  explain: (item: WorkItem) => void,
): void {
  const navigate = useNavigate();
  const { open } = useArticle();
  const move = (to: number) => {
    const item = items[Math.min(Math.max(to, 0), items.length - 1)];
    if (!item) return;
    setSelected(items.indexOf(item));
    document.querySelector<HTMLElement>(`[data-row="${CSS.escape(rowKey(item))}"] .what a`)?.focus();
  };
  const current = items[selected];
  useShortcuts({
    j: () => move(selected + 1),
    k: () => move(selected - 1),
    Enter: () => current && navigate(workPath(current)),
    e: () => current && navigate(stepPath(current)),
    l: () => current && open(current.cite),
    d: () => current && explain(current),
  });
}

function rowKey(item: WorkItem): string {
  return `${item.caseId}/${item.update?.change ?? ''}/${item.update?.item ?? ''}/${item.publicationId ?? ''}/${item.duty.id}/${item.due ?? ''}`;
}
