import { NavLink } from 'react-router';
import { paths } from '../app/paths.ts';

/** The sides of our regulations: what they say, which version binds, what they leave open, and what their changes ask. */
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
      <NavLink to={paths.lawRegister} className="row-link">
        法规变动
      </NavLink>
    </nav>
  );
}
