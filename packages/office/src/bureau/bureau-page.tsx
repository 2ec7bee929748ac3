import type { BureauView } from '@mingjing/api';
import { Link } from 'react-router';
import { paths } from '../app/paths.ts';
import { useMe } from '../app/session.tsx';
import { Timeline } from '../cases/timeline.tsx';
import { Loaded, useTitle } from '../parts/page-state.tsx';
import { useBureau } from './bureau-query.ts';
import { EntrustedPosts } from './entrusted-posts.tsx';
import { ProfileForm } from './profile-form.tsx';
import { SuccessionPanel } from './succession-panel.tsx';

/** 机关: what the bureau is; the system administrator changes it, and adds further bureaux. */
export function BureauPage() {
  useTitle('机关');
  const query = useBureau();
  return (
    <Loaded query={query} title="机关">
      {(view) => <Bureau view={view} />}
    </Loaded>
  );
}

function Bureau({ view }: { readonly view: BureauView }) {
  const may = useMe().roles.includes('system-administrator');
  return (
    <>
      <div className="page-head">
        <h1>机关</h1>
        <p className="quiet">
          {view.profile.name}　{view.profile.region}
        </p>
        {may && (
          <div className="end">
            <Link to={paths.newBureau}>增设机关</Link>
          </div>
        )}
      </div>
      <ProfileForm key={view.version} view={view} />
      <EntrustedPosts view={view} />
      <SuccessionPanel view={view} />
      {view.timeline.length > 0 && <Timeline entries={view.timeline} />}
    </>
  );
}
