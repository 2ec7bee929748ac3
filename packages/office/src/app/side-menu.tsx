import type { Me } from '@mingjing/api';
import { NavLink } from 'react-router';
import { paths } from './paths.ts';

interface MenuEntry {
  readonly to: string;
  readonly label: string;
  /** Letter after G. */
  readonly key: string;
}

/** Who sees how the nightly recheck went. */
const oversee = [
  'system-administrator',
  'security-administrator',
  'audit-administrator',
  'policy-and-law',
  'supervisor',
  'superior',
];

const lookAfterPeople = [
  'system-administrator',
  'security-administrator',
  'audit-administrator',
  'policy-and-law',
  'liaison',
];

/** The three administrators never see what a case holds. */
export function seesCases(me: Me): boolean {
  return !me.roles.some((role) => role.endsWith('-administrator'));
}

const caseEntries: readonly MenuEntry[] = [
  { to: paths.worklist, label: '我的待办', key: 'w' },
  { to: paths.cases, label: '案件', key: 'c' },
  { to: paths.publications, label: '公示', key: 'p' },
  { to: paths.viewing, label: '调阅申请', key: 'd' },
  { to: paths.imports, label: '导入', key: 'i' },
  { to: paths.documentCheck, label: '核验文书', key: 'v' },
];

/** What the menu holds for this person; the shortcut G + letter reads the same list. */
export function menuFor(me: Me): readonly MenuEntry[] {
  return [
    ...(seesCases(me) ? caseEntries : []),
    { to: paths.catalogue, label: '公示目录', key: 'm' },
    { to: paths.articles, label: '条文', key: 'a' },
    { to: paths.calendar, label: '日历', key: 'r' },
    // What administrators begin with stands last.
    ...(seesCases(me) ? [] : [{ to: paths.emergency, label: '紧急查阅', key: 'j' }]),
    ...(me.roles.some((role) => oversee.includes(role))
      ? [
          { to: paths.recheck, label: '全量校验', key: 'q' },
          { to: paths.witnesses, label: '见证', key: 't' },
        ]
      : []),
    ...(me.roles.some((role) => lookAfterPeople.includes(role))
      ? [
          { to: paths.bureau, label: '机关', key: 'o' },
          { to: paths.matters, label: '事项', key: 's' },
          { to: paths.people, label: '人员', key: 'n' },
        ]
      : []),
    ...(me.roles.includes('audit-administrator') ? [{ to: paths.reads, label: '查阅记录', key: 'y' }] : []),
  ];
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
