import { describe, expect, test } from 'vitest';
import { calendar, last, packs, playTo, xinzhou } from '../../../test/case-fixtures.ts';
import { act, crew, decide, enterprise, report, salt, serve } from '../../../test/penalty-fixtures.ts';
import type { PlayResources, PlayStep } from '../../index.ts';
import { composeRulebook } from '../../pack/rulebook.ts';
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
