import { Button } from 'antd';
import { useRef, useState } from 'react';
import { Field } from '../../parts/field.tsx';
import { FileInput } from '../../parts/file-input.tsx';
import { problemOf } from '../../parts/problem-note.tsx';
import { fileSize } from '../../parts/terms.ts';
import { type Attachment, attachmentOf } from '../attachment.ts';
import type { ControlProps } from '../form-control.tsx';
import { type UploadReply, upload } from '../upload.ts';

/** One file: chosen or photographed, sent at once with its digest, and named in the form when it is stored. */
export function FileControl({ field, id, value, error, onChange }: ControlProps<Attachment | null>) {
  const [part, setPart] = useState<number | null>(null);
  const [fault, setFault] = useState('');
  const [claims, setClaims] = useState<UploadReply['claims']>([]);
  const stop = useRef<AbortController | null>(null);
  const send = async (file: File) => {
    const control = new AbortController();
    stop.current = control;
    setFault('');
    setPart(0);
    try {
      const reply = await upload(file, setPart, control.signal);
      setClaims(reply.claims ?? []);
      onChange(attachmentOf(reply));
    } catch (problem) {
      setFault(problemOf(problem).title);
    } finally {
      setPart(null);
    }
  };
  return (
    <Field id={id} label={field.label} required={field.required} help={field.help} error={fault || error}>
      {(link) => (
        <>
          {!value && part === null && <FileInput {...link} onChoose={(file) => file && void send(file)} />}
          {part !== null && (
            <div className="upload">
              <progress id={id} aria-label={`${field.label} 上传进度`} max={1} value={part} />
              <span className="num">{Math.round(part * 100)}%</span>
              <Button size="small" onClick={() => stop.current?.abort()}>
                停止
              </Button>
            </div>
          )}
          {value && part === null && (
            <div className="uploaded" id={id} role="status">
              <p>
                {value.fileName}　<span className="quiet num">{fileSize(value.size)}</span>
              </p>
              <p className="digest" title={value.sha256}>
                SHA-256 {value.sha256.slice(0, 16)}…
              </p>
              {claims?.map((claim) => (
                <p key={claim.label} className="quiet">
                  {claim.label}　{claim.text}
                </p>
              ))}
              <Button size="small" onClick={() => onChange(null)}>
                换一个文件
              </Button>
            </div>
          )}
        </>
      )}
    </Field>
  );
}
