import { Button } from 'antd';
import { useDraftEditing } from './draft-context.ts';

/** Whether everything is kept, and what to do where it is not. */
export function SavingNote({ onReload }: { readonly onReload: () => unknown }) {
  const { saving, said, flush } = useDraftEditing();
  if (saving === 'conflict')
    return (
      <div className="note bad" role="alert">
        <p className="sentence">{said} 载入最新的一份以后再改；要保留您的改动，先导出文件。</p>
        <Button size="small" onClick={() => onReload()}>
          载入最新的一份
        </Button>
      </div>
    );
  return (
    <span className="saving">
      <span role="status" className={saving === 'failed' ? 'tag bad' : 'quiet'}>
        {saving === 'waiting' ? '正在保存…' : said}
      </span>
      {saving === 'failed' && (
        <Button size="small" onClick={() => flush()}>
          现在再存
        </Button>
      )}
    </span>
  );
}
