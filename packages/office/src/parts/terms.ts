import { formatYuan, partyKindLabels, penaltyTypeLabels } from '@mingjing/law';

/** Kinds of parties as choices. */
export const partyKinds = Object.entries(partyKindLabels).map(([value, label]) => ({ value, label }));

/** Kinds of penalties as 行政处罚法第九条 names them. */
export const penaltyLabels: Readonly<Record<string, string>> = penaltyTypeLabels;

/** 12,345.67 from 分. */
export function grouped(fen: number): string {
  const [whole = '0', part = ''] = formatYuan(fen).split('.');
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return part === '00' || part === '' ? digits : `${digits}.${part}`;
}

/** 1.4 MB from bytes. */
export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.ceil(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
