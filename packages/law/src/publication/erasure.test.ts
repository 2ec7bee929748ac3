import { describe, expect, test } from 'vitest';
import { enterprise } from '../../test/penalty-fixtures.ts';
import { decidedCase, Publication, publish } from '../../test/publication-fixtures.ts';
import { availablePublicationActions } from './decide.ts';
import { publicBody, publicTitle } from './public-body.ts';

const day = '2026-03-23';
const article = '《中华人民共和国个人信息保护法》第四十七条';
const ground = '处理目的已实现';
const authority = `${article}（${ground}）`;
const wish = (keys: readonly string[], more: object = {}) => ({
  items: keys.map((id) => ({ id, state: 'erase' })),
  article,
  ground,
  ...more,
});
const allOf = (publication: Publication): readonly string[] => {
  const actions = availablePublicationActions(publication.state, publication.context('keeper', day));
  const form = actions.find(({ command }) => command === 'propose-erasure')?.form ?? [];
  return form.find(({ key }) => key === 'items')?.options?.map(({ value }) => value) ?? [];
};
const NAMING = ['fields.party', 'hidden.representative', 'hidden.address'];

describe('个人信息保护法 第四十七条 公示中的个人信息依法删除', () => {
  test('可选标题、摘要、公开的和未公开的各项；文号不在其列', () => {
    const publication = publish(decidedCase());
    const { fields, hidden, summary } = publication.published;
    const wanted = [
      'title',
      ...(summary ? ['summary'] : []),
      ...Object.keys(fields).map((key) => `fields.${key}`),
      ...Object.keys(hidden).map((key) => `hidden.${key}`),
    ].filter((key) => key !== 'fields.number');
    expect(allOf(publication)).toEqual(wanted);
  });

  test('申请与确认由两人分别办理，岗位与案件中的相同', () => {
    const publication = publish(decidedCase());
    expect(publication.act('approver', day, 'propose-erasure', wish(NAMING))?.code).toBe('not-permitted');
    expect(publication.act('both', day, 'confirm-erasure')?.code).toBe('not-offered');
    expect(publication.act('both', day, 'propose-erasure', wish(NAMING))).toBeUndefined();
    expect(publication.act('both', day, 'confirm-erasure')).toMatchObject({ code: 'own-work' });
    expect(publication.act('keeper', day, 'confirm-erasure')?.code).toBe('not-permitted');
    expect(publication.act('lawyer', day, 'confirm-erasure')).toBeUndefined();
    expect(publication.facts.at(-1)).toMatchObject({
      type: 'personal-data-erased',
      data: { proposedBy: 'both', authority },
    });
  });

  test('标题写有所删内容的一并删除，拟稿的内容总是一并删除；页面只留“已依法删除”和条文', () => {
    const publication = publish(decidedCase());
    publication.act('keeper', day, 'propose-erasure', wish(NAMING));
    publication.act('lawyer', day, 'confirm-erasure');
    const targets = publication.facts.at(-1)?.data.targets;
    expect(targets).toEqual([
      { version: 2, fields: [...NAMING, 'title'] },
      { version: 1, fields: expect.arrayContaining(['fields']) },
    ]);
    // Until the values are gone, the page stays as approved: the database compares it with the fact.
    expect(publication.published.fields.party).toBe(enterprise.name);
    publication.erase();
    expect(JSON.stringify(publication.published)).not.toContain(enterprise.name);
    expect(JSON.stringify(publication.published)).not.toContain(enterprise.representative);
    expect(publicTitle(publication.published)).toBe('已依法删除');
    const body = publicBody(publication.published);
    expect(body.fields.find(({ key }) => key === 'party')?.value).toBe('已依法删除');
    expect(body.erased).toEqual([
      { key: 'fields.party', authority },
      { key: 'title', authority },
    ]);
    expect(allOf(publication)).not.toContain('fields.party');
    expect(allOf(publication)).toContain('fields.authority');
  });

  test('依据不得写当事人；一项也没有选、选了没有的项、另一项还写着同样内容的，不收', () => {
    const publication = publish(decidedCase());
    const message = (input: object) => publication.act('keeper', day, 'propose-erasure', input)?.message;
    expect(message(wish(NAMING, { ground: `${enterprise.name}申请` }))).toContain('不得写当事人名称');
    expect(message(wish(['fields.authority'], { ground: '电话13812345678' }))).toContain('不得写当事人名称');
    expect(message({ ...wish([]), items: [{ id: 'title', state: 'keep' }] })).toContain('至少选择一项');
    expect(message(wish(['fields.nothing']))).toContain('不能删除');
    const said = decidedCase({ ...enterprise, representative: '予以处罚' });
    const other = publish(said);
    expect(other.act('keeper', day, 'propose-erasure', wish(['hidden.representative']))?.message).toContain(
      '应当一并删除',
    );
  });

  test('撤下以后仍可删除；删除以后仍可撤下', () => {
    const publication = publish(decidedCase());
    const withdraw = () => {
      publication.act('liaison', day, 'propose-withdrawal', { cause: 'wrong', explanation: '公示有误。' });
      return publication.act('approver', day, 'approve-withdrawal');
    };
    const erase = () => {
      publication.act('keeper', day, 'propose-erasure', wish(NAMING));
      const refused = publication.act('lawyer', day, 'confirm-erasure');
      publication.erase();
      return refused;
    };
    expect(withdraw()).toBeUndefined();
    expect(erase()).toBeUndefined();
    expect(JSON.stringify(publication.published)).not.toContain(enterprise.name);
    const later = publish(decidedCase());
    later.act('keeper', day, 'propose-erasure', wish(NAMING));
    later.act('lawyer', day, 'confirm-erasure');
    later.erase();
    later.act('liaison', day, 'propose-withdrawal', { cause: 'wrong', explanation: '公示有误。' });
    expect(later.act('approver', day, 'approve-withdrawal')).toBeUndefined();
  });
});

describe('尚未公示的稿', () => {
  const drafted = () => {
    const publication = new Publication(decidedCase());
    publication.act('handler', '2026-03-19', 'draft-publication');
    return publication;
  };

  test('整件删除；有申请未答复、内容已删除的，不得批准，退回重拟才行', () => {
    const publication = drafted();
    expect(allOf(publication)).toEqual(['draft']);
    expect(publication.act('keeper', day, 'propose-erasure', wish(['draft']))).toBeUndefined();
    expect(publication.act('approver', day, 'approve-publication')?.code).toBe('erasure-pending');
    expect(publication.act('lawyer', day, 'confirm-erasure')).toBeUndefined();
    publication.erase();
    expect(JSON.stringify(publication.published)).not.toContain(enterprise.name);
    expect(publication.act('approver', day, 'approve-publication')?.code).toBe('draft-erased');
    publication.act('approver', day, 'return-publication', { reason: '重拟' });
    publication.act('handler', day, 'draft-publication');
    expect(publication.act('approver', day, 'approve-publication')).toBeUndefined();
  });

  test('申请之后才退回的，退回理由也删', () => {
    const publication = drafted();
    publication.act('keeper', day, 'propose-erasure', wish(['draft']));
    publication.act('approver', day, 'return-publication', { reason: `${enterprise.name}的稿不对` });
    publication.act('lawyer', day, 'confirm-erasure');
    publication.erase();
    expect(publication.published.returnedReason).toBe('已依法删除');
    expect(JSON.stringify(publication.published)).not.toContain(enterprise.name);
  });
});
