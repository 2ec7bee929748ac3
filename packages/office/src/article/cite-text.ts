import type { Cite } from '@mingjing/law';

/** 《行政处罚法》第五十八条 */
export function fullCite(cite: Cite): string {
  return `《${cite.regulation}》${cite.article}`;
}

/** 处罚法 五十八; 公示规定 七（一）: for dense tables, with the full name as title. */
export function shortCite(cite: Cite): string {
  const article = cite.article
    .replace(/第([一二三四五六七八九十百零]+)条(?!第[^（]|之)/g, '$1')
    .replace(/第([一二三四五六七八九十百零]+)条/g, '$1条')
    .replace(/第（([一二三四五六七八九十]+)）项/g, '（$1）');
  return `${cite.short} ${article}`;
}
