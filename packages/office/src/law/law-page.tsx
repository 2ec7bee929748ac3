import type { LawReply } from '@mingjing/api';
import { useDrafts } from '../law-drafts/draft-queries.ts';
import { CopyButton, DraftsPanel } from '../law-drafts/drafts-panel.tsx';
import { Loaded, useTitle } from '../parts/page-state.tsx';
import { Panel } from '../parts/panel.tsx';
import { shortVersion, useLaw } from './law-queries.ts';
import { LawTabs } from './law-tabs.tsx';
import { ProposalPanel } from './proposal-panel.tsx';
import { ProposeForm } from './propose-form.tsx';

/** 规定版本: what binds our bureau, since when and by whom; another version is proposed by one person and decided by another. */
export function LawPage() {
  useTitle('规定版本');
  const query = useLaw();
  return (
    <>
      <div className="page-head">
        <h1>规定版本</h1>
        <p>换用新的版本由政策法规机构提请、负责人批准；在办案件的程序仍依开始时的版本。</p>
      </div>
      <LawTabs />
      <Loaded query={query}>
        {(law) => (
          <>
            {law.proposal && <ProposalPanel key={law.proposal.version} law={law} proposal={law.proposal} />}
            {law.rejected && (
              <p className="note soon">
                上一次提请已由{law.rejected.by}于 {law.rejected.on} 退回：{law.rejected.reason}
              </p>
            )}
            <InForce law={law} />
            <DraftsPanel law={law} />
            {!law.proposal && <ProposeForm law={law} />}
          </>
        )}
      </Loaded>
    </>
  );
}

function InForce({ law }: { readonly law: LawReply }) {
  const mayWrite = useDrafts().data?.edit.may === true;
  return (
    <Panel title="本局现行规定" aside={`${law.today}`}>
      {law.layers.length === 0 ? (
        <p className="empty">还没有启用任何规定。</p>
      ) : (
        <table className="list-table">
          <caption className="vh">本局现行规定</caption>
          <thead>
            <tr>
              <th scope="col">规定</th>
              <th scope="col">版本</th>
              <th scope="col">本局自何时起用</th>
              <th scope="col">提请</th>
              <th scope="col">批准</th>
              {mayWrite && (
                <th scope="col">
                  <span className="vh">起草</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {law.layers.map((layer) => (
              <tr key={layer.pack}>
                <th scope="row">
                  {layer.regulation} <span className="tag">{layer.rankLabel}</span>{' '}
                  {!layer.inForce && <span className="tag soon">现在不适用</span>}
                  <span className="second">
                    {layer.inForceFrom ? `${layer.inForceFrom} 施行` : '施行日期未载明'}
                    {layer.to && `，本局适用到 ${layer.to}`}
                  </span>
                </th>
                <td data-label="版本" className="num nb" title={layer.version}>
                  {shortVersion(layer.version)}
                </td>
                <td data-label="本局自何时起用" className="nb">
                  {layer.since ?? '—'}
                </td>
                <td data-label="提请" className="nb">
                  {layer.proposedBy || '—'}
                </td>
                <td data-label="批准">
                  {layer.approvedBy || '—'}
                  {layer.approvedOn && <span className="second nb">{layer.approvedOn}</span>}
                </td>
                {mayWrite && (
                  <td data-label="起草" className="act">
                    <CopyButton version={layer.version} regulation={layer.regulation} />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
