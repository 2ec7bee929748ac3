import { expect, test } from 'vitest';
import { calendar } from '../../test/case-fixtures.ts';
import { extraPack, wenshangWith } from '../../test/extra-layers.ts';
import { pointWords } from './decided-points.ts';
import { keptUntil, retentionFor } from './kept-until.ts';

test('记录规定 第十二条 归档以后保管多久：有年限的算到哪一天，没有写明的说明静默事项', () => {
  const term = { id: 'term', name: '案卷保管三十年', subject: 'case-file', kinds: ['penalty'] };
  const rules = wenshangWith(
    extraPack('files', 'local-rule', { retention: [{ ...term, keep: { count: 30, unit: 'year' } }] }),
    extraPack('ever', 'law', { retention: [{ ...term, id: 'ever', keep: 'permanent' }] }),
  );
  const found = retentionFor(rules, 'penalty');
  expect(found.map(({ rule }) => keptUntil(rule, '2026-04-01', calendar))).toEqual([
    '2056-04-01',
    'permanent',
    null,
  ]);
  const own = found.at(-1);
  expect(own?.cite).toMatchObject({ pack: 'wenshang-recording', article: '第十二条第一款' });
  expect(own && pointWords(own)).toContain('建议');
});
