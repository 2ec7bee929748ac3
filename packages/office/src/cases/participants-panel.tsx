import type { CaseView } from '@mingjing/api';
import { participationLabels } from '@mingjing/law';
import { Fragment } from 'react';
import { Panel } from '../parts/panel.tsx';

/** 参与单位: who works on the case besides the bureau, since when, and by which letter until when. */
export function ParticipantsPanel({ participants }: Pick<CaseView, 'participants'>) {
  if (participants.length === 0) return null;
  return (
    <Panel title="参与单位" aside={`共 ${participants.length} 个`}>
      <dl className="panel-body key-values">
        {participants.map(({ body, name, label, since, until, letter }) => (
          <Fragment key={`${body} ${label}`}>
            <dt>{label}</dt>
            <dd>
              {name}
              {since && (
                <span className="second">
                  自 {since} {label === participationLabels.supervising ? '督办' : '参与'}
                </span>
              )}
              {letter && (
                <span className="second">
                  委托书　<span className="nb">{letter}</span>
                </span>
              )}
              {until && <span className="second">委托期限至 {until}</span>}
            </dd>
          </Fragment>
        ))}
      </dl>
    </Panel>
  );
}
