import { type CaseView, call, pathTo, routes } from '@mingjing/api';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { useShortcuts } from '../app/shortcuts.tsx';
import { useArticle } from '../article/article-context.tsx';
import { ArticlePanel } from '../article/article-panel.tsx';
import { DutyDrawer } from '../duties/duty-drawer.tsx';
import { DutyPanel } from '../duties/duty-panel.tsx';
import { ActionList } from '../forms/action-list.tsx';
import { Loaded, useTitle } from '../parts/page-state.tsx';
import { CaseHeader } from './case-header.tsx';
import { Correction } from './correction.tsx';
import { DocumentsPanel } from './documents-panel.tsx';
import { ParticipantsPanel } from './participants-panel.tsx';
import { PublicationCard } from './publication-card.tsx';
import { RecordsPanel } from './records-panel.tsx';
import { Requirements } from './requirements.tsx';
import { Timeline } from './timeline.tsx';

const forTimeline = new Set(['propose-correction']);

/** One case: what the step asks and what can be done (left), clocks and records (middle), the article (right). */
export function CasePage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['case', id],
    queryFn: () => call<CaseView>('GET', pathTo(routes.case, { id })),
    refetchInterval: ({ state }) =>
      state.data?.timeline.some((entry) => entry.logIndex === null) ? 2_000 : false,
  });
  return (
    <Loaded query={query} title="案件">
      {(view) => <CaseScreen key={view.id} view={view} />}
    </Loaded>
  );
}

function CaseScreen({ view }: { readonly view: CaseView }) {
  useTitle(view.number ?? view.title);
  const [query, setQuery] = useSearchParams();
  const heading = useRef<HTMLHeadingElement>(null);
  const [explained, setExplained] = useState<CaseView['duties'][number] | null>(null);
  const article = useArticle();
  const open = query.get('act');
  const setOpen = (command: string | null) => setQuery(command ? { act: command } : {}, { replace: true });
  const done = () => {
    setOpen(null);
    heading.current?.focus();
  };
  const running = view.duties.find((duty) => duty.state === 'overdue' || duty.state === 'open');
  const keys = useMemo(() => {
    const enabled = view.actions.filter((action) => action.enabled && !forTimeline.has(action.command));
    const approving = enabled.find(({ command }) => /^(approve|review|confirm|give)-/.test(command));
    const start = (command: string | undefined) => (event: KeyboardEvent) => {
      if (!command) return;
      event.preventDefault();
      setQuery({ act: command }, { replace: true });
    };
    return {
      e: start(enabled[0]?.command),
      a: start(approving?.command),
      d: () => running && setExplained(running),
      l: () => {
        const lacking = view.requirements.find((row) => !row.met) ?? view.requirements[0];
        if (lacking) article.open(lacking.cite);
      },
    };
  }, [view, running, article, setQuery]);
  useShortcuts(keys);
  const correction = view.actions.find((action) => action.command === 'propose-correction');
  return (
    <>
      <CaseHeader view={view} heading={heading} />
      <div className={article.cite ? 'case-grid with-article' : 'case-grid'}>
        <div className="case-work">
          <section className="panel" aria-label="办理">
            <Requirements title={view.requirementsTitle} rows={view.requirements} />
            <ActionList
              actions={view.actions.filter((action) => !forTimeline.has(action.command))}
              target={{ kind: 'case', id: view.id, version: view.version }}
              drafts={view.drafts}
              open={open}
              onOpen={setOpen}
              onDone={done}
            />
            <Turns turns={view.turns} />
          </section>
        </div>
        <div className="case-middle">
          <DutyPanel duties={view.duties} onExplain={setExplained} />
          <RecordsPanel view={view} />
          <DocumentsPanel view={view} />
          <ParticipantsPanel participants={view.participants} />
          <PublicationCard view={view} />
        </div>
        <div className="case-record">
          <Timeline
            entries={view.timeline}
            correction={(entry) =>
              correction && <Correction view={view} entry={entry} action={correction} onDone={done} />
            }
          />
        </div>
        <ArticlePanel />
      </div>
      <DutyDrawer
        shown={explained && { duty: explained, sentence: explained.sentence, strip: explained.strip }}
        onClose={() => setExplained(null)}
      />
    </>
  );
}

/** Whose turn it is, where it is not one's own. */
function Turns({ turns }: { readonly turns: CaseView['turns'] }) {
  if (turns.length === 0) return null;
  return (
    <dl className="turns" aria-label="由他人办理">
      {turns.map(({ command, label, who }) => (
        <div key={command}>
          <dt>{label}</dt>
          <dd>{`由${who}办理`}</dd>
        </div>
      ))}
    </dl>
  );
}
