import type { LawPreviewReply } from '@mingjing/api';
import { Link } from 'react-router';
import { paths } from '../app/paths.ts';
import { CiteLink } from '../article/cite-link.tsx';

const abouts = { duty: '期限', record: '记录', limit: '办理限制', publication: '公示内容' } as const;

/** 将产生以下变化: every answer that a change would turn, case by case, old and new, with the clause. */
export function ChangeList({ reply }: { readonly reply: LawPreviewReply }) {
  if (reply.changes.length === 0)
    return (
      <p className="note ok">
        看了 {reply.cases} 件没有办完的案件（按 {reply.day} 的情况），日期和要求都不变。
      </p>
    );
  return (
    <>
      <p className="note soon">
        将产生以下变化：{reply.cases} 件没有办完的案件中，{reply.changedCases} 件有变化（按 {reply.day}{' '}
        的情况）。
      </p>
      <table className="list-table">
        <caption className="vh">将产生的变化</caption>
        <thead>
          <tr>
            <th scope="col">案件</th>
            <th scope="col">事项</th>
            <th scope="col">原来</th>
            <th scope="col">改为</th>
            <th scope="col">依据</th>
          </tr>
        </thead>
        <tbody>
          {reply.changes.map((change, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a list that never changes while it stands
            <tr key={index}>
              <th scope="row">
                <Link to={paths.case(change.caseId)} className="row-link">
                  {change.title}
                </Link>
                <span className="second">{change.number ?? change.kindLabel}</span>
              </th>
              <td data-label="事项">
                <span className="tag">{abouts[change.about]}</span> {change.name}
              </td>
              <td data-label="原来" className="nb">
                {change.before ?? '没有这一项'}
              </td>
              <td data-label="改为" className="nb">
                <b>{change.after ?? '不再有这一项'}</b>
              </td>
              <td data-label="依据">
                <CiteLink cite={change.cite} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {reply.more > 0 && <p className="quiet">另有 {reply.more} 处变化没有列出。</p>}
    </>
  );
}
