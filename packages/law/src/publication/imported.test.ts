import { describe, expect, test } from 'vitest';
import { wenshang } from '../../test/case-fixtures.ts';
import { Publication } from '../../test/publication-fixtures.ts';

describe('外部公示结果入库后经批准公示', () => {
  const imported = (missing: readonly string[] = []) => {
    const publication = new Publication(null);
    const row = {
      执法机关: wenshang.name,
      'party-name': '某某公司',
      kind: '行政处罚',
      conclusion: '罚款 13812345678',
      'party-representative': '王某',
    };
    const source = { number: '汶工信罚字〔2025〕9号', source: '2025 年双公示表', sha256: 'x' };
    const data = { kind: 'penalty', ...source, row, missing };
    publication.add('handler', '2026-03-20', [{ type: 'result-imported', occurredOn: '2026-03-20', data }]);
    return publication;
  };
  test('录入人不得批准；负责人等不公开的照样不公开', () => {
    const publication = imported();
    expect(publication.state).toMatchObject({ status: 'imported', origin: 'import', missing: [] });
    expect(publication.act('approver', '2026-03-20', 'approve-publication')).toBeUndefined();
    expect(publication.published).toMatchObject({
      status: 'published',
      origin: 'import',
      fields: { authority: wenshang.name, party: '某某公司', conclusion: '罚款 ******' },
      hidden: { representative: '王某' },
    });
  });

  test('缺要素的不得批准，补齐再导入', () => {
    expect(imported(['address']).act('approver', '2026-03-20', 'approve-publication')?.code).toBe(
      'incomplete',
    );
  });
});
