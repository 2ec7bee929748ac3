import type { RequirementStatus } from '@mingjing/law';
import { CiteLink } from '../article/cite-link.tsx';
import { Lack, Tick } from '../parts/icons.tsx';

/** What the step asks for, each with its article, and what stands for it or lacks. */
export function Requirements({
  title,
  rows,
}: {
  readonly title: string;
  readonly rows: readonly RequirementStatus[];
}) {
  const met = rows.filter((row) => row.met || row.waived).length;
  return (
    <>
      <div className="panel-title">
        <h2>{title || '办理'}</h2>
        {rows.length > 0 && (
          <span>
            {rows.length} 项，齐 {met} 项
          </span>
        )}
      </div>
      {rows.length > 0 && (
        <ul className="requirements">
          {rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </ul>
      )}
    </>
  );
}

const media = { document: '文书', recording: '音像', procedure: '程序' } as const;

function Row({ row }: { readonly row: RequirementStatus }) {
  const there = row.met || row.waived;
  const needed = row.modality === 'must';
  return (
    <li className={there ? 'there' : needed ? 'lacking' : 'optional'}>
      <span className="requirement-mark">
        {there ? (
          <Tick className="ok" />
        ) : needed ? (
          <Lack className="bad" />
        ) : (
          <span aria-hidden="true">○</span>
        )}
        <span className="vh">{there ? '已有' : needed ? '缺少' : '视情况'}</span>
      </span>
      <span className="requirement-name">{row.name}</span>
      <span className="quiet nb">{media[row.medium]}</span>
      <CiteLink cite={row.cite} />
      <span className={there || !needed ? 'quiet found' : 'bad found'}>{row.found}</span>
    </li>
  );
}
