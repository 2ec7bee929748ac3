import { describe, expect, test } from 'vitest';
import { calendar, file, last, packs, playTo, xinzhou } from '../../../test/case-fixtures.ts';
import { act, crew, decide, enterprise, report, salt, serve } from '../../../test/penalty-fixtures.ts';
import type { PlayResources, PlayStep } from '../../index.ts';
import { composeRulebook } from '../../pack/rulebook.ts';
import { draftPublication } from '../../publication/draft.ts';
import { caseDuties, type OutsideDates } from '../case-duties.ts';
import type { CaseState } from '../case-state.ts';

const resources: PlayResources = { bureau: xinzhou, packs, calendar, people: Object.values(crew) };
const rules = composeRulebook(xinzhou, packs, '2026-03-02');

/** A penalty case of 忻州 from the lead to the served decision of 2026-03-18. */
const decided = (penalty: object): readonly PlayStep[] => [
  act('handler', '2026-03-02', 'propose-filing', {
    matter: 'food-safety-offence',
    source: '日常检查',
    party: enterprise,
    suspectedFacts: '涉嫌经营标签不符合规定的食品。',
    officers: ['handler', 'partner'],
  }),
  act('approver', '2026-03-03', 'approve-filing', { reason: '情况属实，同意。' }),
  act('handler', '2026-03-04', 'present-credentials', {
    officers: ['handler', 'partner'],
    place: enterprise.address,
    to: enterprise.representative,
    scene: 'evidence',
  }),
  act('handler', '2026-03-04', 'record-interview', {
    officers: ['handler', 'partner'],
    interviewee: enterprise.representative,
    place: enterprise.address,
    content: '问：何时购进？\n答：上月。',
    signed: 'yes',
  }),
  act('handler', '2026-03-05', 'submit-report', report(penalty)),
  act('reviewer', '2026-03-06', 'review-report', { reason: '情况属实，同意。' }),
  act('handler', '2026-03-09', 'issue-prior-notice'),
  serve('prior-notice', '2026-03-09'),
  decide('2026-03-18'),
  serve('penalty-decision', '2026-03-19'),
];
const warning = { types: ['warning'], text: '警告。' };

const need = (state: CaseState | null): CaseState => {
  if (state === null) throw new Error('missing');
  return state;
};
const stateOf = (steps: readonly PlayStep[]) => need(playTo(steps, resources).state);
const dutiesOf = (steps: readonly PlayStep[], asOf: string, outside: OutsideDates = {}) =>
  caseDuties(stateOf(steps), rules, calendar, asOf, outside);
const publishing = (steps: readonly PlayStep[], asOf: string, outside: OutsideDates = {}) =>
  dutiesOf(steps, asOf, outside)
    .filter(({ does, channel }) => does === 'publish' || channel !== null)
    .filter(({ id }) => !id.startsWith('gk-'))
    .map(({ id, due, state }) => `${id} ${due ?? '及时'} ${state}`);

describe('公示制度 第九条、总局令45号 第九条 本局网站七个工作日，公示系统二十个工作日，各算各的', () => {
  test('两个载体分别确认，分别是否按时', () => {
    expect(publishing(decided(salt), '2026-03-30')).toEqual([
      'xp-9-permit-penalty 2026-03-27 overdue',
      'sg-9-publish 2026-04-16 open',
    ]);
    const onSite = { confirmedOn: '2026-03-27', carriers: { 'bureau-website': '2026-03-27' } };
    expect(publishing(decided(salt), '2026-04-17', onSite)).toEqual([
      'xp-9-permit-penalty 2026-03-27 done',
      'sg-9-publish 2026-04-16 overdue',
    ]);
  });

  test('仅受到警告的没有公示系统的义务', () => {
    expect(publishing(decided(warning), '2026-03-20')).toEqual(['xp-9-permit-penalty 2026-03-27 open']);
  });
});

describe('程序规定 第七十七条 执行完毕之日起十五个工作日报批结案', () => {
  const paid = act('handler', '2026-04-03', 'record-execution', { kind: 'paid', done: 'yes', note: '票据' });
  const closing = (steps: readonly PlayStep[], asOf: string) =>
    dutiesOf(steps, asOf).filter(({ does }) => does === 'close');

  test('没有执行完毕的没有结案期限', () => {
    expect(closing(decided(salt), '2026-04-03')).toEqual([]);
  });
  test('清明放假不计，期满不结案是逾期', () => {
    expect(closing([...decided(salt), paid], '2026-04-27')).toMatchObject([
      { id: 'sc-77-close', start: '2026-04-03', due: '2026-04-27', state: 'open' },
    ]);
    expect(closing([...decided(salt), paid], '2026-04-28')).toMatchObject([{ state: 'overdue' }]);
  });
  test('不予处罚的自决定之日起算', () => {
    const steps = decided(salt).map((step) =>
      step.command.type === 'make-penalty-decision' ? decide('2026-03-18', 'approver', 'no-penalty') : step,
    );
    expect(closing(steps.slice(0, -1), '2026-03-19')).toMatchObject([
      { id: 'sc-77-close', start: '2026-03-18', due: '2026-04-09', state: 'open' },
    ]);
  });
});

describe('程序规定 第五十条、第五十六条 重大案件先审核，后告知', () => {
  test('没有法制审核意见的不得告知', () => {
    const steps = decided(salt).slice(0, 4);
    const result = last(
      [
        ...steps,
        act('handler', '2026-03-05', 'submit-report', report(salt, 'yes')),
        act('reviewer', '2026-03-06', 'review-report', { reason: '情况属实，同意。' }),
        act('handler', '2026-03-09', 'issue-prior-notice'),
      ],
      resources,
    );
    expect(result).toMatchObject({ refusal: { cite: { pack: 'market-penalty-procedure' } } });
  });
});

describe('总局令45号 第十三条 公示期自公示系统确认之日起算', () => {
  test('本局网站公示不起算，公示系统公示才起算三年', () => {
    const onSite = { publishedOn: '2026-03-27', carriers: { 'bureau-website': '2026-03-27' } };
    expect(publishing(decided(salt), '2026-03-30', onSite)).not.toContainEqual(
      expect.stringMatching('sg-13'),
    );
    const onBoth = { ...onSite, carriers: { ...onSite.carriers, 'credit-publicity-system': '2026-04-10' } };
    expect(publishing(decided(salt), '2026-04-20', onBoth)).toEqual([
      'xp-9-permit-penalty 2026-03-27 overdue',
      'sg-9-publish 2026-04-16 done',
      'sg-13-others 2029-04-10 open',
    ]);
  });
});

describe('公示制度 第七条 没有出示执法证件的记录', () => {
  test('没有出示执法证件的，不得询问，援引公示制度', () => {
    const interview = decided(salt)[3];
    if (interview === undefined) throw new Error('missing');
    expect(last([...decided(salt).slice(0, 2), interview], resources)).toMatchObject({
      refusal: { cite: { pack: 'xinzhou-publicity', article: '第七条第一款' } },
    });
  });
});

describe('公示制度 第十条 公开决定信息摘要', () => {
  test('摘要有执法主体、执法对象、执法类别、执法结论、决定日期', () => {
    const draft = draftPublication(stateOf(decided(salt)), rules, {
      calendar,
      bureauName: xinzhou.name,
      authorityName: xinzhou.name,
    });
    expect(draft).toMatchObject({
      missing: [],
      cite: { pack: 'xinzhou-publicity', article: '第十条' },
      fields: {
        authority: '忻州市市场监督管理局',
        party: enterprise.name,
        kind: '行政处罚',
        conclusion: '予以处罚：罚款人民币贰万元。',
        'decided-on': '2026-03-18',
      },
      hidden: { representative: enterprise.representative, address: enterprise.address },
    });
  });
});

describe('程序规定 第八十二条第（三）项 电子送达应当有拍照、截屏、录音、录像', () => {
  const electronically = act('handler', '2026-03-19', 'serve-document', {
    documentId: '@penalty-decision',
    method: 'electronic',
    receiver: enterprise.representative,
    place: '送达地址确认书载明的邮箱',
  });
  const upTo = decided(salt).slice(0, -1);

  test('电子送达没有音像记录的，不能登记送达', () => {
    expect(last([...upTo, electronically], resources)).toMatchObject({
      refusal: { cite: { pack: 'market-penalty-procedure', article: '第八十二条第（三）项' } },
    });
  });
  test('补入截屏后可以登记', () => {
    const screenshot = act('handler', '2026-03-19', 'attach-record', {
      requirement: 'electronic-service-recording',
      attachment: file('送达截屏.png', 'image/png'),
      place: '办公室',
      credentialsShown: 'yes',
      keyContent: '邮件到达对方系统的时间',
      madeOn: '2026-03-19',
    });
    expect(last([...upTo, screenshot, electronically], resources).refusal).toBeUndefined();
  });
});

describe('公示制度 第十七条、记录制度 第二十三条 自印发之日起施行', () => {
  test('印发以前不适用，印发之日起适用', () => {
    const held = (date: string) => composeRulebook(xinzhou, packs, date).packs.map((pack) => pack.id);
    expect(held('2019-12-09')).not.toContain('xinzhou-publicity');
    expect(held('2019-12-10')).toEqual(expect.arrayContaining(['xinzhou-publicity', 'xinzhou-recording']));
  });
});
