import { type ArticleReply, call, pathTo, routes } from '@mingjing/api';
import type { Cite } from '@mingjing/law';
import { useQuery } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { useMedia, wideEnoughForArticle } from '../app/media.ts';
import { paths } from '../app/paths.ts';
import { isModalOpen } from '../parts/modal-open.ts';
import { Loaded } from '../parts/page-state.tsx';
import { useArticle } from './article-context.tsx';
import { ArticleText } from './article-text.tsx';
import { fullCite } from './cite-text.ts';

/** The article beside the work: docked and not modal on a wide window, a drawer below that. */
export function ArticlePanel() {
  const { cite, close } = useArticle();
  const wide = useMedia(wideEnoughForArticle);
  if (!wide) {
    return (
      <Drawer
        open={cite !== null}
        onClose={close}
        title={cite ? fullCite(cite) : ''}
        placement="right"
        size="min(26rem, 100vw)"
        destroyOnHidden
      >
        {cite && <ArticleBody cite={cite} />}
      </Drawer>
    );
  }
  return cite && <DockedArticle cite={cite} onClose={close} />;
}

function DockedArticle({ cite, onClose }: { readonly cite: Cite; readonly onClose: () => void }) {
  const title = useRef<HTMLHeadingElement>(null);
  const key = `${cite.pack} ${cite.article}`;
  useEffect(() => {
    if (key) title.current?.focus();
  }, [key]);
  useEffect(() => {
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !isModalOpen()) onClose();
    };
    window.addEventListener('keydown', close);
    return () => window.removeEventListener('keydown', close);
  }, [onClose]);
  return (
    <aside className="article-panel" aria-label="条文">
      <div className="article-head">
        <h2 ref={title} tabIndex={-1}>
          {fullCite(cite)}
        </h2>
        <button type="button" className="text-button" onClick={onClose}>
          <kbd>Esc</kbd> 关闭
        </button>
      </div>
      <div className="article-scroll">
        <ArticleBody cite={cite} />
      </div>
    </aside>
  );
}

function ArticleBody({ cite }: { readonly cite: Cite }) {
  const query = useQuery({
    queryKey: ['article', cite.pack, cite.article, cite.version ?? ''],
    queryFn: () =>
      call<ArticleReply>(
        'GET',
        `${pathTo(routes.article, { pack: cite.pack, article: cite.article })}${cite.version ? `?version=${cite.version}` : ''}`,
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <div className="article-body">
      <Loaded query={query}>
        {(article) => (
          <>
            <ArticleText text={article.text} quote={cite.quote} />
            {!article.whole && <p className="meta">这里只收录所引的文字，全文以公布的文本为准。</p>}
            <div className="meta">
              <p>
                {article.rankLabel}
                {article.inForceFrom && `　${article.inForceFrom} 施行`}
                {article.verified ? '' : '　未核'}
              </p>
              {article.notes.map((note) => (
                <p key={note}>{note}</p>
              ))}
              <p>
                <Link to={`${paths.articles}?pack=${encodeURIComponent(article.pack)}`}>
                  {article.regulation}全部条文
                </Link>
              </p>
            </div>
          </>
        )}
      </Loaded>
    </div>
  );
}
