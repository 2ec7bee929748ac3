import type { Me } from '@mingjing/api';
import { roles } from '@mingjing/law';
import { expect, test } from 'vitest';
import { currentEntry, menuFor, tellsCounts } from './side-menu.tsx';

const entriesOf = (role: string) => menuFor({ roles: [role] } as unknown as Me);

test('设备管理人员、外部审核单位的菜单里没有他们看不了的案件', () => {
  expect(entriesOf('device-keeper').map(({ label }) => label)).toEqual([
    '我的待办',
    '公示目录',
    '条文',
    '日历',
  ]);
  expect(entriesOf('external-reviewer').map(({ label }) => label)).not.toContain('全部案件');
  expect(entriesOf('archive-keeper').map(({ label }) => label)).toContain('全部案件');
  expect(entriesOf('archive-keeper').map(({ label }) => label)).not.toContain('我的案件');
  expect(entriesOf('system-administrator').map(({ label }) => label)).not.toContain('我的待办');
});

test.each(roles.map((role) => [role]))('G 再按字母：%s 的菜单里每个字母只通一处', (role) => {
  const keys = entriesOf(role).map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
});

test.each([
  ['/', '', '我的待办'],
  ['/', '?group=soon', '我的待办'],
  ['/approvals', '', '待我审批'],
  ['/cases', '', '全部案件'],
  ['/cases', '?state=all', '全部案件'],
  ['/cases', '?mine=yes&sort=opened', '我的案件'],
  ['/cases/1', '', '全部案件'],
  ['/publications', '?state=awaiting', '公示'],
  ['/articles/versions', '', '条文'],
  ['/nothing-here', '', undefined],
])('%s%s 在菜单里属于 %s', (pathname, search, label) => {
  expect(currentEntry(entriesOf('handler'), { pathname, search })?.label).toBe(label);
});

test.each([
  ['/', '', true],
  ['/', '?group=soon&who=mine', true],
  ['/', '?who=bureau', false],
  ['/cases', '', false],
])('件数随本人的待办一起来，别处由菜单自己问：%s%s', (pathname, search, told) => {
  expect(tellsCounts({ pathname, search })).toBe(told);
});
