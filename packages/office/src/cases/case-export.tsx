import { type CaseExportPlan, call, pathTo, routes } from '@mingjing/api';
import { useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { Loaded } from '../parts/page-state.tsx';
import { fileSize } from '../parts/terms.ts';

/** Opens what the export of a case will hold; the download itself is the browser's, with its own progress. */
export function CaseExport({ id }: { readonly id: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="text-button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        导出卷宗
      </button>
      <Modal
        open={open}
        onCancel={() => setOpen(false)}
        title="导出卷宗"
        footer={null}
        closable={{ 'aria-label': '关闭', closeIcon: <span aria-hidden="true">×</span> }}
        width="min(36rem, 96vw)"
        destroyOnHidden
      >
        {open && <Plan id={id} />}
      </Modal>
    </>
  );
}

function Plan({ id }: { readonly id: string }) {
  const query = useQuery({
    queryKey: ['case-export', id],
    queryFn: () => call<CaseExportPlan>('GET', pathTo(routes.caseExport, { id })),
    gcTime: 0,
  });
  return <Loaded query={query}>{(plan) => <Contents id={id} plan={plan} />}</Loaded>;
}

function Contents({ id, plan }: { readonly id: string; readonly plan: CaseExportPlan }) {
  const { facts, factsInLog, documents, originals, withheld, absent, isWitnessed, size } = plan;
  const file = pathTo(routes.caseExportFile, { id });
  return (
    <div className="spaced">
      <p>
        导出为一个压缩包，内有全部事实、文书和原件，每项事实的入链证明，以及不联网就能核验的核验页。收到的人不用安装软件。
      </p>
      <dl className="key-values">
        <dt>事实</dt>
        <dd>{facts} 项</dd>
        <dt>文书</dt>
        <dd>{documents} 份</dd>
        <dt>原件</dt>
        <dd>{originals} 份</dd>
        <dt>大小</dt>
        <dd>{fileSize(size)}</dd>
        {withheld > 0 && (
          <>
            <dt>已依法删除</dt>
            <dd>{withheld} 个字段，只留摘要值和理由</dd>
          </>
        )}
      </dl>
      {absent.length > 0 && (
        <ul>
          {absent.map(({ kind, fact, reason }) => (
            <li key={`${kind} ${fact}`}>
              第 {fact} 项所记的{kind === 'document' ? '文书' : '原件'}不在包里：{reason}
            </li>
          ))}
        </ul>
      )}
      {factsInLog < facts && (
        <p role="note">有 {facts - factsInLog} 项事实还没有入链，现在导出就缺这几项的证明；请稍后再导出。</p>
      )}
      {!isWitnessed && (
        <p role="note">见证方还没有为最后几项事实联署，现在导出，核验时会写明“没有签够”；请稍后再导出。</p>
      )}
      <p className="quiet">导出会记入查阅流水。压缩包含有个人信息，请只交给有权收取的人。</p>
      <p>
        <Button type="primary" href={file} download>
          下载压缩包
        </Button>
      </p>
    </div>
  );
}
