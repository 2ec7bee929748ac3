import { type CaseView, pathTo, routes } from '@mingjing/api';
import { useState } from 'react';
import { useMe } from '../app/session.tsx';
import { shortDate } from '../parts/dates.ts';
import { Panel } from '../parts/panel.tsx';
import { AskViewing } from '../viewing/ask-viewing.tsx';
import { EvidencePreview } from './evidence-preview.tsx';

type Document = CaseView['documents'][number];
type Evidence = CaseView['evidence'][number];

/** Documents made in the case (each opens as PDF) and the evidence stored with it. */
export function DocumentsPanel({ view }: { readonly view: CaseView }) {
  const { today } = useMe();
  const [shown, setShown] = useState<Evidence | null>(null);
  const total = view.documents.length + view.evidence.length;
  return (
    <Panel title="文书与证据" aside={`共 ${total} 件`}>
      {total === 0 && <p className="panel-body quiet">还没有文书和证据。</p>}
      <ul className="mini-list">
        {view.documents.map((document) => (
          <li key={document.id}>
            {document.onPaper ? (
              <span>{document.title}（纸质，见扫描件）</span>
            ) : (
              <a
                className="row-link"
                href={pathTo(routes.document, { id: document.id })}
                target="_blank"
                rel="noreferrer"
              >
                {document.title}
                <span className="vh">（PDF，在新标签页打开）</span>
              </a>
            )}
            <p className="mini-line">
              <span className="wh">{document.number}</span>
              <span>{serviceText(document, today)}</span>
            </p>
            <Remarks document={document} />
          </li>
        ))}
        {view.evidence.map((evidence) => (
          <li key={evidence.id} className="evidence-line">
            {evidence.erased ? (
              <span>{evidence.name}（原件已依法删除，只留摘要值）</span>
            ) : view.viewing.refusal ? (
              <span>{evidence.name}</span>
            ) : (
              <button
                type="button"
                className="text-button"
                aria-haspopup="dialog"
                onClick={() => setShown(evidence)}
              >
                {evidence.name}
              </button>
            )}
            <span className="quiet">{purposeOf(view, evidence)}</span>
            <span className="quiet">{kindOf(evidence.mediaType)}</span>
          </li>
        ))}
      </ul>
      {view.evidence.length > 0 && <AskViewing view={view} />}
      <EvidencePreview evidence={shown} onClose={() => setShown(null)} />
    </Panel>
  );
}

/** What stands beside a document: corrected by which notice, or still saying what was put right since. */
function Remarks({ document }: { readonly document: Document }) {
  const { notices, changed } = document;
  return (
    <>
      {notices.map(({ number, documentId }) => (
        <p key={number} className="second">
          <span className="tag bad">已更正</span> 见{' '}
          {documentId === undefined ? (
            `${number}更正通知书`
          ) : (
            <a href={pathTo(routes.document, { id: documentId })} target="_blank" rel="noreferrer">
              {number}更正通知书<span className="vh">（PDF，在新标签页打开）</span>
            </a>
          )}
        </p>
      ))}
      {changed.length > 0 && (
        <p className="second">
          <span className="tag bad">须重新制作</span> 制作以后更正了录入，文书上的文字没有随着更改。
        </p>
      )}
      {changed.map(({ label, before, after }) => (
        <p key={label} className="second">
          {label}：文书上是“{before}”，已更正为“{after}”
        </p>
      ))}
    </>
  );
}

function serviceText(document: Document, today: string): string {
  if (document.remade) return `${shortDate(document.remade, today)} 已重新制作，这一份不送达`;
  if (document.servedOn) return `${shortDate(document.servedOn, today)} 送达`;
  return document.forServing ? '待送达' : '';
}

function purposeOf(view: CaseView, evidence: Evidence): string {
  const asked = view.requirements.find((row) => row.id === evidence.requirement)?.name;
  return asked === evidence.name ? '' : (asked ?? '');
}

function kindOf(mediaType: string): string {
  if (mediaType.startsWith('image')) return '照片';
  if (mediaType.startsWith('video')) return '录像';
  if (mediaType.startsWith('audio')) return '录音';
  return '文件';
}
