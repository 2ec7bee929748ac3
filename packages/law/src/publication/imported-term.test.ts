import { describe, expect, test } from 'vitest';
import { calendar, nandagang, packs, siping, wenshang } from '../../test/case-fixtures.ts';
import { Publication } from '../../test/publication-fixtures.ts';
import { composeRulebook } from '../pack/rulebook.ts';
import type { BureauProfile } from '../pack/schema.ts';
import { availablePublicationActions, decidePublication } from './decide.ts';
import { endOfImported, type ImportedTerm, importedTermOver } from './imported-term.ts';

const over = (bureau: BureauProfile, today: string, row: Omit<ImportedTerm, 'kind'>) =>
  importedTermOver(
    { kind: 'penalty', ...row },
    { rules: composeRulebook(bureau, packs, today), calendar, today },
  );

describe('外部公示结果的公示期', () => {
  test('自带公示截止期的，当日仍在期内，次日起不再公开', () => {
    const row = { decidedOn: '2025-01-06', publishedUntil: '2026-01-06' };
    expect(over(wenshang, '2026-01-06', row)).toBeNull();
    expect(over(wenshang, '2026-01-07', row)).toMatchObject({
      by: 'own-date',
      refusal: { code: 'term-over', sentence: '公示截止期 2026-01-06 已过，不再公开。' },
    });
  });

  test('南大港第十三条第（二）项：法人满五年、自然人满两年，由最迟应公示之日起算', () => {
    const row = { decidedOn: '2020-03-02', party: 'organisation' } as const;
    expect(over(nandagang, '2025-03-10', row)).toBeNull();
    const found = over(nandagang, '2025-03-11', row);
    expect(found).toMatchObject({ by: 'regulation', refusal: { cite: { article: '第十三条第（二）项' } } });
    expect(found?.refusal.sentence).toContain('公示期最迟至 2025-03-11 届满');
    const person = { decidedOn: '2023-03-02', party: 'natural-person' } as const;
    expect(over(nandagang, '2025-03-12', person)).toBeNull();
    expect(over(nandagang, '2025-03-13', person)).toMatchObject({ by: 'regulation' });
    expect(over(nandagang, '2025-03-13', { ...person, party: 'organisation' })).toBeNull();
  });

  test('自带的截止期晚于规定的期限：以先到的为准', () => {
    const row = { decidedOn: '2020-03-02', publishedUntil: '2099-12-31', party: 'organisation' } as const;
    expect(over(nandagang, '2026-01-05', row)).toMatchObject({ by: 'regulation' });
  });

  test('四平四（六）只说可以撤下：不因此拒收；汶上第九条没有写明期限：只看自带的截止期', () => {
    const row = { decidedOn: '2015-03-02', party: 'organisation' } as const;
    expect(over(siping, '2026-01-05', row)).toBeNull();
    expect(over(wenshang, '2026-01-05', row)).toBeNull();
  });

  test('没有决定日期、没有截止期的，不作判断', () => {
    expect(over(nandagang, '2026-01-05', {})).toBeNull();
  });
});

test('待批准期间公示期满的，不得批准', () => {
  const publication = new Publication(null);
  const row = { 执法机关: wenshang.name, 'party-name': '某某公司', kind: '行政处罚', conclusion: '罚款' };
  const data = {
    kind: 'penalty',
    number: '汶工信罚字〔2025〕9号',
    source: '表',
    sha256: 'x',
    row,
    missing: [],
  };
  publication.add('handler', '2026-03-20', [{ type: 'result-imported', occurredOn: '2026-03-20', data }]);
  const found = over(wenshang, '2026-03-20', { publishedUntil: '2026-03-19' });
  if (found === null) throw new Error('not over');
  const context = { ...publication.context('approver', '2026-03-20'), termOver: found.refusal };
  expect(() => decidePublication(publication.state, { type: 'approve-publication' }, context)).toThrow(
    '公示截止期 2026-03-19 已过，不再公开。',
  );
  const offered = availablePublicationActions(publication.state, context);
  expect(offered.find(({ command }) => command === 'approve-publication')?.refusal?.code).toBe('term-over');
});

describe('公示截止期将到、已到的外部公示结果', () => {
  const end = (bureau: BureauProfile, today: string) =>
    endOfImported(
      { kind: 'penalty', endsOn: '2026-01-06' },
      { rules: composeRulebook(bureau, packs, today), calendar, today },
    );
  test('截止期次日应撤下；此前是将满，此后是逾期；依据各局公示期限的条文', () => {
    expect(end(wenshang, '2026-01-05')).toMatchObject({
      name: '公示期将满',
      due: '2026-01-07',
      state: 'open',
      cite: { article: expect.stringContaining('第九条') },
    });
    expect(end(wenshang, '2026-01-07')).toMatchObject({ name: '公示期满，应撤下', state: 'open' });
    expect(end(wenshang, '2026-01-08')).toMatchObject({ name: '公示期满，应撤下', state: 'overdue' });
    expect(end(nandagang, '2026-01-07')?.cite.article).toBe('第十三条第（二）项');
    expect(end(siping, '2026-01-07')?.does).toBe('end-publication');
  });
});
