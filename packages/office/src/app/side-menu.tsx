import type { Me } from '@mingjing/api';
import { queryAccess } from '@mingjing/law';
import { NavLink } from 'react-router';
import { paths } from './paths.ts';

interface MenuEntry {
  readonly to: string;
  readonly label: string;
  /** Letter after G. */
  readonly key: string;
  /** What whoever finds it in the menu must be allowed; nothing where everybody is. */
  readonly sees?: string;
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
  { to: paths.worklist, label: '我的待办', key: 'w', sees: 'view-worklist' },
  { to: paths.cases, label: '案件', key: 'c', sees: 'list-cases' },
  { to: paths.publications, label: '公示', key: 'p', sees: 'list-publications' },
  { to: paths.viewing, label: '调阅申请', key: 'd', sees: 'view-viewing' },
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
  return entries.filter(({ sees }) => sees === undefined || maySee(me, sees));
}

/** The office's menu: a column beside the work, or the content of a drawer. */
export function MenuLinks({ me, onFollow }: { readonly me: Me; readonly onFollow?: () => void }) {
  return (
    <nav className="menu-links" aria-label="主菜单">
      {menuFor(me).map((entry) => (
        <NavLink key={entry.to} to={entry.to} end={entry.to === paths.worklist} onClick={() => onFollow?.()}>
          {entry.label}
        </NavLink>
      ))}
    </nav>
  );
}
