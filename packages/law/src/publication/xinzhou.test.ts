import { describe, expect, test } from 'vitest';
import { xinzhou } from '../../test/case-fixtures.ts';
import { decidedCase, Publication, publish } from '../../test/publication-fixtures.ts';

const reviewed = { pack: 'xinzhou-publicity', article: '第十三条第二款' };

describe('忻州公示制度 第十三条 未经审核的执法信息不得公示', () => {
  test('拟稿人不得批准本人拟的稿，未经批准没有公示', () => {
    const publication = new Publication(decidedCase(), xinzhou);
    publication.act('jack', '2026-03-19', 'draft-publication');
    expect(publication.act('jack', '2026-03-19', 'approve-publication')).toMatchObject({
      code: 'own-work',
      cite: reviewed,
    });
    expect(publication.state?.status).toBe('drafted');
  });

  test('申请撤下的人不得批准撤下', () => {
    const publication = publish(decidedCase(), xinzhou);
    const explanation = '原公示内容有误，现予撤下。';
    expect(
      publication.act('jack', '2026-03-23', 'propose-withdrawal', { cause: 'wrong', explanation }),
    ).toBeUndefined();
    expect(publication.act('jack', '2026-03-24', 'approve-withdrawal')).toMatchObject({ cite: reviewed });
    expect(publication.state?.status).toBe('published');
  });
});
