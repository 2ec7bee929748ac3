import type { Me } from '@mingjing/api';
import { Drawer } from 'antd';
import { Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { Navigate, Outlet, useLocation, useMatches, useNavigate } from 'react-router';
import { ArticleProvider, useArticle } from '../article/article-context.tsx';
import { ArticlePanel } from '../article/article-panel.tsx';
import { LiveRegion } from '../parts/live-region.tsx';
import { Waiting } from '../parts/page-state.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { ChangePasswordPage } from '../session/change-password-page.tsx';
import { DemoStripe } from './demo-stripe.tsx';
import { useMedia } from './media.ts';
import { paths } from './paths.ts';
import { PlaceStripe } from './place.tsx';
import { MeProvider, useSession } from './session.tsx';
import { ShortcutDialog } from './shortcut-dialog.tsx';
import { useShortcuts } from './shortcuts.tsx';
import { MenuLinks, menuFor } from './side-menu.tsx';
import { TopBar } from './top-bar.tsx';

/** Everything around a screen; only for those who are signed in and have set their own password. */
export function Shell() {
  const session = useSession();
  const location = useLocation();
  if (session.data) {
    if (session.data.mustChangePassword) return <ChangePasswordPage me={session.data} />;
    return (
      <MeProvider me={session.data}>
        <ArticleProvider>
          <Frame me={session.data} />
        </ArticleProvider>
      </MeProvider>
    );
  }
  if (session.data === null) {
    const from = `${location.pathname}${location.search}`;
    return (
      <Navigate
        to={from === '/' ? paths.signIn : `${paths.signIn}?${new URLSearchParams({ from })}`}
        replace
      />
    );
  }
  if (session.error) {
    return (
      <main className="shell-main">
        <ProblemNote error={session.error} onRetry={() => session.refetch()} />
      </main>
    );
  }
  return <Waiting />;
}

function Frame({ me }: { readonly me: Me }) {
  const search = useRef<HTMLInputElement>(null);
  const main = useRef<HTMLElement>(null);
  const location = useLocation();
  const [menuOpen, setMenuOpen] = useState(false);
  const [keysOpen, setKeysOpen] = useState(false);
  const narrow = useMedia('(max-width: 62rem)');
  const bare = useMatches().some((match) => (match.handle as { bare?: boolean } | undefined)?.bare === true);
  useGlobalKeys(me, search, () => setKeysOpen(true));
  useNewPage(location.pathname, main);
  return (
    <>
      <a className="skip-link" href="#main">
        跳到正文
      </a>
      {me.demonstration && <DemoStripe />}
      {me.warnings.length > 0 && (
        <section className="connection-warnings" aria-label="连接提示">
          {me.warnings.map((warning) => (
            <p key={warning}>{warning}</p>
          ))}
        </section>
      )}
      <PlaceStripe me={me} />
      <TopBar me={me} search={search} showMenuButton={narrow || bare} onMenu={() => setMenuOpen(true)} />
      <div className="shell-body">
        {!bare && !narrow && (
          <div className="side-menu">
            <MenuLinks me={me} />
          </div>
        )}
        <main id="main" ref={main} tabIndex={-1} className={bare ? 'shell-main bare' : 'shell-main'}>
          <LiveRegion place={location.pathname} />
          <Suspense fallback={<Waiting />}>
            <Outlet />
          </Suspense>
        </main>
        {!bare && <ArticlePanel />}
      </div>
      <Drawer
        open={menuOpen}
        onClose={() => setMenuOpen(false)}
        placement="left"
        title="菜单"
        size={260}
        styles={{ body: { padding: 0 } }}
      >
        <MenuLinks me={me} onFollow={() => setMenuOpen(false)} />
      </Drawer>
      <ShortcutDialog open={keysOpen} onClose={() => setKeysOpen(false)} />
    </>
  );
}

function useNewPage(pathname: string, main: { readonly current: HTMLElement | null }): void {
  const { close } = useArticle();
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    close();
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [pathname, main, close]);
}

function useGlobalKeys(
  me: Me,
  search: { readonly current: HTMLInputElement | null },
  onHelp: () => void,
): void {
  const navigate = useNavigate();
  const waitingForLetter = useRef(false);
  const help = useRef(onHelp);
  help.current = onHelp;
  const keys = useMemo(() => {
    const go = (event: KeyboardEvent) => {
      const entry = menuFor(me).find((candidate) => candidate.key === event.key.toLowerCase());
      if (!waitingForLetter.current || !entry) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      waitingForLetter.current = false;
      navigate(entry.to);
    };
    return {
      ...Object.fromEntries(menuFor(me).map((entry) => [entry.key, go])),
      '/': (event: KeyboardEvent) => {
        event.preventDefault();
        search.current?.focus();
      },
      '?': () => help.current(),
      g: () => {
        waitingForLetter.current = true;
        setTimeout(() => {
          waitingForLetter.current = false;
        }, 1500);
      },
    };
  }, [me, navigate, search]);
  useShortcuts(keys);
}
