import type { ImportReply } from '@mingjing/api';
import { Button } from 'antd';
import { useState } from 'react';
import { downloadCsv } from '../parts/csv.ts';
import { FilterSelect } from '../parts/filter-select.tsx';
import { groupFindings, nameRows } from './group-findings.ts';

const levels = { error: '有错', missing: '要素不全', notice: '提示' } as const;
const tones = { error: 'bad', missing: 'soon', notice: '' } as const;
const shownAtOnce = 200;

/** The findings by row and column, the gravest first and alike ones together, filtered by how serious; and the whole list as a file. */
export function ImportFindings({ reply, name }: { readonly reply: ImportReply; readonly name: string }) {
  const [level, setLevel] = useState('');
  const rows = groupFindings(reply.findings.filter((finding) => !level || finding.level === level));
  if (reply.findings.length === 0) return <p className="panel empty">没有发现问题。</p>;
  return (
    <>
      <div className="filters">
        <FilterSelect
          label="程度"
          value={level}
          onChange={setLevel}
          options={[
            ['', `全部 ${reply.findings.length}`],
            ...Object.entries(levels).map(
              ([key, label]) =>
                [
                  key,
                  `${label} ${reply.findings.filter((finding) => finding.level === key).length}`,
                ] as const,
            ),
          ]}
        />
        <div className="end">
          <Button size="small" onClick={() => downloadCsv(`${name} 检查结果`, toRows(reply))}>
            下载检查结果
          </Button>
        </div>
      </div>
      <table className="list-table">
        <caption className="vh">检查结果</caption>
        <thead>
          <tr>
            <th scope="col">行</th>
            <th scope="col">列</th>
            <th scope="col">程度</th>
            <th scope="col">问题</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shownAtOnce).map((finding) => (
            <tr key={`${finding.rows[0]} ${finding.column} ${finding.code} ${finding.message}`}>
              <td data-label="行" className="row-numbers">
                {nameRows(finding.rows) || '—'}
              </td>
              <td data-label="列">
                {finding.heading}
                {finding.column !== '' && <span className="quiet"> {finding.column}</span>}
              </td>
              <td data-label="程度">
                <span className={`tag ${tones[finding.level]}`}>{levels[finding.level]}</span>
              </td>
              <th scope="row">{finding.message}</th>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shownAtOnce && (
        <p className="quiet">
          这里只列前 {shownAtOnce} 类，下载后逐行看全部 {reply.findings.length} 条。
        </p>
      )}
      {reply.truncated > 0 && <p className="quiet">另有 {reply.truncated} 条没有列出，改正后再检查。</p>}
    </>
  );
}

function toRows(reply: ImportReply): readonly (readonly string[])[] {
  return [
    ['行', '列', '列名', '程度', '代码', '问题'],
    ...reply.findings.map((finding) => [
      String(finding.row),
      finding.column,
      finding.heading,
      levels[finding.level],
      finding.code,
      finding.message,
    ]),
  ];
}
