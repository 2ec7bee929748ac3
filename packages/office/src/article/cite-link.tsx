import type { Cite } from '@mingjing/law';
import { useArticle } from './article-context.tsx';
import { fullCite, shortCite } from './cite-text.ts';

/** A citation that opens its article beside the work; short in tables, in full in sentences. */
export function CiteLink({ cite, full = false }: { readonly cite: Cite; readonly full?: boolean }) {
  const { open } = useArticle();
  return (
    <button
      type="button"
      className="text-button cite"
      title={fullCite(cite)}
      onClick={(event) => {
        event.stopPropagation();
        open(cite);
      }}
    >
      {full ? fullCite(cite) : shortCite(cite)}
      {!cite.verified && <span className="tag soon">未核</span>}
    </button>
  );
}
