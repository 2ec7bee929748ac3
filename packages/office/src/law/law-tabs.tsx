import { NavLink } from 'react-router';
import { paths } from '../app/paths.ts';

/** The two sides of our regulations: what they say, and which version binds. */
export function LawTabs() {
  return (
    <nav className="year-links" aria-label="规定">
      <NavLink to={paths.articles} end className="row-link">
        条文
      </NavLink>
      <NavLink to={paths.law} className="row-link">
        规定版本
      </NavLink>
    </nav>
  );
}
