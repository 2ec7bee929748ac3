import { type Penalty, penaltyTypeLabels } from '@mingjing/law';
import { capitalYuan } from '../documents/money-text.ts';

/** One line of a notice or decision: a kind of penalty with its amount in 分, or what the case says in its own words. */
export interface PenaltyItem {
  readonly content: string;
  readonly amount?: number;
}

/** The penalties as a document lists them, each once: what the words of the case already say is not listed again beside them. */
export function penaltyItems(penalty: Penalty): readonly PenaltyItem[] {
  const named = penalty.types.map((type): PenaltyItem => {
    const amount = type === 'fine' ? penalty.fine : type === 'confiscation' ? penalty.confiscated : undefined;
    return { content: penaltyTypeLabels[type], ...(amount === undefined ? {} : { amount }) };
  });
  if (saysNoMore(penalty.text, named)) return named;
  return [...named.filter((item) => !isTold(item, penalty.text)), { content: penalty.text }];
}

/** Whether nothing is left of the words once kinds, amounts and what joins them are taken away. */
function saysNoMore(text: string, named: readonly PenaltyItem[]): boolean {
  if (!named.every((item) => isTold(item, text))) return false;
  const left = named.reduce((rest, { content }) => rest.replaceAll(content, ''), text);
  return (
    left.replace(
      /人民币|处以|并处|给予|决定|[\d,，.\s零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整处并、；;。]/g,
      '',
    ) === ''
  );
}

function isTold({ content, amount }: PenaltyItem, text: string): boolean {
  // A kind is known by its first two characters: 没收, 吊销, 责令 and so on.
  if (!text.includes(content.slice(0, 2))) return false;
  return (
    amount === undefined ||
    text.includes(capitalYuan(amount).replace(/整$/, '')) ||
    amountsIn(text).includes(amount)
  );
}

/** Amounts written in figures, in 分. */
function amountsIn(text: string): readonly number[] {
  return [...text.matchAll(/(\d[\d,，]*(?:\.\d+)?)\s*(万)?元/g)].map(([, figures = '', unit]) =>
    Math.round(Number(figures.replace(/[,，]/g, '')) * (unit === undefined ? 100 : 1_000_000)),
  );
}
