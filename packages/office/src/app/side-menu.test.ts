import type { Me } from '@mingjing/api';
import { roles } from '@mingjing/law';
import { expect, test } from 'vitest';
import { menuFor } from './side-menu.tsx';

test.each(roles.map((role) => [role]))('G 再按字母：%s 的菜单里每个字母只通一处', (role) => {
  const keys = menuFor({ roles: [role] } as unknown as Me).map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
});
