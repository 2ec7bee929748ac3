import type { CaseView } from '@mingjing/api';
import { Panel } from '../parts/panel.tsx';

/** How complete the record of the whole process is: written and audio-visual, what is there against what is asked. */
export function RecordsPanel({ view }: { readonly view: CaseView }) {
  if (view.requirements.length === 0) return null;
  const there = view.requirements.filter((row) => row.met || row.waived).length;
  const lacking = view.requirements.filter(
    (row) => row.modality === 'must' && !row.met && !row.waived,
  ).length;
  return (
    <Panel title="全过程记录" aside={`齐 ${there}，缺 ${lacking}`}>
      <dl className="record-counts panel-body">
        <Count label="文字" view={view} medium="document" />
        <Count label="音像" view={view} medium="recording" />
      </dl>
    </Panel>
  );
}

function Count({
  label,
  view,
  medium,
}: {
  readonly label: string;
  readonly view: CaseView;
  readonly medium: 'document' | 'recording';
}) {
  const rows = view.requirements.filter((row) => row.medium === medium);
  const there = rows.filter((row) => row.met || row.waived).length;
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <span className="num">
          {there} / {rows.length}
        </span>
        {rows.length > 0 && (
          <div className="meter" aria-hidden="true">
            <i style={{ width: `${(100 * there) / rows.length}%` }} />
          </div>
        )}
      </dd>
    </div>
  );
}
