import type { TimelineEntry } from '@mingjing/api';
import { Fragment, type ReactNode, useState } from 'react';
import { useMe } from '../app/session.tsx';
import { entryTime, shortDate } from '../parts/dates.ts';
import { Panel } from '../parts/panel.tsx';

interface TimelineProps {
  readonly entries: readonly TimelineEntry[];
  /** What to offer below the opened fields of an entry. */
  readonly correction?: (entry: TimelineEntry) => ReactNode;
}

/** What happened, newest first: the day it happened and the moment it was entered stand side by side. */
export function Timeline({ entries, correction }: TimelineProps) {
  const [open, setOpen] = useState<number | null>(null);
  const { today } = useMe();
  const newest = [...entries].sort((a, b) => b.version - a.version);
  return (
    <Panel title="经过" aside="上为最近　发生日计期限，录入时定先后">
      <table className="timeline">
        <thead>
          <tr>
            <th scope="col">发生</th>
            <th scope="col">录入</th>
            <th scope="col">事实</th>
            <th scope="col">谁</th>
            <th scope="col">存证</th>
          </tr>
        </thead>
        <tbody>
          {newest.map((entry) => (
            <Fragment key={entry.version}>
              <tr>
                <td className="num" data-label="发生">
                  {shortDate(entry.occurredOn, today)}
                </td>
                <td className={entry.late ? 'num soon' : 'num quiet'} data-label="录入">
                  {entryTime(entry.recordedAt, today)}
                </td>
                <td className="fact">
                  <button
                    type="button"
                    className="text-button fact-button"
                    aria-expanded={open === entry.version}
                    onClick={() => setOpen(open === entry.version ? null : entry.version)}
                  >
                    {entry.label}
                    <span className="vh">看录入内容</span>
                  </button>
                  {entry.detail && <span>　{entry.detail}</span>}
                  {entry.late && (
                    <span className="tag soon late">
                      补录{entry.lateReason ? `：${entry.lateReason}` : ''}
                    </span>
                  )}
                </td>
                <td data-label="谁" className="nb">
                  {entry.by}
                </td>
                <td className="num" data-label="存证">
                  {entry.logIndex === null ? (
                    <span className="quiet" title="通常 2 秒内">
                      待入链
                    </span>
                  ) : (
                    `#${entry.logIndex}`
                  )}
                </td>
              </tr>
              {open === entry.version && (
                <tr className="opened">
                  <td colSpan={5}>
                    <EntryFields entry={entry} />
                    {correction?.(entry)}
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function EntryFields({ entry }: { readonly entry: TimelineEntry }) {
  if (entry.fields.length === 0) return <p className="quiet">这一步没有另外填写的内容。</p>;
  return (
    <dl className="key-values">
      {entry.fields.map((field) => (
        <Fragment key={field.key}>
          <dt>{field.label}</dt>
          <dd>{field.erased ? '已依法删除' : field.text}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
