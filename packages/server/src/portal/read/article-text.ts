import type { PublicLaw } from '../http/portal-options.ts';
import type { ResultBody } from './result-body.ts';

/** The article in whole where a record holds its words alone, as imported rows do: from the law of the day of publication. */
export function withArticleText(
  law: PublicLaw,
  bureau: string,
  { body, publishedOn }: { readonly body: ResultBody; readonly publishedOn: string },
): ResultBody {
  const { cite } = body;
  if (!cite || cite.text || cite.regulation === '') return body;
  const rules = law.rulebook(bureau, publishedOn);
  const held = rules.held.find(({ pack }) => pack.title === cite.regulation);
  const text = held && rules.articleText({ pack: held.pack.id, article: cite.article })?.text;
  return text !== undefined && cite.quote !== '' && text.includes(cite.quote)
    ? { ...body, cite: { ...cite, text } }
    : body;
}
