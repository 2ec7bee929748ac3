/** What several made-up facts share. */
export const reason = '材料齐全，符合法定条件。';
export const party = {
  name: '示例有限公司',
  kind: 'organisation',
  creditCode: '91130900MA0EXAM0XX',
  representative: '某某某',
  address: '示例路 1 号',
  contact: '某某某',
  phone: '0000-0000000',
};
export const person = {
  name: '某某某',
  kind: 'natural-person',
  identityNumber: '（样本）',
  birthDate: '1990-01-01',
};
export const participants = [
  { body: 'nandagang', as: 'handling' },
  { body: 'cangzhou', as: 'superior' },
];
export const packs = { 'hebei-nandagang': 'a'.repeat(64) };
export const penalty = {
  types: ['fine', 'confiscation'],
  fine: 2_000_000,
  confiscated: 100,
  text: '罚款人民币 20,000 元',
};
export const attachment = {
  evidenceId: 'evidence-1',
  mediaType: 'image/png',
  size: 10,
  sha256: 'b'.repeat(64),
  sm3: 'c'.repeat(64),
};
export const cite = { regulation: '示例办法', article: '第七条', quote: '应当自作出之日起公开' };
export const lateReason = '系统停机，次日补录。';

export const matter = {
  id: 'matter-a',
  kind: 'permit',
  name: '示例许可',
  basis: '《示例法》第十条',
  unit: 'office',
  materials: [{ id: 'material-1', name: '申请书', form: '原件' }],
  onSiteCheck: false,
  demonstration: false,
  retired: false,
};
