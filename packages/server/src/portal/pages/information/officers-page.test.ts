import { expect, test } from 'vitest';
import { placeOf } from './officers-page.ts';

test.each([
  ['节能与综合利用科', '节能与综合利用科科员', '节能与综合利用科科员'],
  ['局办公室', '局长', '局办公室 局长'],
  ['', '科员', '科员'],
  ['盐业管理科', '', '盐业管理科'],
])('执法人员的岗位：%s、%s 写作 %s', (unit, post, place) => {
  expect(placeOf({ unit, post })).toBe(place);
});
