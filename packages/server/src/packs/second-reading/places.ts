/** A place of a text by its number (第七条第二款第（一）项), and the words that stand there and nowhere deeper. */
export interface TextPlace {
  readonly number: string;
  readonly words: string;
}

/** An article of a text as it lies in the file. */
export interface PlainArticle {
  readonly number: string;
  readonly text: string;
}

/**
 * Every place of a text's articles, found by counting lines: a line that begins with a bracketed or dotted number is an
 * item of the paragraph above it, any other line is the next paragraph. A paragraph that stands alone has no number.
 */
export function placesOf(articles: readonly PlainArticle[]): TextPlace[] {
  return articles.flatMap(({ number, text }) => {
    const paragraphs: { head: string; items: string[] }[] = [];
    for (const line of text.split('\n')) {
      const last = paragraphs.at(-1);
      if (last !== undefined && itemNumber(line) !== undefined) last.items.push(line);
      else paragraphs.push({ head: line, items: [] });
    }
    return paragraphs.flatMap(({ head, items }, index) => {
      const paragraph = paragraphs.length === 1 ? number : `${number}第${han(index + 1)}款`;
      return [
        { number: paragraph, words: head },
        ...items.flatMap((item) => placesOfItem(`${paragraph}第${itemNumber(item)}项`, item)),
      ];
    });
  });
}

/** The number of an item without that of its paragraph, as a text with one list in an article is cited. */
export function withoutParagraph(place: string): string {
  return /[项目]$/.test(place) ? place.replace(/第[一二三四五六七八九十]+款/, '') : place;
}

function itemNumber(line: string): string | undefined {
  const [, han, digits, dotted] =
    /^(?:[（(](?:([一二三四五六七八九十]+)|(\d+))[）)]|(\d+)\.)/.exec(line) ?? [];
  if (dotted !== undefined) return dotted;
  return han === undefined && digits === undefined ? undefined : `（${han ?? digits}）`;
}

function placesOfItem(number: string, item: string): TextPlace[] {
  const [head = '', ...below] = item.split(/(?!^)(?=（\d+）)/);
  return [
    { number, words: head },
    ...below.map((words) => ({ number: `${number}第${words.slice(0, words.indexOf('）') + 1)}目`, words })),
  ];
}

function han(number: number): string {
  const digits = '零一二三四五六七八九';
  const ones = number % 10 === 0 ? '' : digits.charAt(number % 10);
  if (number < 10) return ones;
  return `${number < 20 ? '' : digits.charAt(Math.floor(number / 10))}十${ones}`;
}
