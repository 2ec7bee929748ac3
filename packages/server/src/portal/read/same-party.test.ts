import { expect, test } from 'vitest';
import { namesOrganisation } from './same-party.ts';

test.each([
  '汶上示例纺织有限公司',
  '南大港示例管业集团',
  '汶上县示例五金厂',
  '示例（济宁）企业管理中心（有限合伙）',
  '汶上县张记餐饮店',
])('%s 是组织的名称，同名的记录可以连起来', (name) => {
  expect(namesOrganisation(name)).toBe(true);
});

test.each([
  '张伟',
  '欧阳娜娜',
  '阿卜杜热合曼·买买提',
  '张某',
  '张*',
  '汶上某某有限公司',
  '李***工作室',
  '王公司',
  '',
])('“%s”可能是自然人，或者遮盖过：不按姓名连起来', (name) => {
  expect(namesOrganisation(name)).toBe(false);
});
