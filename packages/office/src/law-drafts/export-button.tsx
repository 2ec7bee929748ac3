import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { announce } from '../parts/live-region.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { textIn, useDraftEditing } from './draft-context.ts';
import { draftFiles } from './draft-queries.ts';

/** 导出文件: what is saved of the draft, as the files that the command line checks. */
export function ExportButton() {
  const { id, body, flush } = useDraftEditing();
  const fetching = useMutation({
    mutationFn: async () => {
      await flush();
      return await draftFiles(id);
    },
    onSuccess: ({ packYaml, articlesYaml }) => {
      download('pack.yaml', packYaml);
      if (articlesYaml) download('articles.yaml', articlesYaml);
      announce(`已导出“${textIn({ ...body }, 'title')}”的规则文件和条文文件。`);
    },
  });
  return (
    <>
      <Button size="small" loading={fetching.isPending} onClick={() => fetching.mutate()}>
        导出文件
      </Button>
      {fetching.error && <ProblemNote error={fetching.error} />}
    </>
  );
}

function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/yaml;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
