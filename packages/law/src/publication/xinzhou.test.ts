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

  test('第十五条 公示有误的撤下依更正的条文，不说成决定被撤销', () => {
    const publication = publish(decidedCase(), xinzhou);
    const explanation = '原公示内容有误，现予撤下。';
    publication.act('jack', '2026-03-23', 'propose-withdrawal', { cause: 'wrong', explanation });
    expect(publication.act('approver', '2026-03-24', 'approve-withdrawal')).toBeUndefined();
    expect(publication.state?.withdrawn).toMatchObject({
      cause: 'wrong',
      cite: { article: '第十五条', quote: '经审核属实的，应当予以更正并告知申请人' },
    });
  });
});

describe('忻州公示制度 第三条 公开为常态，不公开为例外', () => {
  test('没有选择理由的，第十条所列各项都公开，一项也不少', () => {
    const { published } = publish(decidedCase(), xinzhou);
    expect(Object.keys(published.fields)).toEqual(['authority', 'party', 'kind', 'conclusion', 'decided-on']);
  });

  test('不予公开须有第十一条所列理由，注明条款', () => {
    const withheld = (ground: string) => {
      const publication = new Publication(decidedCase(), xinzhou);
      publication.act('jack', '2026-03-19', 'draft-publication');
      const given = { ground, reason: '经审核认定。' };
      const refused = publication.act('approver', '2026-03-20', 'withhold-publication', given);
      return refused?.code ?? publication.published.notPublished?.cite;
    };
    for (const ground of ['state-secret', 'prohibited-by-law', 'security-stability'])
      expect(withheld(ground)).toContain('第十一条第一款');
    for (const ground of ['trade-secret', 'privacy']) expect(withheld(ground)).toContain('第十一条第二款');
    expect(withheld('image')).toBe('bad-input');
  });
});
