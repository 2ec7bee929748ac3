import { call, type PersonView, pathTo, routes } from '@mingjing/api';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearchParams } from 'react-router';
import { paths } from '../app/paths.ts';
import { useMe } from '../app/session.tsx';
import { Timeline } from '../cases/timeline.tsx';
import { ofBureau } from '../parts/acted-for.tsx';
import { Loaded, useTitle } from '../parts/page-state.tsx';
import { AccountActions } from './account-actions.tsx';
import { PersonChange } from './person-change.tsx';
import { PersonTags } from './person-tags.tsx';

/** One person: what the account is for, what the administrator can do with it, and what was done. */
export function PersonPage() {
  const { id = '' } = useParams();
  const bureau = useSearchParams()[0].get('bureau') ?? '';
  const query = useQuery({
    queryKey: ['person', id],
    queryFn: () => call<PersonView>('GET', `${pathTo(routes.person, { id })}${ofBureau(bureau)}`),
    refetchInterval: ({ state }) =>
      state.data?.timeline.some((entry) => entry.logIndex === null) ? 2_000 : false,
  });
  return (
    <Loaded query={query} title="人员">
      {(view) => <PersonScreen key={view.id} view={view} />}
    </Loaded>
  );
}

function PersonScreen({ view }: { readonly view: PersonView }) {
  useTitle(view.name);
  const may = useMe().roles.includes('system-administrator');
  return (
    <>
      <nav aria-label="位置">
        <ol className="breadcrumb">
          <li>
            <Link to={paths.people}>人员</Link>
          </li>
          <li>{view.name}</li>
        </ol>
      </nav>
      <div className="page-head">
        <h1>{view.name}</h1>
        <PersonTags person={view} />
        <p className="quiet">
          账号 <span className="num">{view.login}</span>
        </p>
      </div>
      <div className="publication-grid">
        <div>
          <PersonChange key={view.version} view={view} may={may} />
          {view.timeline.length === 0 ? (
            <p className="panel empty">这个人还没有登记过变动。</p>
          ) : (
            <Timeline entries={view.timeline} />
          )}
        </div>
        <div>
          <AccountActions view={view} may={may} />
        </div>
      </div>
    </>
  );
}
