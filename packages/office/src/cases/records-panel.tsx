import type { CaseView } from '@mingjing/api';
import { Lack, Tick } from '../parts/icons.tsx';
import { Panel } from '../parts/panel.tsx';
import { KeptRecords } from './kept-records.tsx';

type StageRecords = CaseView['records'][number];

/** The record of the whole process, stage by stage: what is asked, what stands for it, what lacks; the present stage is marked. */
export function RecordsPanel({ view }: { readonly view: CaseView }) {
  if (view.records.length === 0) return null;
  const sum = (count: (stage: StageRecords) => number) =>
    view.records.reduce((total, stage) => total + count(stage), 0);
  const held = sum((stage) => stage.held + stage.documents);
  const lacking = sum((stage) => (stage.status === 'coming' ? 0 : stage.lacking));
  const waived = sum((stage) => stage.waived);
  return (
    <Panel title="全过程记录" aside={`齐 ${held}，缺 ${lacking}${waived > 0 ? `，说明不录 ${waived}` : ''}`}>
      <ol className="record-stages">
        {view.records.map((stage) => (
          <StageLine key={stage.stage} stage={stage} />
        ))}
      </ol>
      <dl className="record-counts panel-body">
        <Count label="文字" records={view.records} medium="document" />
        <Count label="音像" records={view.records} medium="recording" />
      </dl>
      <KeptRecords rows={view.retention} />
    </Panel>
  );
}

function StageLine({ stage }: { readonly stage: StageRecords }) {
  const isLacking = stage.lacking > 0 && stage.status !== 'coming';
  return (
    <li aria-current={stage.status === 'current' ? 'step' : undefined} className={stage.status}>
      <span className="requirement-mark">
        {isLacking ? (
          <Lack className="bad" />
        ) : stage.scans > 0 ? (
          <span aria-hidden="true">纸</span>
        ) : stage.status === 'coming' ? (
          <span aria-hidden="true">○</span>
        ) : (
          <Tick className="ok" />
        )}
      </span>
      <span className="record-stage">
        {stage.label}
        {stage.status === 'current' && <small>现在</small>}
      </span>
      <span className={isLacking ? 'bad' : 'quiet'}>{stageWords(stage)}</span>
    </li>
  );
}

/** One stage in words: the records asked for, and the documents made besides. */
function stageWords({ status, held, waived, lacking, documents, scans, requirements }: StageRecords): string {
  const names = requirements.filter(isWanting).map(({ name }) => name);
  const wanted = status === 'coming' ? `届时须备 ${lacking} 项` : `缺 ${lacking} 项：${names.join('、')}`;
  const words = [
    ...(scans > 0 ? [`纸质办理，扫描件 ${scans} 件`] : []),
    ...(held > 0 ? [`记录齐 ${held} 项`] : []),
    ...(waived > 0 ? [`说明不录 ${waived} 项`] : []),
    ...(documents > 0 ? [`文书 ${documents} 份`] : []),
  ].join('，');
  if (words !== '' || lacking > 0)
    return [words, lacking > 0 ? wanted : ''].filter((part) => part !== '').join('；');
  return requirements.length > 0 ? '视情况记录，暂无' : '没有须备的记录';
}

function Count({
  label,
  records,
  medium,
}: {
  readonly label: string;
  readonly records: CaseView['records'];
  readonly medium: 'document' | 'recording';
}) {
  const rows = records.flatMap(({ requirements }) => requirements.filter((row) => row.medium === medium));
  const made = medium === 'document' ? records.reduce((sum, { documents }) => sum + documents, 0) : 0;
  const there = made + rows.filter((row) => row.met || row.waived).length;
  const all = there + rows.filter(isWanting).length;
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <span className="num">
          {there} / {all}
        </span>
        {all > 0 && (
          <div className="meter" aria-hidden="true">
            <i style={{ width: `${(100 * there) / all}%` }} />
          </div>
        )}
      </dd>
    </div>
  );
}

const isWanting = (row: StageRecords['requirements'][number]) =>
  !row.met && !row.waived && (row.modality === 'must' || row.waivable);
