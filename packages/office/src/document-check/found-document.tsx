import type { CheckedDocument, DocumentInCase } from '@mingjing/api';
import { pathTo, routes } from '@mingjing/api';
import { useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../app/paths.ts';
import { useMe } from '../app/session.tsx';
import { fileDigest } from '../forms/file-digest.ts';
import { entryTime, longDate } from '../parts/dates.ts';
import { Field } from '../parts/field.tsx';
import { FileInput } from '../parts/file-input.tsx';
import { Panel } from '../parts/panel.tsx';
import { fileSize } from '../parts/terms.ts';

/** What was found: the document as it stands in the log, a PDF held against it, and its case for those who may see it. */
export function FoundDocument({ document }: { readonly document: CheckedDocument }) {
  return (
    <>
      <Registered document={document} />
      <Comparison sha256={document.sha256} />
      {document.inCase !== null ? (
        <InCase inCase={document.inCase} />
      ) : (
        <p className="panel empty">这份文书所在的案件您无权查看，以上是公众凭核验码也能看到的内容。</p>
      )}
    </>
  );
}

function Registered({ document }: { readonly document: CheckedDocument }) {
  const { today } = useMe();
  const { title, number, issuedBy, issuedOn, recordedAt, sha256, size, changes } = document;
  return (
    <Panel title={`《${title}》`} aside={<LogState document={document} />}>
      <div className="panel-body spaced">
        {changes.map(({ label, sentence }) => (
          <p key={sentence}>
            <span className="tag bad">{label}</span> {sentence}
          </p>
        ))}
        <p>请与纸上的名称、文号、机关和日期逐项对照；有一项不同，就不是这份文书。</p>
        <dl className="key-values">
          <dt>文号</dt>
          <dd>{/〔\d{4}〕/.test(number) ? number : '未编文号'}</dd>
          <dt>制作机关</dt>
          <dd>{issuedBy}</dd>
          <dt>日期</dt>
          <dd>{longDate(issuedOn)}</dd>
          <dt>记入</dt>
          <dd>{entryTime(recordedAt, today)}</dd>
          <dt>大小</dt>
          <dd>{fileSize(size)}</dd>
          <dt>SHA-256</dt>
          <dd className="digest">{sha256}</dd>
        </dl>
      </div>
    </Panel>
  );
}

function LogState({ document }: { readonly document: CheckedDocument }) {
  const { logIndex, witnesses, fitsLog } = document;
  if (!fitsLog) return <span className="tag bad">与存证不符</span>;
  if (logIndex === null) return <span className="tag">已存证，尚未入链</span>;
  return (
    <span className="tag ok">
      已入链 #{logIndex}
      {witnesses.length > 0 && `　已见证：${witnesses.map(({ name }) => name).join('、')}`}
    </span>
  );
}

/** The file never leaves the browser: only its digest is compared. */
function Comparison({ sha256 }: { readonly sha256: string }) {
  const [chosen, setChosen] = useState<{ readonly name: string; readonly digest: string | null }>();
  const choose = async (file: File | null) => {
    if (file !== null) setChosen({ name: file.name, digest: await fileDigest(file) });
  };
  return (
    <Panel title="比对电子文件">
      <div className="panel-body spaced">
        <Field
          id="compared-file"
          label="这份文书的 PDF 文件"
          required={false}
          help="在本机计算摘要值，文件不上传。"
        >
          {(link) => (
            <FileInput
              {...link}
              accept=".pdf,application/pdf"
              chosen={chosen?.name}
              onChoose={(file) => void choose(file)}
            />
          )}
        </Field>
        <p role="status">{chosen !== undefined && <Outcome digest={chosen.digest} sha256={sha256} />}</p>
      </div>
    </Panel>
  );
}

function Outcome({ digest, sha256 }: { readonly digest: string | null; readonly sha256: string }) {
  if (digest === null) return '这个连接不能在本机计算摘要值，请用 https 打开办案系统。';
  if (digest === sha256) return <span className="tag ok">一致：就是制作时的那个文件</span>;
  return (
    <>
      <span className="tag bad">不一致</span> 这不是制作时的那个文件，或者已被改动。它的 SHA-256 是{' '}
      <span className="digest">{digest}</span>
    </>
  );
}

function InCase({ inCase }: { readonly inCase: DocumentInCase }) {
  const { today } = useMe();
  const { caseId, caseNumber, caseTitle, documentId, erased, facts } = inCase;
  return (
    <Panel title="所在案件">
      <div className="panel-body spaced">
        <p>
          <Link to={paths.case(caseId)}>{[caseNumber, caseTitle].filter(Boolean).join('　')}</Link>
        </p>
        <p>
          {erased ? (
            '这份文书的内容已依法删除。'
          ) : (
            <a href={pathTo(routes.document, { id: documentId })} target="_blank" rel="noreferrer">
              打开制作时的 PDF
            </a>
          )}
        </p>
        <ol className="spaced">
          {facts.map(({ version, label, detail, occurredOn, recordedAt, by, logIndex }) => (
            <li key={version}>
              <span className="num">{occurredOn}</span>　{label}　{by}
              {detail !== '' && <span className="second">{detail}</span>}
              <span className="second num">
                {entryTime(recordedAt, today)} 记入，{logIndex === null ? '尚未入链' : `已入链 #${logIndex}`}
              </span>
            </li>
          ))}
        </ol>
      </div>
    </Panel>
  );
}
