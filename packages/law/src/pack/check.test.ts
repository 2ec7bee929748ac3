import { describe, expect, test } from 'vitest';
import { localPack, publishDeadline } from '../../test/pack-fixtures.ts';
import { checkPack } from './check.ts';
import { compilePack } from './compile.ts';

const text = [
  '执法结果应当公布:',
  '(一)许可在7个工作日内公开。',
  '(二)抽查结果另行公布。',
  '当事人可以申请更正。',
].join('\n');
const cite = { article: '第七条第（一）项', quote: '许可在7个工作日内公开' };
const deadline = { ...publishDeadline, id: 'rule', cite };

function messages(change: object): string[] {
  const pack = localPack({
    articles: [{ number: '第七条', text }],
    deadlines: [deadline],
    ...change,
  });
  return checkPack(pack).map((finding) => `${finding.path} ${finding.message}`);
}
const cited = (article: string, quote: string) =>
  messages({ deadlines: [{ ...deadline, cite: { article, quote } }] });

describe('a quotation', () => {
  test('stands verbatim in the item it names', () => {
    expect(messages({})).toEqual([]);
    expect(cited('第七条第二款', '当事人可以申请更正')).toEqual([]);
    expect(cited('第七条第一款第（二）项', '抽查结果另行公布')).toEqual([]);
  });

  test('stands in an item numbered 1. 2. 3. under a heading without 条', () => {
    const list = ['应当公示以下内容：', '1.许可的依据；', '11.收费的依据；', '网络平台为主要载体。'].join(
      '\n',
    );
    const at = (article: string, quote: string) =>
      messages({
        articles: [
          { number: '四', text: '主要内容' },
          { number: '四（四）', text: list },
        ],
        deadlines: [{ ...deadline, cite: { article, quote } }],
        provisions: [
          {
            id: 'heading',
            topic: 'scope',
            name: '主要内容',
            modality: 'states',
            cite: { article: '四', quote: '主要内容' },
          },
        ],
      });
    expect(at('四（四）第1项', '许可的依据')).toEqual([]);
    expect(at('四（四）第一款第11项', '收费的依据')).toEqual([]);
    expect(at('四（四）第二款', '网络平台为主要载体')).toEqual([]);
    expect(at('四（四）第1项', '收费的依据')).toHaveLength(1);
    expect(at('四（四）第二款', '收费的依据')).toHaveLength(1);
    expect(at('四（四）第2项', '依据')).toEqual(['deadlines.0.cite.article 四（四）的原文里没有“第2项”']);
  });

  test('is refused where a letter differs or it stands elsewhere in the article', () => {
    expect(cited('第七条第（一）项', '许可在九个工作日内公开')).toEqual([
      'deadlines.0.cite.quote 第七条第（一）项的原文里没有“许可在九个工作日内公开”',
    ]);
    expect(cited('第七条第（二）项', '许可在7个工作日内公开')).toHaveLength(1);
  });

  test('is refused where the article, the item or the way of writing does not exist', () => {
    expect(cited('第八条', '公开')).toContain('deadlines.0.cite.article 本规定没有“第八条”');
    expect(cited('第七条第（三）项', '公开')).toEqual([
      'deadlines.0.cite.article 第七条的原文里没有“第（三）项”',
    ]);
    expect(cited('第七条前段', '公开')).toEqual(['deadlines.0.cite.article 看不懂条款编号里的“前段”']);
  });
});

describe('names', () => {
  test('an unknown guard, circumstance, value or ground is named', () => {
    expect(messages({ guards: [{ guard: 'magic', kinds: ['permit'], cite }] })).toEqual([
      'guards.0.guard 没有名为“magic”的限制',
    ]);
    expect(messages({ deadlines: [{ ...deadline, when: { mood: ['good'] } }] })).toEqual([
      'deadlines.0.when.mood 没有名为“mood”的情形',
    ]);
    expect(messages({ deadlines: [{ ...deadline, when: { party: ['ghost'] } }] })).toEqual([
      'deadlines.0.when.party 情形“当事人类别”没有“ghost”这一取值',
    ]);
    const field = {
      key: 'address',
      name: '住址',
      from: 'party-address',
      show: 'withheld',
      ground: 'privacy',
    };
    expect(messages({ publications: [{ id: 'p', kind: 'permit', fields: [field], cite }] })).toEqual([
      'publications.0.fields.0 没有名为“privacy”的不予公开理由',
    ]);
  });

  test('an id used twice and a silent point not registered are named', () => {
    expect(messages({ deadlines: [deadline, { ...deadline, kinds: ['penalty'] }] })).toEqual([
      'deadlines “rule”重复',
    ]);
    expect(messages({ deadlines: [{ ...deadline, silent: 'start' }] })).toEqual([
      'deadlines.0.silent 静默事项“start”没有登记',
    ]);
  });

  test('two deadlines of one pack for the same act and event are pointed out, unless their circumstances exclude each other', () => {
    const second = { ...deadline, id: 'second' };
    expect(messages({ deadlines: [deadline, second] })).toEqual([
      'deadlines.0 “rule”与“second”对同一事件规定了同一义务，不能都为准',
    ]);
    const split = [
      { ...deadline, when: { party: ['organisation'] } },
      { ...second, when: { party: ['natural-person'] } },
    ];
    expect(messages({ deadlines: split })).toEqual([]);
  });
});

describe('text', () => {
  test('a layer whose text is not held has neither articles nor rules', () => {
    expect(messages({ textHeld: false })).toEqual(['textHeld 标明文本未存的规定不得写条文或者规则']);
    expect(messages({ textHeld: false, articles: [], deadlines: [] })).toEqual([]);
  });

  test('of a statute only the clauses relied on are held', () => {
    const articles = [
      { number: '第七条', text },
      { number: '第八条', text: '另有规定的除外' },
    ];
    expect(messages({ extent: 'clauses', articles })).toEqual([
      'articles.1 只摘录援引条文，但没有规则援引第八条',
    ]);
  });

  test('only as-needed recordings may be waived, on a clause', () => {
    const requirement = {
      id: 'video',
      kinds: ['penalty'],
      before: 'submit-report',
      name: '录像',
      medium: 'recording',
      cite,
      waivable: true,
    };
    expect(messages({ requirements: [{ ...requirement, modality: 'must', waiver: cite }] })).toHaveLength(1);
    expect(messages({ requirements: [{ ...requirement, modality: 'as-needed' }] })).toEqual([
      'requirements.0.waiver 没有写明可以不作音像记录的条款',
    ]);
    expect(messages({ requirements: [{ ...requirement, modality: 'as-needed', waiver: cite }] })).toEqual([]);
  });
});

describe('amounts and names between sections', () => {
  const term = (id: string, fine: object) => ({ ...deadline, id, when: { fine } });

  test('bounds of an amount exclude each other exactly where no amount meets both', () => {
    expect(messages({ deadlines: [term('a', { below: 1000 }), term('b', { atLeast: 1000 })] })).toEqual([]);
    expect(messages({ deadlines: [term('a', { atMost: 1000 }), term('b', { atLeast: 1000 })] })).toEqual([
      'deadlines.0 “a”与“b”对同一事件规定了同一义务，不能都为准',
    ]);
  });

  test('only one value, and one value among others, exclude each other where they name different ones', () => {
    const when = (id: string, penalty: object) => ({ ...deadline, id, when: { penalty } });
    expect(messages({ deadlines: [when('a', { only: ['warning'] }), when('b', ['fine'])] })).toEqual([]);
    expect(messages({ deadlines: [when('a', { only: ['warning'] }), when('b', ['warning'])] })).toEqual([
      'deadlines.0 “a”与“b”对同一事件规定了同一义务，不能都为准',
    ]);
    expect(messages({ deadlines: [when('a', { only: ['death'] })] })).toEqual([
      'deadlines.0.when.penalty 情形“处罚种类”没有“death”这一取值',
    ]);
  });

  test('what may be added after an extension is quoted too', () => {
    const further = { by: null, approver: '集体讨论', cite: { ...cite, quote: '再延长' } };
    const extension = { by: { count: 5, unit: 'working-day' }, approver: '负责人', cite, further };
    expect(messages({ deadlines: [{ ...deadline, extension }] })).toEqual([
      'deadlines.0.extension.further.cite.quote 第七条第（一）项的原文里没有“再延长”',
    ]);
  });

  test('an amount takes bounds and a named circumstance takes values', () => {
    expect(messages({ deadlines: [{ ...deadline, when: { fine: ['1000'] } }] })).toEqual([
      'deadlines.0.when.fine 情形“罚款数额（分）”是数额，应写上下限',
    ]);
    expect(messages({ deadlines: [{ ...deadline, when: { party: { above: 1 } } }] })).toEqual([
      'deadlines.0.when.party 情形“当事人类别”不是数额，不能写上下限',
    ]);
  });

  test('a chain, a report and a catalogue entry point to what stands in the pack', () => {
    const chain = { subject: 'items', steps: [{ role: 'reviewer', does: '审核' }], cite };
    const item = { id: 'item', name: '职责', owner: '办公室', cite };
    const report = { id: 'report', name: '年报', owner: '办公室', public: true, cite };
    expect(
      messages({ chains: [{ ...chain, within: 'rule' }], catalogue: [{ ...item, chain: 'items' }] }),
    ).toEqual([]);
    expect(
      messages({
        chains: [{ ...chain, within: 'none' }],
        catalogue: [{ ...item, chain: 'none', channels: ['none'] }],
        reports: [{ ...report, deadlines: ['none'] }],
      }),
    ).toEqual([
      'chains.0.within 没有名为“none”的期限',
      'reports.0.deadlines 没有名为“none”的期限',
      'catalogue.0.chain 没有名为“none”的审核程序',
      'catalogue.0.channels 没有名为“none”的公示载体',
    ]);
  });
});

test('the steps of a chain fit inside the deadline they are meant for', () => {
  const chain = (last: number) => ({
    chains: [
      {
        subject: 'items',
        within: 'rule',
        steps: [
          { role: 'liaison', does: '梳理', days: 5 },
          { role: 'reviewer', does: '审核', days: last },
        ],
        cite,
      },
    ],
  });
  expect(messages(chain(2))).toEqual([]);
  expect(messages(chain(3))).toEqual(['chains.0.steps 各步共 8 个工作日，超过“rule”的 7 个工作日']);
});

test('an article of a whole text that nothing speaks of is pointed out', () => {
  const articles = [
    { number: '第七条', text },
    { number: '第八条', text: '由办公室负责。' },
  ];
  const provision = {
    id: 'body',
    topic: 'body',
    name: '办公室负责',
    modality: 'must',
    cite: { article: '第八条', quote: '由办公室负责' },
  };
  expect(messages({ articles })).toEqual(['articles.1 第八条还没有任何规则或者条款说明']);
  expect(messages({ articles, provisions: [provision] })).toEqual([]);
});

test('the canonical form does not depend on the order of keys', () => {
  const parsed = localPack({
    articles: [{ number: '第七条', text }],
  });
  const reversed = Object.fromEntries(Object.entries(parsed).reverse()) as typeof parsed;
  expect(compilePack(reversed)).toBe(compilePack(parsed));
  expect(compilePack({ ...parsed, source: '别处' })).not.toBe(compilePack(parsed));
});

test('days counted back from an event cannot move forward past a holiday', () => {
  const backwards = {
    ...deadline,
    limit: { count: 7, unit: 'working-day', before: true },
    rolls: { holiday: true, basis: '民法典' },
  };
  expect(messages({ deadlines: [backwards] })).toEqual(['deadlines.0.rolls 倒算的期限不能向后顺延']);
});

test('what stops a surcharge, and who must act, is quoted like every other rule', () => {
  const surcharge = {
    id: 'late',
    name: '加处罚款',
    kinds: ['penalty'],
    perMille: 30,
    cap: 'principal',
    stops: { during: ['复议'], cite: { article: '第七条', quote: '诉讼期间不计' } },
    cite,
  };
  const staff = {
    id: 'two',
    name: '两名',
    kinds: ['penalty'],
    for: '调查',
    cite: { article: '第八条', quote: '两名' },
  };
  expect(messages({ surcharges: [surcharge], staffing: [staff] })).toEqual([
    'surcharges.0.stops.cite.quote 第七条的原文里没有“诉讼期间不计”',
    'staffing.0.cite.article 本规定没有“第八条”',
  ]);
});

test('a guard reads its own parameters only, each as what it is', () => {
  const guard = (parameters: object) =>
    messages({ guards: [{ guard: 'hearing-notice', kinds: ['penalty'], parameters, cite }] });
  expect(guard({ workingDays: 7 })).toEqual([]);
  expect(guard({ workingdays: 7 })).toEqual([
    'guards.0.parameters.workingdays “hearing-notice”没有名为“workingdays”的参数，可用的是：workingDays',
  ]);
  expect(guard({ workingDays: '七' })).toEqual([
    'guards.0.parameters.workingDays “hearing-notice”的参数“workingDays”写法不对：提前几个工作日，应为不小于零的整数',
  ]);
});

describe('options of a silent point', () => {
  const point = (effects: readonly object[], value = 'a') => ({
    silentPoints: [
      {
        id: 'p',
        point: '没有写明某事',
        proposed: '如此办理',
        cite,
        options: [{ value, answer: '那样', effects }],
      },
    ],
  });
  test('may only change what exists, and leave a pack that does not contradict itself', () => {
    expect(messages(point([{ deadline: 'rule', unit: 'calendar-day' }]))).toEqual([]);
    expect(messages(point([{ deadline: 'none', rolls: true }]))).toEqual([
      'silentPoints.0.options.0 没有名为“none”的期限',
    ]);
    expect(messages(point([{ deadline: 'rule' }]))).toEqual([
      'silentPoints.0.options.0 “rule”没有写明改什么',
    ]);
    expect(messages(point([{ deadline: 'rule', party: ['nobody'] }]))).toEqual([
      'silentPoints.0.options.0 情形“当事人类别”没有“nobody”这一取值',
    ]);
    const open = { ...deadline, limit: null, silent: 'p' };
    const figure = { deadline: 'rule', limit: { count: 3, unit: 'working-day' } };
    expect(messages({ deadlines: [open], ...point([figure]) })).toEqual([]);
    expect(messages(point([figure]))).toEqual(['silentPoints.0.options.0 “rule”条文写有期限，不能另定天数']);
    expect(messages(point([{ deadline: 'rule', guard: 'hearing-right', rolls: true }]))).toEqual([
      'silentPoints.0.options.0 写明改哪一期限、哪一数额或者哪一项把关，只写一处',
    ]);
    expect(messages(point([{ guard: 'hearing-right', parameters: { fine: 1 } }]))).toEqual([
      'silentPoints.0.options.0 没有名为“hearing-right”的把关',
      expect.stringContaining('没有名为“fine”的参数'),
    ]);
    expect(messages(point([{ threshold: 'none', amount: 1 }]))).toEqual([
      'silentPoints.0.options.0 没有名为“none”的数额',
    ]);
    const years = { ...deadline, limit: { count: 2, unit: 'year' } };
    expect(messages({ deadlines: [years], ...point([{ deadline: 'rule', unit: 'working-day' }]) })).toEqual([
      'silentPoints.0.options.0 “rule”不以日计，不能改计日方法',
    ]);
    const two = [
      { ...deadline, when: { party: ['organisation'] } },
      { ...deadline, id: 'other', when: { party: ['natural-person'] } },
    ];
    expect(messages({ deadlines: two, ...point([{ deadline: 'other', party: ['organisation'] }]) })).toEqual([
      'silentPoints.0.options.0 “rule”与“other”对同一事件规定了同一义务，不能都为准',
    ]);
  });
});
