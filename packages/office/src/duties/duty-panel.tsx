import type { CaseView } from '@mingjing/api';
import { useId } from 'react';
import { useMe } from '../app/session.tsx';
import { CiteLink } from '../article/cite-link.tsx';
import { daysBetween } from '../parts/dates.ts';
import { Panel } from '../parts/panel.tsx';
import { ChainSteps } from './chain-steps.tsx';

type Duty = CaseView['duties'][number];

/** The clocks of a case: what is owed, how long is left, and the sentence that says why. */
export function DutyPanel({
  duties,
  onExplain,
}: {
  readonly duties: readonly Duty[];
  readonly onExplain: (duty: Duty) => void;
}) {
  const running = duties.filter((duty) => duty.state === 'open' || duty.state === 'overdue');
  const done = duties.filter((duty) => duty.state === 'done' || duty.state === 'done-late');
  return (
    <Panel
      title="期限"
      aside={
        <span className="by-key">
          按 <kbd>D</kbd> 逐日看
        </span>
      }
    >
      {running.length === 0 && <p className="panel-body quiet">没有正在计算的期限。</p>}
      {running.map((duty) => (
        <RunningDuty key={`${duty.id} ${duty.start}`} duty={duty} onExplain={() => onExplain(duty)} />
      ))}
      {done.length > 0 && (
        <details className="panel-details">
          <summary>已办的期限 {done.length} 项</summary>
          <ul className="mini-list">
            {done.map((duty) => (
              <li key={`${duty.id} ${duty.start}`}>
                <button type="button" className="text-button" onClick={() => onExplain(duty)}>
                  {duty.name}
                </button>
                <p className="mini-line">
                  <span className="num">{duty.doneOn}</span>
                  {duty.onPaper && <span>纸质办理</span>}
                  {duty.waitingFor === 'party' && duty.modality === 'may' ? (
                    <span>已过期限</span>
                  ) : duty.state === 'done' ? (
                    <span className="ok">按时</span>
                  ) : (
                    <span className="bad">逾期</span>
                  )}
                </p>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Panel>
  );
}

function RunningDuty({ duty, onExplain }: { readonly duty: Duty; readonly onExplain: () => void }) {
  const { today } = useMe();
  const name = useId();
  const overdue = duty.state === 'overdue';
  return (
    <div className="duty">
      <div className="duty-big">
        <h3 id={name}>
          {duty.name}
          {duty.waitingFor === 'party' && <span className="tag">等当事人</span>}
        </h3>
        <b className={overdue ? 'bad' : ''}>{duty.left}</b>
      </div>
      {duty.due && (
        <div className={overdue ? 'meter late' : 'meter'} aria-hidden="true">
          <i style={{ width: `${share(duty.start, duty.due, today)}%` }} />
        </div>
      )}
      <p className="sentence">
        {duty.sentence}
        {duty.provisional && <span className="tag soon">暂定</span>} <CiteLink cite={duty.cite} />
      </p>
      {duty.steps.length > 0 && (
        <details className="panel-details">
          <summary>各步最迟日</summary>
          <ChainSteps steps={duty.steps} />
        </details>
      )}
      {duty.strip.length > 0 && (
        <button type="button" className="text-button" onClick={onExplain} aria-describedby={name}>
          逐日看
        </button>
      )}
    </div>
  );
}

function share(start: string, due: string, today: string): number {
  const whole = Math.max(1, daysBetween(start, due));
  return Math.min(100, Math.max(2, Math.round((100 * daysBetween(start, today)) / whole)));
}
