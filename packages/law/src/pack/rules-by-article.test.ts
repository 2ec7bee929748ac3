import { describe, expect, test } from 'vitest';
import { localPack, publishDeadline } from '../../test/pack-fixtures.ts';
import { rulesByArticle } from './rules-by-article.ts';
import { packSchema } from './schema.ts';
import { spanWords } from './span-words.ts';

const cite = { article: '第七条第（一）项', quote: '公开' };
const pack = localPack({
  articles: [
    { number: '第七条', text: '（一）公开' },
    { number: '第八条', text: '另行规定' },
  ],
  deadlines: [{ ...publishDeadline, name: '公开决定', cite }],
  guards: [{ guard: 'publication-approval', kinds: ['permit'], cite }],
  chains: [
    {
      subject: 'list',
      steps: [
        { role: 'handler', does: '梳理', days: 6 },
        { role: 'external-reviewer', does: '审核', body: '园区法制办', days: 10 },
        { role: 'liaison', does: '公开' },
      ],
      cite,
    },
  ],
  accountability: [{ id: 'late', ground: '更新不及时', follows: 'order-to-correct', by: '县政府', cite }],
});

describe('rules beside the article they were read from', () => {
  test('section, name, owner and figures stand in words', () => {
    const rules = rulesByArticle(pack).get('第七条') ?? [];
    expect(
      rules.map(({ sectionLabel, name, owner, figures }) => [sectionLabel, name, owner, figures]),
    ).toEqual([
      ['期限', '公开决定', '承办科室', '7 个工作日'],
      ['限制', '公示须经审批', null, null],
      ['审核程序', '梳理（6 个工作日） → 审核（园区法制办，10 个工作日） → 公开', null, null],
      ['追责情形', '更新不及时', '县政府', '责令改正'],
    ]);
    expect(rules[0]).toMatchObject(cite);
  });

  test('a rule that several articles ask for stands under each of them', () => {
    const also = [{ article: '第八条', quote: '另行规定' }];
    const item = { id: 'list', name: '清单', owner: '办公室', parts: ['姓名', '职务'], cite, also };
    const twice = rulesByArticle(packSchema.parse({ ...pack, catalogue: [item] }));
    expect(twice.get('第八条')).toMatchObject([
      {
        sectionLabel: '事前公示内容',
        name: '清单',
        owner: '办公室',
        figures: '姓名、职务',
        article: '第八条',
      },
    ]);
    expect(twice.get('第七条')).toHaveLength(5);
  });

  test('an article without rules has none', () => {
    expect(rulesByArticle(pack).has('第八条')).toBe(false);
  });

  test('limits and terms are said as an official says them', () => {
    const said = [
      spanWords(null),
      spanWords('permanent'),
      spanWords({ yearly: '01-15' }),
      spanWords({ count: 0, unit: 'working-day' }),
      spanWords({ count: 30, unit: 'calendar-day' }),
      spanWords({ count: 7, unit: 'working-day', before: true }),
      spanWords({ count: 24, unit: 'hour' }),
    ];
    expect(said).toEqual([
      '没有写明（及时）',
      '永久',
      '每年 1 月 15 日',
      '当日',
      '30 日',
      '事前 7 个工作日',
      '24 小时',
    ]);
  });
});
