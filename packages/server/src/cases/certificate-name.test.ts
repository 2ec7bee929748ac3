import { expect, test } from 'vitest';
import { certificateName } from './certificate-name.ts';

test.each([
  ['工业产品生产许可证核发', '工业产品生产许可证'],
  ['食品经营许可证（变更）', '食品经营许可证'],
  ['营业执照换发', '营业执照'],
  ['检验检测机构资质认定', '行政许可证件'],
])('第三十九条 “%s”颁发《%s》，不把事项名称加“证书”当作证书名称', (matter, name) => {
  expect(certificateName(matter)).toBe(name);
});
