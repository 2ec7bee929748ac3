import { call, type ImportColumns, pathTo, routes } from '@mingjing/api';
import { useQuery } from '@tanstack/react-query';
import { Radio } from 'antd';
import { useState } from 'react';
import { phoneWidth, useMedia } from '../app/media.ts';
import { Panel } from '../parts/panel.tsx';

/** Under which name the browser keeps which kind was looked at last. */
const storageKey = 'mingjing.import-kind';

/** Opens the guide on this kind from now on. */
export const rememberKind = (kind: Kind | null): void => {
  if (kind !== null) localStorage.setItem(storageKey, kind);
};

type Kind = ImportColumns['kinds'][number]['kind'];

/** The columns of the kind that was read off the file, or that somebody chooses; a template to fill in, and how other names are brought to them. */
export function ColumnGuide({ read }: { readonly read: Kind | null }) {
  const { data } = useQuery({
    queryKey: ['import-columns'],
    queryFn: () => call<ImportColumns>('GET', routes.importColumns),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [chosen, setChosen] = useState(() => read ?? localStorage.getItem(storageKey));
  if (!data) return null;
  const kind = data.kinds.find((one) => one.kind === chosen);
  const required = kind?.columns.filter(({ isRequired }) => isRequired).length;
  return (
    <Panel title="栏目和模板" {...(kind ? { aside: `${kind.columns.length} 栏，必填 ${required} 栏` } : {})}>
      <div className="panel-body">
        <Radio.Group
          aria-label="执法类别"
          className="choices"
          value={kind?.kind ?? null}
          onChange={(event) => {
            rememberKind(event.target.value);
            setChosen(event.target.value);
          }}
          options={data.kinds.map((one) => ({ value: one.kind, label: one.label }))}
        />
        {kind ? (
          <KindTemplates kind={kind.kind} />
        ) : (
          <p className="sentence quiet">
            选了类别，这里列出该类的栏目和模板；先检查数据文件的，按文件的列名认出类别。
          </p>
        )}
      </div>
      {kind && <KindColumns kind={kind} />}
      <MappingRules />
    </Panel>
  );
}

function KindTemplates({ kind }: { readonly kind: Kind }) {
  return (
    <>
      <ul className="template-links">
        <TemplateLink name={`${kind}.xlsx`}>下载 XLSX 模板</TemplateLink>
        <TemplateLink name={`${kind}.csv`}>下载 CSV 模板</TemplateLink>
        <TemplateLink name={`${kind}.yaml`}>下载对照文件模板</TemplateLink>
      </ul>
      <p className="sentence quiet">
        列名用中文列名或者代码都可以，次序不限，带不带“*”一样。要素不全的行先存为草稿；“必填”是本产品自己的清单，未与官方附表核对。
      </p>
    </>
  );
}

function KindColumns({ kind }: { readonly kind: ImportColumns['kinds'][number] }) {
  const phone = useMedia(phoneWidth);
  return (
    <details key={String(phone)} className="panel-details" open={!phone}>
      <summary>
        {kind.label}的 {kind.columns.length} 栏怎样填写
      </summary>
      <table className="list-table">
        <caption className="vh">{kind.label}的栏目</caption>
        <thead>
          <tr>
            <th scope="col">中文列名</th>
            <th scope="col">代码</th>
            <th scope="col">是否必填</th>
            <th scope="col">怎样填写</th>
            <th scope="col">示例</th>
          </tr>
        </thead>
        <tbody>
          {kind.columns.map(({ code, heading, required: when, isRequired, form, example }) => (
            <tr key={code}>
              <td data-label="中文列名">{heading}</td>
              <td data-label="代码" className="nb">
                {code}
              </td>
              <td data-label="是否必填">{isRequired ? <b>{when}</b> : when}</td>
              <td data-label="怎样填写">{form}</td>
              <td data-label="示例">{example || '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function MappingRules() {
  return (
    <details className="panel-details">
      <summary>对照文件怎样写</summary>
      <div className="panel-body sentence">
        <p>
          来源的列名与上表不同，又不便改来源文件的，用对照文件（YAML）写明每一栏取自来源的哪一列。没有写到、也没有写进
          ignore 的列，检查时逐一指出，不猜。
        </p>
        <dl className="mapping-rules">
          {mappingRules.map(([form, meaning]) => (
            <div key={form}>
              <dt>
                <code>{form}</code>
              </dt>
              <dd className="mapping-meaning">{meaning}</dd>
            </div>
          ))}
        </dl>
      </div>
    </details>
  );
}

function TemplateLink({ name, children }: { readonly name: string; readonly children: string }) {
  return (
    <li>
      <a href={pathTo(routes.importTemplate, { name })} download>
        {children}
      </a>
    </li>
  );
}

const mappingRules = [
  ['XK_XDR_MC: { from: 申请单位 }', '行政相对人名称取“申请单位”一列'],
  ['XK_XDR_MC: { from: [申请单位, 被许可人] }', '依次取，先有内容的为准'],
  ['XK_XKLB: { const: 普通 }', '来源没有这一列，每行都填“普通”'],
  ['XK_JDRQ: { from: 日期, convert: date-compact }', '20260305 换成 2026-03-05'],
  ['XK_YXQZ: { from: 有效期, convert: range-start }', '“2020-09-28 至 2023-09-28”取起日；range-end 取止日'],
  ['CF_NR_FK: { from: 罚款, convert: wan-from-yuan }', '元换成万元；wan-from-fen 由分换成万元'],
  ['XK_XDR_LB: { from: 类型, values: { 企业: 法人及非法人组织 } }', '取值不同的，逐个对照'],
  ['ignore: [序号, 经办人]', '这些列不要'],
] as const;
