import { type CaseView, pathTo, routes } from '@mingjing/api';
import { Modal } from 'antd';
import { fileSize } from '../parts/terms.ts';

type Evidence = CaseView['evidence'][number];

/** A piece of evidence: shown where the browser can, with its digest and what the file says about itself. */
export function EvidencePreview({
  evidence,
  onClose,
}: {
  readonly evidence: Evidence | null;
  readonly onClose: () => void;
}) {
  return (
    <Modal
      open={evidence !== null}
      onCancel={onClose}
      title={evidence?.name ?? ''}
      footer={null}
      width="min(52rem, 96vw)"
      destroyOnHidden
    >
      {evidence && (
        <>
          <Media evidence={evidence} />
          <dl className="key-values">
            <dt>文件</dt>
            <dd>
              {evidence.fileName}　{fileSize(evidence.size)}
            </dd>
            {evidence.claims.map((claim) => (
              <Claim key={claim.label} {...claim} />
            ))}
            <dt>SHA-256</dt>
            <dd className="digest">{evidence.sha256}</dd>
          </dl>
          <p>
            <a href={pathTo(routes.evidenceFile, { id: evidence.id })} target="_blank" rel="noreferrer">
              在新标签页打开原件
            </a>
          </p>
        </>
      )}
    </Modal>
  );
}

function Claim({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{text}</dd>
    </>
  );
}

function Media({ evidence }: { readonly evidence: Evidence }) {
  const address = pathTo(routes.evidenceFile, { id: evidence.id });
  if (evidence.mediaType.startsWith('image/'))
    return <img className="evidence-media" src={address} alt={evidence.name} />;
  if (evidence.mediaType.startsWith('video/'))
    // biome-ignore lint/a11y/useMediaCaption: evidence is shown as it was recorded
    return <video className="evidence-media" src={address} controls preload="metadata" />;
  if (evidence.mediaType.startsWith('audio/'))
    // biome-ignore lint/a11y/useMediaCaption: evidence is shown as it was recorded
    return <audio className="evidence-media" src={address} controls preload="metadata" />;
  return <p className="quiet">这种文件不在本页显示，可打开原件。</p>;
}
