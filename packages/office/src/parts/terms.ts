import { formatYuan } from '@mingjing/law';

/** Kinds of parties as an official names them. */
export const partyKinds: readonly { readonly value: string; readonly label: string }[] = [
  { value: 'organisation', label: '法人或者其他组织' },
  { value: 'natural-person', label: '自然人' },
  { value: 'sole-trader', label: '个体工商户' },
];

/** Kinds of penalties as 行政处罚法第九条 names them. */
export const penaltyLabels: Readonly<Record<string, string>> = {
  warning: '警告',
  criticism: '通报批评',
  fine: '罚款',
  confiscation: '没收违法所得、非法财物',
  'suspend-licence': '暂扣许可证件',
  'revoke-licence': '吊销许可证件',
  restriction: '限制开展生产经营活动',
  closure: '责令停产停业、责令关闭',
};

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
