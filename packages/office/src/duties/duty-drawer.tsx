import type { StripDay } from '@mingjing/api';
import type { CaseDuty } from '@mingjing/law';
import { Drawer } from 'antd';
import { CiteLink } from '../article/cite-link.tsx';
import { ChainSteps } from './chain-steps.tsx';
import { DayStrip } from './day-strip.tsx';

/** A duty together with how its date came about. */
export interface ExplainedDuty {
  readonly duty: CaseDuty;
  readonly sentence: string;
  readonly strip: readonly StripDay[];
}

/** How a time limit is counted, day by day, with the clause and every other clause on the same duty. */
export function DutyDrawer({
  shown,
  onClose,
}: {
  readonly shown: ExplainedDuty | null;
  readonly onClose: () => void;
}) {
  return (
    <Drawer
      open={shown !== null}
      onClose={onClose}
      title={shown ? `${shown.duty.name}：期限怎样算` : ''}
      placement="right"
      size="min(32rem, 100vw)"
      destroyOnHidden
    >
      {shown && <Explanation {...shown} onClose={onClose} />}
    </Drawer>
  );
}

function Explanation({ duty, sentence, strip, onClose }: ExplainedDuty & { readonly onClose: () => void }) {
  const notices = new Map(
    duty.skipped.flatMap((day) => (day.notice ? [[day.notice, day.why] as const] : [])),
  );
  return (
    <div className="sentence">
      <p>{sentence}</p>
      {duty.provisional && <p className="note soon">该年放假安排尚未公布，日期暂定，公布后重新计算。</p>}
      <DayStrip days={strip} />
      {duty.steps.length > 0 && <h3>各步最迟日</h3>}
      <ChainSteps steps={duty.steps} />
      <h3>依据</h3>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only closes the drawer when a citation inside is opened */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the citation itself is a button */}
      <div onClick={onClose}>
        <CiteLink cite={duty.cite} full />
      </div>
      <blockquote className="quote">{duty.quote}</blockquote>
      {duty.others.length > 0 && (
        <>
          <h3>同时规定此事的</h3>
          <ul className="plain-list">
            {duty.others.map((other) => (
              <li key={`${other.cite.pack}${other.article}`}>
                <CiteLink cite={other.cite} full />
                {other.due && `　${other.due}`}
                {other.count !== null && other.unit && `（${other.count} ${unitWords[other.unit]}）`}
              </li>
            ))}
          </ul>
        </>
      )}
      {notices.size > 0 && (
        <>
          <h3>放假安排</h3>
          <ul className="plain-list">
            {[...notices].map(([address, why]) => (
              <li key={address}>
                <a href={address} target="_blank" rel="noreferrer">
                  {why}的通知
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      {duty.note && <p className="quiet">{duty.note}</p>}
    </div>
  );
}

const unitWords = {
  hour: '小时',
  'working-day': '个工作日',
  'calendar-day': '日',
  month: '个月',
  year: '年',
  yearly: '次每年',
} as const;
