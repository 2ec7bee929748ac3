import { describe, expect, test } from 'vitest';
import * as permit from '../../test/case-fixtures.ts';
import { calendar, packs, siping, wenshang } from '../../test/case-fixtures.ts';
import {
  act,
  decided,
  enterprise,
  heavy,
  last,
  noticed,
  ofImpact,
  playTo,
} from '../../test/penalty-fixtures.ts';
import { composeRulebook } from '../pack/rulebook.ts';
import { rulebookOver } from '../pack/rulebook-over.ts';
import { caseDuties, nextDue, type OutsideDates } from './case-duties.ts';
import type { CaseState } from './case-state.ts';
import { stageRail } from './stage-rail.ts';

const rules = composeRulebook(wenshang, packs, '2026-03-02');
const duties = (state: CaseState | null, asOf: string, outside: OutsideDates = {}) =>
  caseDuties(need(state), rules, calendar, asOf, outside);
const need = <T>(value: T | null | undefined): T => {
  if (value === null || value === undefined) throw new Error('missing');
  return value;
};
const of = (state: CaseState | null, asOf: string, does: string, outside: OutsideDates = {}) =>
  duties(state, asOf, outside).filter((duty) => duty.does === does);

describe('行政处罚法 第六十条 自立案之日起九十日内作出决定', () => {
  const { state } = playTo(noticed());
  test('2026-03-03 立案，第九十日 2026-06-01', () => {
    expect(of(state, '2026-05-29', 'decide')).toMatchObject([
      {
        id: 'cf-60-decide',
        start: '2026-03-03',
        due: '2026-06-01',
        state: 'open',
        waitingFor: 'bureau',
        doneOn: null,
      },
    ]);
    expect(of(state, '2026-06-02', 'decide')).toMatchObject([{ state: 'overdue' }]);
    expect(of(playTo(decided).state, '2026-06-02', 'decide')).toMatchObject([
      { state: 'done', doneOn: '2026-03-18' },
    ]);
  });
});

describe('行政处罚法 第六十四条、第六十七条 轮到当事人的期限不算本局的', () => {
  test('陈述、听证', () => {
    const found = duties(playTo(noticed(heavy)).state, '2026-03-10').filter(
      (duty) => duty.waitingFor === 'party',
    );
    expect(found.map(({ does, due, state }) => ({ does, due, state }))).toEqual([
      { does: 'state', due: '2026-03-16', state: 'open' },
      { does: 'hear-request', due: '2026-03-16', state: 'open' },
    ]);
  });
  test('没有听证权的没有听证期限', () => {
    expect(of(playTo(noticed()).state, '2026-03-10', 'hear-request')).toEqual([]);
  });
  test('收到决定书之日起十五日缴款', () => {
    const { state } = playTo(decided);
    expect(of(state, '2026-03-25', 'pay')).toMatchObject([
      { start: '2026-03-19', due: '2026-04-03', waitingFor: 'party', state: 'open' },
    ]);
    const paid = act('handler', '2026-04-07', 'record-execution', {
      kind: 'paid',
      done: 'yes',
      note: '票据',
    });
    expect(of(playTo([...decided, paid]).state, '2026-04-08', 'pay')).toMatchObject([
      { state: 'done-late', doneOn: '2026-04-07' },
    ]);
  });
});

describe('行政处罚法 第五十九条 申请行政复议、提起行政诉讼的期限', () => {
  test('送达以后算出最后一日，标明未核；轮到当事人，过了期限就不再等', () => {
    // 2026-03-19 送达：3月20日至31日12日、4月42日、5月18日第60日；6个月到9月19日，周六，顺延到9月20日（调休上班）
    const { state } = playTo(decided);
    const remedies = (asOf: string) =>
      duties(state, asOf).filter(({ does }) => does === 'apply-reconsideration' || does === 'sue');
    expect(remedies('2026-05-18')).toMatchObject([
      { due: '2026-05-18', waitingFor: 'party', unverified: true, cite: { verified: false }, state: 'open' },
      { due: '2026-09-20', waitingFor: 'party', unverified: true, state: 'open' },
    ]);
    expect(remedies('2026-05-19').map(({ state: one, doneOn }) => [one, doneOn])).toEqual([
      ['done', '2026-05-18'],
      ['open', null],
    ]);
    expect(duties(playTo(decided.slice(0, -1)).state, '2026-03-19').some(({ does }) => does === 'sue')).toBe(
      false,
    );
  });
});

describe('公示规定 第七条 决定作出之日起 7 个工作日公开', () => {
  const { state } = playTo(decided);
  test.each([
    ['未确认，期限内', '2026-03-27', {}, 'open', null],
    ['未确认，期满', '2026-03-30', {}, 'overdue', null],
    ['只在本门户公布，主要载体未确认', '2026-03-30', { publishedOn: '2026-03-20' }, 'overdue', null],
    ['主要载体按时确认', '2026-03-30', { confirmedOn: '2026-03-27' }, 'done', '2026-03-27'],
    ['主要载体逾期确认', '2026-03-31', { confirmedOn: '2026-03-30' }, 'done-late', '2026-03-30'],
    ['决定不予公开', '2026-03-31', { withheldOn: '2026-03-20' }, 'done', '2026-03-20'],
  ])('%s → %s', (_name, asOf, outside, expected, doneOn) => {
    const onMain = of(state, asOf, 'publish', outside).filter(({ channel }) => channel === null);
    expect(onMain).toMatchObject([
      {
        id: 'wp-7-1-permit-penalty',
        due: '2026-03-27',
        state: expected,
        doneOn,
        others: [{ id: 'gb-6-permit-penalty' }],
      },
    ]);
  });
  test('第（三）项、行政处罚法 第四十八条 被撤销的 3 个工作日撤下', () => {
    const revoked = act('approver', '2026-04-30', 'record-revocation', {
      outcome: 'revoked',
      by: '县人民政府',
      explanation: '程序违法。',
    });
    const after = playTo([...decided, revoked]).state;
    expect(of(after, '2026-05-08', 'withdraw')).toMatchObject([{ due: '2026-05-08', state: 'open' }]);
    expect(of(after, '2026-05-09', 'withdraw', { withdrawnOn: '2026-05-09' })).toMatchObject([
      { state: 'done-late' },
    ]);
  });
});

describe('公示规定 第八条 拟稿、审批、公开倒排在七个工作日里', () => {
  test('每一步有最迟日，天数写明是建议', () => {
    const { state } = playTo(ofImpact);
    const [publish, platform] = of(state, '2026-03-20', 'publish');
    expect(publish?.steps).toEqual([
      { does: '拟稿', body: '行政执法承办科室', days: 3, by: '2026-03-23', proposed: true },
      { does: '信息发布审批', body: null, days: 3, by: '2026-03-26', proposed: true },
      { does: '公开', body: '行政执法承办科室', days: 1, by: '2026-03-27', proposed: true },
    ]);
    expect(platform?.steps).toEqual([]);
  });
});

describe('政府信息公开条例 第二十条第（六）项 具有一定社会影响的行政处罚决定', () => {
  test('没有认定的，不在政府信息公开平台计期；认定的，处罚法也要求公开', () => {
    const ids = (steps: typeof decided) =>
      of(playTo(steps).state, '2026-03-20', 'publish').map(({ id, others }) => [
        id,
        ...others.map((one) => one.id),
      ]);
    expect(ids(decided)).toEqual([['wp-7-1-permit-penalty', 'gb-6-permit-penalty']]);
    expect(ids(ofImpact)).toEqual([
      ['wp-7-1-permit-penalty', 'cf-48-publish', 'gb-6-permit-penalty'],
      ['gk-26-publish'],
    ]);
  });
});

describe('政府信息公开条例 第二十六条 在政府信息公开平台二十个工作日内公开', () => {
  const { state } = playTo(ofImpact);
  // 3月19日①、20日②，23日至27日③—⑦，30日、31日⑧⑨，4月1日至3日⑩—⑫，7日至10日⑬—⑯，13日至16日⑰—⑳；4月4日至6日放假
  test.each([
    ['未确认', {}, 'open', null],
    ['只在主要载体确认', { confirmedOn: '2026-03-20' }, 'open', null],
    ['在平台确认', { carriers: { 'government-information-platform': '2026-04-16' } }, 'done', '2026-04-16'],
  ])('%s', (_name, outside, expected, doneOn) => {
    const onPlatform = of(state, '2026-04-16', 'publish', outside).filter(({ channel }) => channel !== null);
    expect(onPlatform).toMatchObject([{ id: 'gk-26-publish', due: '2026-04-16', state: expected, doneOn }]);
  });
});

describe('每份待送达文书各有一项送达', () => {
  test('没有按文书起算的规定时，按决定起算', () => {
    const made = playTo(decided.slice(0, -1)).state;
    expect(of(made, '2026-03-19', 'serve')).toMatchObject([
      { id: 'cf-61-serve', due: '2026-03-27', state: 'open' },
    ]);
    expect(of(playTo(decided).state, '2026-03-19', 'serve')).toMatchObject([
      { doneOn: '2026-03-19', state: 'done' },
    ]);
  });
});

describe('记录规定 第十二条 行为终结之日起 30 日内归档', () => {
  const closed = [
    ...decided,
    act('handler', '2026-03-20', 'record-execution', { kind: 'paid', done: 'yes', note: '票据' }),
    act('handler', '2026-03-23', 'close-case', { summary: '结案' }),
  ];
  test('以结案之日为终结之日', () => {
    expect(of(playTo(closed).state, '2026-03-24', 'file-away')).toMatchObject([
      { due: '2026-04-22', state: 'open' },
    ]);
    expect(of(playTo(closed).state, '2026-05-01', 'file-away', { filedOn: '2026-04-20' })).toMatchObject([
      { state: 'done' },
    ]);
  });

  test('登记归档即为办结，逾期归档照实说；只归档一次', () => {
    const archive = (date: string) => act('handler', date, 'archive-case', { archiveNumber: 'XZ-2026-001' });
    expect(of(playTo([...closed, archive('2026-04-22')]).state, '2026-05-01', 'file-away')).toMatchObject([
      { doneOn: '2026-04-22', state: 'done' },
    ]);
    const late = playTo([...closed, archive('2026-04-24')]).state;
    expect(of(late, '2026-05-01', 'file-away')).toMatchObject([{ doneOn: '2026-04-24', state: 'done-late' }]);
    expect(last([...closed, archive('2026-04-22'), archive('2026-04-23')]).refusal?.code).toBe('not-offered');
    expect(last([...closed.slice(0, -1), archive('2026-04-22')]).refusal?.code).toBe('wrong-stage');
  });
});

describe('最近一项', () => {
  test('只取本局须办、有日期、未完成的', () => {
    const { state } = playTo(ofImpact);
    expect(nextDue(duties(state, '2026-03-20'))).toMatchObject({ does: 'publish', due: '2026-03-27' });
    const onMain = { confirmedOn: '2026-03-20' };
    expect(nextDue(duties(state, '2026-03-20', onMain))).toMatchObject({ id: 'gk-26-publish' });
    const onBoth = { ...onMain, carriers: { 'government-information-platform': '2026-03-20' } };
    expect(nextDue(duties(state, '2026-03-20', onBoth))).toBeUndefined();
  });
});

describe('许可案件', () => {
  const nandagang = composeRulebook(permit.nandagang, packs, '2026-03-02');
  const at = (script: Parameters<typeof permit.playTo>[0], asOf: string, does: string) =>
    caseDuties(need(permit.playTo(script).state), nandagang, calendar, asOf).filter(
      (duty) => duty.does === does,
    );

  test('受理后的办理期限；期限除外的日子不计', () => {
    const plain = at(permit.accepted, '2026-03-04', 'decide')[0];
    const paused = at(
      [
        ...permit.accepted,
        permit.step('handler', '2026-03-05', 'exclude-time', {
          cause: 'testing',
          startsOn: '2026-03-05',
          expectedDays: 5,
        }),
        permit.step('handler', '2026-03-12', 'resume-time', { resumedOn: '2026-03-12' }),
      ],
      '2026-03-13',
      'decide',
    )[0];
    expect(plain).toMatchObject({ start: '2026-03-03', state: 'open', waitingFor: 'bureau' });
    expect(paused?.due).not.toBe(plain?.due);
    expect(paused?.countedDays).not.toContain('2026-03-06');
    expect(paused?.countedDays).toHaveLength(need(plain).countedDays.length);
  });

  test('南大港 第十五条 承办机构、局办公室、审核、发布倒排在七个工作日里', () => {
    // 3月12日作出决定；13日①、16日②、17日③，18日④，19日⑤、20日⑥，23日⑦
    const [publish] = at(permit.decided, '2026-03-16', 'publish');
    expect(publish?.steps.map(({ body, by }) => [body, by])).toEqual([
      ['承办机构', '2026-03-17'],
      ['局办公室', '2026-03-18'],
      [null, '2026-03-20'],
      ['局办公室', '2026-03-23'],
    ]);
  });

  test('一次告知补正的期限，以告知或者受理为完成', () => {
    expect(at([permit.receive], '2026-03-04', 'notify-supplement')).toMatchObject([
      { state: 'open', doneOn: null },
    ]);
    expect(at(permit.accepted, '2026-03-04', 'notify-supplement')).toMatchObject([
      { state: 'done', doneOn: '2026-03-03' },
    ]);
  });
});

describe('四平公示制度 四（六）公开满五年的可以撤下', () => {
  const four = composeRulebook(siping, packs, '2026-03-20');
  const { state } = playTo(decided);
  const terms = (asOf: string, outside: OutsideDates) =>
    caseDuties(need(state), four, calendar, asOf, outside).filter(({ does }) => does === 'end-publication');
  const published = { publishedOn: '2026-03-20', confirmedOn: '2026-03-20' };

  test('“可以”不是义务，满五年没有撤下不算逾期', () => {
    expect(terms('2031-03-21', published)).toMatchObject([
      { id: 'sp-4-6-term', due: '2031-03-20', modality: 'may', state: 'open' },
    ]);
  });
  test('满五年以后撤下不算迟', () => {
    expect(terms('2031-06-01', { ...published, withdrawnOn: '2031-05-30' })).toMatchObject([
      { state: 'done', doneOn: '2031-05-30' },
    ]);
  });
});

describe('阶段', () => {
  test('已办的有日期，正在办的有最迟日期', () => {
    const { state } = playTo([...noticed(), passTime()]);
    const rail = stageRail(need(state), duties(state, '2026-03-18'), rules);
    expect(rail.map(({ label, status }) => `${label}:${status}`)).toEqual([
      '立案:done',
      '调查取证:done',
      '告知和听证:done',
      '法制审核:skipped',
      '决定:current',
      '送达:coming',
      '执行:coming',
      '结案:coming',
    ]);
    expect(rail[0]).toMatchObject({ date: '2026-03-03' });
    expect(rail[3]).toMatchObject({ note: '本案不需法制审核' });
    expect(rail[4]).toMatchObject({ date: '2026-06-01', note: '最迟 2026-06-01' });
  });
  test('重大案件听取意见后停在法制审核', () => {
    const { state } = playTo([...noticed(heavy, 'yes'), passTime()]);
    const current = stageRail(need(state), duties(state, '2026-03-18'), rules).find(
      (one) => one.status === 'current',
    );
    expect(current?.label).toBe('法制审核');
  });
  /** A step on that day, so that the silence before it has had its effect. */
  const passTime = () =>
    act('handler', '2026-03-18', 'present-credentials', {
      officers: ['handler', 'partner'],
      place: enterprise.address,
      to: enterprise.representative,
      scene: 'service',
    });
});

describe('规定修改以后', () => {
  const newVersion = packs.map((pack) =>
    pack.id === 'wenshang-publicity'
      ? {
          ...pack,
          deadlines: pack.deadlines.map((rule) =>
            rule.does === 'publish' || rule.does === 'withdraw'
              ? { ...rule, limit: { count: 1, unit: 'working-day' as const } }
              : rule,
          ),
        }
      : pack,
  );
  const before = composeRulebook(wenshang, packs, '2026-03-02');
  const after = composeRulebook(wenshang, newVersion, '2026-05-07');
  const changedOn = (day: string, today: string) =>
    rulebookOver({ atStart: before, on: (on) => (on < day ? before : after), event: today, today });
  const revoked = act('approver', '2026-04-30', 'record-revocation', {
    outcome: 'revoked',
    by: '县人民政府',
    explanation: '程序违法。',
  });
  const state = need(playTo([...decided, revoked]).state);
  const due = (day: string, today: string, does: string, outside: OutsideDates = {}) =>
    caseDuties(state, changedOn(day, today), calendar, today, outside)
      .filter((duty) => duty.does === does && duty.layer === 'wenshang-publicity')
      .map((one) => [one.due, one.state]);

  test('撤下期限依现行规定；公开期限依决定之日的规定', () => {
    expect(due('2026-05-07', '2026-05-06', 'withdraw')).toEqual([['2026-05-08', 'open']]);
    expect(due('2026-05-07', '2026-05-07', 'withdraw')).toEqual([['2026-05-06', 'overdue']]);
    expect(due('2026-05-07', '2026-05-07', 'publish')).toEqual([['2026-03-27', 'overdue']]);
    expect(due('2026-03-10', '2026-05-07', 'publish')).toEqual([['2026-03-19', 'overdue']]);
  });
  test('按时撤下的，不因后来的规定变成逾期', () => {
    expect(due('2026-05-09', '2026-05-20', 'withdraw', { withdrawnOn: '2026-05-08' })).toEqual([
      ['2026-05-08', 'done'],
    ]);
    expect(due('2026-05-07', '2026-05-20', 'withdraw', { withdrawnOn: '2026-05-08' })).toEqual([
      ['2026-05-06', 'done-late'],
    ]);
  });
});
