import { call, type PackArticles, routes } from '@mingjing/api';
import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useDeferredValue, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { ArticleText } from '../article/article-text.tsx';
import { LawTabs } from '../law/law-tabs.tsx';
import { Loaded, useTitle } from '../parts/page-state.tsx';
import { ArticleRules } from './article-rules.tsx';

/** The text of every regulation that the bureau applies. */
export function ArticlesPage() {
  useTitle('条文');
  const [asked, setAsked] = useSearchParams();
  const text = asked.get('q') ?? '';
  const query = useQuery({
    queryKey: ['articles'],
    queryFn: () => call<readonly PackArticles[]>('GET', routes.articles),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <>
      <div className="page-head">
        <h1>条文</h1>
        <p>本局适用的规定，本局自己的在前；每条下面列出从该条读出的规则。</p>
      </div>
      <LawTabs />
      <div className="narrow article-search">
        <Input
          type="search"
          aria-label="在条文中查找"
          placeholder="在条文中查找"
          value={text}
          onChange={(event) => {
            const next = new URLSearchParams(asked);
            if (event.target.value) next.set('q', event.target.value);
            else next.delete('q');
            setAsked(next, { replace: true });
          }}
        />
      </div>
      <Loaded query={query}>
        {(packs) => <Packs packs={packs} text={text} open={asked.get('pack') ?? ''} />}
      </Loaded>
    </>
  );
}

function Packs({
  packs,
  text,
  open,
}: {
  readonly packs: readonly PackArticles[];
  readonly text: string;
  readonly open: string;
}) {
  const wanted = useDeferredValue(text.trim());
  const found = useMemo(
    () =>
      packs.flatMap((pack) => {
        const articles = wanted
          ? pack.articles.filter((article) => `${article.number}${article.text}`.includes(wanted))
          : pack.articles;
        return articles.length > 0 || !wanted ? [{ ...pack, articles }] : [];
      }),
    [packs, wanted],
  );
  const total = found.reduce((sum, pack) => sum + pack.articles.length, 0);
  return (
    <>
      <p role="status" className="quiet">
        {wanted ? (total > 0 ? `查到 ${total} 条。` : `没有查到“${wanted}”。`) : ''}
      </p>
      {found.map((pack) => (
        <details
          key={`${pack.pack} ${wanted}`}
          className="panel pack"
          open={wanted !== '' || pack.pack === open}
        >
          <summary>
            <h2>{pack.regulation}</h2> <span className="tag">{pack.rankLabel}</span>{' '}
            {pack.textHeld ? (
              <span className="quiet">{pack.articles.length} 条</span>
            ) : (
              <span className="tag soon">文本未存</span>
            )}
          </summary>
          <div className="pack-body">
            {pack.notes.map((note) => (
              <p key={note} className="note">
                {note}
              </p>
            ))}
            {pack.articles.map((article) => (
              <section key={article.number} aria-label={article.number}>
                <h3>{article.number}</h3>
                <ArticleText text={article.text} quote={wanted} />
                <ArticleRules number={article.number} rules={article.rules} />
              </section>
            ))}
          </div>
        </details>
      ))}
    </>
  );
}
