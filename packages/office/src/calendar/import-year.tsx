import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ChangeList } from '../law/change-list.tsx';
import { Faults } from '../law/faults.tsx';
import { askPreview, useLawCommand } from '../law/law-queries.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { Field } from '../parts/field.tsx';
import { FileInput } from '../parts/file-input.tsx';

/** 导入放假安排: a year's file is checked, shown with the dates it moves, then imported by one person. */
export function ImportYear() {
  const [file, setFile] = useState<File | null>(null);
  const look = useMutation({
    mutationFn: async () => {
      const yaml = (await file?.text()) ?? '';
      return { yaml, reply: await askPreview({ yaml }) };
    },
  });
  const send = useLawCommand('已导入。受影响的期限已重新计算。', () => {
    setFile(null);
    look.reset();
  });
  return (
    <details className="panel pack">
      <summary>
        <h2>导入放假安排</h2> <span className="quiet">依国务院办公厅的通知</span>
      </summary>
      <form
        className="action-form"
        aria-label="导入放假安排"
        onSubmit={(event) => {
          event.preventDefault();
          if (look.data) send.mutate({ type: 'import-calendar', yaml: look.data.yaml });
          else look.mutate();
        }}
      >
        <Field id="calendar-file" label="安排文件" help="写明年份、通知网址、放假和调休上班的日子。">
          {(link) => (
            <FileInput
              {...link}
              accept=".yaml,.yml"
              chosen={file?.name}
              onChoose={(chosen) => {
                setFile(chosen);
                look.reset();
                send.reset();
              }}
            />
          )}
        </Field>
        <div aria-live="polite">
          {look.error && <Faults error={look.error} />}
          {look.data && <ChangeList reply={look.data.reply} />}
          {send.error && <Faults error={send.error} />}
        </div>
        <div className="form-end">
          <ActionButton
            type="primary"
            htmlType="submit"
            refused={!file}
            reason="calendar-reason"
            loading={look.isPending || send.isPending}
          >
            {look.data ? '导入' : '检查并看变化'}
          </ActionButton>
          <span id="calendar-reason" className="quiet">
            {file ? '' : '先选安排文件。'}
          </span>
        </div>
      </form>
    </details>
  );
}
