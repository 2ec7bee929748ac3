import type { ReactNode } from 'react';

/** The text of an article, paragraph by paragraph, with the words relied on underlined. */
export function ArticleText({ text, quote = '' }: { readonly text: string; readonly quote?: string }) {
  const paragraphs = text.split('\n').filter((line) => line.trim() !== '');
  let at = 0;
  return (
    <div className="law-text">
      {paragraphs.map((paragraph) => {
        const start = at;
        at += paragraph.length;
        return <p key={start}>{marked(paragraph, quote)}</p>;
      })}
    </div>
  );
}

function marked(paragraph: string, quote: string): ReactNode {
  const place = quote ? paragraph.indexOf(quote) : -1;
  if (place < 0) {
    return quote.length > paragraph.length && quote.includes(paragraph) ? (
      <mark>{paragraph}</mark>
    ) : (
      paragraph
    );
  }
  return (
    <>
      {paragraph.slice(0, place)}
      <mark>{quote}</mark>
      {paragraph.slice(place + quote.length)}
    </>
  );
}
