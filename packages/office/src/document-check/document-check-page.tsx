import { type CheckedDocument, call, routes } from '@mingjing/api';
import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { Field } from '../parts/field.tsx';
import { announce } from '../parts/live-region.tsx';
import { useTitle } from '../parts/page-state.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { CodePhotograph } from './code-photograph.tsx';
import { CodeScanner } from './code-scanner.tsx';
import { FoundDocument } from './found-document.tsx';

/** 核验文书: a printed document by the code on it, typed, pasted, or read by a scanner or a camera. */
export function DocumentCheckPage() {
  useTitle('核验文书');
  const [typed, setTyped] = useState('');
  const check = useMutation({
    mutationFn: (text: string) => call<CheckedDocument>('POST', routes.documentCheck, { typed: text }),
    onSuccess: ({ title, number }) => announce(`查到《${title}》${number}`),
  });
  const ask = (text: string) => {
    if (text.trim() !== '') check.mutate(text.trim());
  };
  const take = (text: string) => {
    setTyped(text);
    ask(text);
  };
  return (
    <>
      <div className="page-head">
        <h1>核验文书</h1>
        <p className="quiet">
          输入文书第一页右上角的核验码，或者把二维码里的网址粘贴在这里；用扫码枪、摄像头，或者选一张照片也可以。查到的，记入查阅流水。
        </p>
      </div>
      <form
        className="panel action-form"
        aria-label="核验文书"
        onSubmit={(event) => {
          event.preventDefault();
          ask(typed);
        }}
      >
        <Field id="document-code" label="核验码或者网址">
          {(link) => (
            <Input
              {...link}
              value={typed}
              maxLength={2_000}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        <div className="form-end">
          <Button type="primary" htmlType="submit" loading={check.isPending}>
            核验
          </Button>
        </div>
        <CodeScanner onRead={take} />
        <CodePhotograph onRead={take} />
      </form>
      {check.isError && <ProblemNote error={check.error} />}
      {check.isSuccess && <FoundDocument key={check.data.sha256} document={check.data} />}
    </>
  );
}
