import type { CaseView } from '@mingjing/api';
import { CiteLink } from '../article/cite-link.tsx';

/** How long the archived file is kept, by whom it is said, and what the texts leave open. */
export function KeptRecords({ rows }: { readonly rows: CaseView['retention'] }) {
  return rows.map(({ name, until, note, cite }) => (
    <p className="panel-body sentence" key={`${cite.pack} ${name}`}>
      {name}：{until === null ? '条文没有写明期限' : until === 'permanent' ? '永久' : `至 ${until}`}。{note}{' '}
      <CiteLink cite={cite} />
    </p>
  ));
}
