import type { Me, MenuCounts } from '@mingjing/api';
import { queryAccess, type Role } from '@mingjing/law';
import { Link, useLocation } from 'react-router';
import { useMenuCounts } from './menu-counts.ts';
import { paths } from './paths.ts';

interface MenuEntry {
  readonly to: string;
  readonly label: string;
  /** Letter after G. */
  readonly key: string;
  /** What whoever finds it in the menu must be allowed; nothing where everybody is. */
  readonly sees?: string;
  /** A post that alone has anything there. */
  readonly post?: Role;
  /** What waits there for the person. */
  readonly count?: keyof MenuCounts;
}

/** The three administrators never see what a case holds. */
export function seesCases(me: Me): boolean {
  return !me.roles.some((role) => role.endsWith('-administrator'));
}

/** Whether one of the person's posts may ask for something at all, by the list that the server goes by. */
export function maySee(me: Me, action: string): boolean {
  const allowed: readonly string[] = queryAccess[action]?.roles ?? [];
  return me.roles.some((role) => allowed.includes(role));
}

const entries: readonly MenuEntry[] = [
  { to: paths.worklist, label: '我的待办', key: 'w', sees: 'view-worklist', count: 'worklist' },
  { to: paths.approvals, label: '待我审批', key: 'h', sees: 'list-cases', count: 'approvals' },
  { to: paths.myCases, label: '我的案件', key: 'z', sees: 'list-cases', post: 'handler', count: 'myCases' },
  { to: paths.cases, label: '全部案件', key: 'c', sees: 'list-cases' },
  { to: paths.publications, label: '公示', key: 'p', sees: 'list-publications', count: 'publications' },
  { to: paths.viewing, label: '调阅申请', key: 'd', sees: 'view-viewing', count: 'viewing' },
  { to: paths.lateEntries, label: '补录清单', key: 'b', sees: 'view-late-entries' },
  { to: paths.imports, label: '导入', key: 'i', sees: 'list-publications' },
  { to: paths.documentCheck, label: '核验文书', key: 'v', sees: 'view-document' },
  { to: paths.catalogue, label: '公示目录', key: 'm' },
  { to: paths.articles, label: '条文', key: 'a' },
  { to: paths.calendar, label: '日历', key: 'r' },
  // What administrators begin with stands last.
  { to: paths.emergency, label: '紧急查阅', key: 'j', sees: 'view-emergency-access' },
  { to: paths.recheck, label: '全量校验', key: 'q', sees: 'view-recheck' },
  { to: paths.witnesses, label: '见证', key: 't', sees: 'view-witnesses' },
  { to: paths.bureau, label: '机关', key: 'o', sees: 'view-bureau' },
  { to: paths.matters, label: '事项', key: 's', sees: 'view-bureau' },
  { to: paths.people, label: '人员', key: 'n', sees: 'view-people' },
  { to: paths.reads, label: '查阅记录', key: 'y', sees: 'view-audit' },
];

/** What the menu holds for this person; the shortcut G + letter reads the same list. */
export function menuFor(me: Me): readonly MenuEntry[] {
  return entries.filter(
    ({ sees, post }) =>
      (sees === undefined || maySee(me, sees)) && (post === undefined || me.roles.includes(post)),
  );
}

/** The office's menu: a column beside the work, or the content of a drawer; with what waits behind each entry. */
export function MenuLinks({ me, onFollow }: { readonly me: Me; readonly onFollow?: () => void }) {
  const here = useLocation();
  const counts = useMenuCounts(maySee(me, 'view-worklist'), tellsCounts(here));
  const shown = menuFor(me);
  const current = currentEntry(shown, here);
  return (
    <nav className="menu-links" aria-label="主菜单">
      {shown.map((entry) => (
        <Link
          key={entry.to}
          to={entry.to}
          onClick={() => onFollow?.()}
          {...(entry === current ? { 'aria-current': 'page' as const } : {})}
        >
          {entry.label}
          <Count number={entry.count === undefined ? 0 : (counts?.[entry.count] ?? 0)} />
        </Link>
      ))}
    </nav>
  );
}

/** Whether the screen is one's own worklist, whose every reply brings the counts. */
export function tellsCounts({ pathname, search }: { readonly pathname: string; readonly search: string }) {
  return pathname === paths.worklist && (new URLSearchParams(search).get('who') ?? 'mine') === 'mine';
}

function Count({ number }: { readonly number: number }) {
  if (number === 0) return null;
  return (
    <span className="count">
      <span className="vh">，</span>
      {number}
      <span className="vh"> 件</span>
    </span>
  );
}

/** The entry under which a screen lies: the one that says most of its address. */
export function currentEntry(
  shown: readonly MenuEntry[],
  { pathname, search }: { readonly pathname: string; readonly search: string },
): MenuEntry | undefined {
  const asked = new URLSearchParams(search);
  const under = ({ to }: MenuEntry): boolean => {
    const [path = '', query = ''] = to.split('?');
    const inside = pathname === path || (path !== '/' && pathname.startsWith(`${path}/`));
    return inside && [...new URLSearchParams(query)].every(([name, value]) => asked.get(name) === value);
  };
  return shown.filter(under).sort((a, b) => b.to.length - a.to.length)[0];
}
