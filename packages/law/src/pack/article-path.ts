/** What a cited place in an article's text comes to: its words, or why there is no such place. */
export type CitedText =
  | { readonly found: true; readonly text: string }
  | { readonly found: false; readonly why: string };

/**
 * The words of a cited place such as 第六十四条第（二）项, 第四十八条第二款 or 四（四）第1项 within the article's text, whose
 * paragraphs stand on lines of their own. The text may write its item numbers with half-width brackets, or as 1. 2. 3.
 */
export function citedText(number: string, text: string, cited: string): CitedText {
  let rest = cited.slice(number.length);
  let scope = text;
  for (const step of STEPS) {
    const match = step.pattern.exec(rest);
    if (match === null) continue;
    const next = step.take(scope, match[1] ?? '');
    if (next === undefined) return { found: false, why: `${number}的原文里没有“${match[0]}”` };
    scope = next;
    rest = rest.slice(match[0].length);
  }
  return rest === '' ? { found: true, text: scope } : { found: false, why: `看不懂条款编号里的“${rest}”` };
}

const HAN = '一二三四五六七八九十百';
const STEPS: readonly { pattern: RegExp; take: (scope: string, number: string) => string | undefined }[] = [
  { pattern: new RegExp(`^第([${HAN}]+)款`), take: takeParagraph },
  { pattern: new RegExp(`^第（([${HAN}]+|\\d+)）项`), take: takeItem },
  { pattern: /^第(\d+)项/, take: takeNumbered },
  { pattern: /^第（(\d+)）目/, take: takeSubItem },
];

/** A 款 is a paragraph that is no item, together with the items below it. */
function takeParagraph(scope: string, number: string): string | undefined {
  const paragraphs: string[] = [];
  for (const line of scope.split('\n')) {
    if (ITEM.test(line) && paragraphs.length > 0) paragraphs.push(`${paragraphs.pop()}\n${line}`);
    else paragraphs.push(line);
  }
  return paragraphs[fromHan(number) - 1];
}

function takeItem(scope: string, number: string): string | undefined {
  return scope.split('\n').find((line) => line.startsWith(`（${number}）`) || line.startsWith(`(${number})`));
}

/** An item of a list that the text numbers 1. 2. 3. without brackets. */
function takeNumbered(scope: string, number: string): string | undefined {
  return scope.split('\n').find((line) => line.startsWith(`${number}.`));
}

function takeSubItem(scope: string, number: string): string | undefined {
  const start = scope.indexOf(`（${number}）`);
  if (start < 0) return undefined;
  const end = scope.indexOf(`（${Number(number) + 1}）`, start);
  return end < 0 ? scope.slice(start) : scope.slice(start, end);
}

const ITEM = new RegExp(`^(?:[（(](?:[${HAN}]+|\\d+)[）)]|\\d+\\.)`);

function fromHan(text: string): number {
  const digits = '零一二三四五六七八九';
  const ten = text.indexOf('十');
  if (ten < 0) return digits.indexOf(text);
  const tens = ten === 0 ? 1 : digits.indexOf(text.charAt(0));
  const ones = ten === text.length - 1 ? 0 : digits.indexOf(text.charAt(ten + 1));
  return tens * 10 + ones;
}
