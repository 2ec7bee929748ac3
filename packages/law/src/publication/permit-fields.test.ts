import { expect, test } from 'vitest';
import { applicant, calendar, nandagang, packs, playTo, sealed, wenshang } from '../../test/case-fixtures.ts';
import { composeRulebook } from '../pack/rulebook.ts';
import { draftPublication } from './draft.ts';

function draftOf(bureau: typeof nandagang) {
  const { state } = playTo(sealed);
  if (state === null) throw new Error('no case');
  return draftPublication(state, composeRulebook(bureau, packs, '2026-03-16'), {
    bureauName: bureau.name,
    authorityName: '沧州市质量技术监督局',
    calendar,
  });
}

test('公示办法 第九条第（四）项 许可公示单位、类别、项目、时间、有效期限', () => {
  const draft = draftOf(nandagang);
  expect(draft?.cite.article).toBe('第九条第（四）项');
  expect(draft?.fields).toEqual({
    party: applicant.name,
    category: '核准',
    item: '工业产品生产许可证核发',
    'decided-on': '2026-03-12',
    'valid-from': '2026-03-16',
    'valid-to': '2031-03-15',
  });
});

test('公示规定 第七条第（一）项 许可公示执法机关、对象、类别、结论', () => {
  const draft = draftOf(wenshang);
  expect(draft?.cite).toMatchObject({ pack: 'wenshang-publicity', article: '第七条第（一）项' });
  expect(Object.values(draft?.labels ?? {}).slice(0, 4)).toEqual([
    '执法机关',
    '执法对象',
    '执法类别',
    '执法结论',
  ]);
  expect(draft?.fields).toMatchObject({ authority: '沧州市质量技术监督局', kind: '行政许可' });
});
