import { call, type Me, routes } from '@mingjing/api';
import { useMutation } from '@tanstack/react-query';
import { type RefObject, useEffect, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { Glass } from '../parts/icons.tsx';
import { DemoClock } from './demo-clock.tsx';
import { paths } from './paths.ts';
import { seesCases } from './side-menu.tsx';

interface TopBarProps {
  readonly me: Me;
  readonly search: RefObject<HTMLInputElement | null>;
  readonly showMenuButton: boolean;
  readonly onMenu: () => void;
}

/** Product and bureau, search, clock of the demonstration, and who is signed in. */
export function TopBar({ me, search, showMenuButton, onMenu }: TopBarProps) {
  return (
    <header className="top-bar">
      {showMenuButton && (
        <button type="button" className="bar-button" onClick={onMenu} aria-haspopup="dialog">
          菜单
        </button>
      )}
      <Link to={paths.worklist} className="mark">
        明镜
      </Link>
      <span className="divider" aria-hidden="true">
        |
      </span>
      <span className="bureau">{me.bureau.name}</span>
      {seesCases(me) && <CaseSearch field={search} />}
      <div className="bar-end">
        {me.demonstration && <DemoClock me={me} />}
        <span className="who">
          <b>{me.name}</b>
          <span className="unit">{me.unitName ?? me.post}</span>
        </span>
        <SignOut />
      </div>
    </header>
  );
}

function CaseSearch({ field }: { readonly field: RefObject<HTMLInputElement | null> }) {
  const [query] = useSearchParams();
  const asked = query.get('q') ?? '';
  const [text, setText] = useState(asked);
  const navigate = useNavigate();
  useEffect(() => setText(asked), [asked]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: Chromium 108 knows no <search> element
    <form
      role="search"
      className="bar-search"
      onSubmit={(event) => {
        event.preventDefault();
        navigate(`${paths.cases}?${new URLSearchParams({ q: text.trim(), state: 'all' })}`);
      }}
    >
      <Glass />
      <input
        ref={field}
        type="search"
        aria-label="搜案号、当事人、文号"
        placeholder="搜案号、当事人、文号"
        value={text}
        maxLength={80}
        onChange={(event) => setText(event.target.value)}
      />
      <span aria-hidden="true">
        <kbd>/</kbd>
      </span>
    </form>
  );
}

function SignOut() {
  // A fresh page forgets everything the last person saw.
  const out = useMutation({
    mutationFn: () => call('DELETE', routes.session),
    onSettled: () => window.location.assign(paths.signIn),
  });
  return (
    <button type="button" className="bar-button plain" onClick={() => out.mutate()}>
      退出
    </button>
  );
}
