import { NavLink } from 'react-router';
import { paths } from '../app/paths.ts';

/** The sides of our regulations: what they say, which version binds, and what they leave open. */
export function LawTabs() {
  return (
    <nav className="year-links" aria-label="规定">
      <NavLink to={paths.articles} end className="row-link">
        条文
      </NavLink>
      <NavLink to={paths.law} className="row-link">
        规定版本
      </NavLink>
      <NavLink to={paths.silentPoints} className="row-link">
        静默事项
      </NavLink>
    </nav>
  );
}
