import { describe, expect, test } from 'vitest';
import { last as lastOfPermit, receive } from '../../test/case-fixtures.ts';
import { act, investigated, last, noticed } from '../../test/penalty-fixtures.ts';

const [filing] = investigated;
if (filing === undefined) throw new Error('the fixtures begin with a filing');
const backdated = (occurredOn: string, date = '2026-03-02') => ({
  ...filing,
  date,
  occurredOn,
  lateReason: '纸质案卷补录',
});

describe('补录不能绕开现行的执法依据', () => {
  test('行政处罚法 2021 年 7 月 15 日施行：补录为前一天开始的案件，不收；补录为当天的，收', () => {
    expect(last([backdated('2021-07-14')]).refusal).toMatchObject({
      code: 'bad-input',
      sentence: '2021-07-14 早于本局现行执法依据的施行日期，不能补录为那一天开始的案件。',
    });
    expect(last([backdated('2021-07-15')]).refusal).toBeUndefined();
  });

  test('许可申请同样：补录为公元元年，不收', () => {
    const step = { ...receive, occurredOn: '0001-01-01', lateReason: '补录' };
    expect(lastOfPermit([step]).refusal?.sentence).toContain('不能补录');
  });

  test('询问不能补录在出示执法证件以前', () => {
    const interview = {
      ...act('handler', '2026-03-05', 'record-interview', {
        officers: ['handler', 'partner'],
        interviewee: '周守信',
        place: '办公室',
        content: '问：\n答：',
        signed: 'yes',
      }),
      occurredOn: '2026-03-03',
      lateReason: '补录',
    };
    const { refusal } = last([...investigated.slice(0, 3), interview]);
    expect(refusal?.sentence).toContain('早于出示执法证件的日期（2026-03-04）');
  });
});

describe('看不见的字符', () => {
  test.each([
    ['响铃', '甲\u0007公司'],
    ['改变方向的标记', '甲\u202e司公乙'],
    ['半个字', '甲\ud800公司'],
    ['删除符', '甲\u007f公司'],
  ])('%s不收', (_name, name) => {
    const { refusal } = last([
      { ...filing, command: { ...filing.command, party: { name, kind: 'organisation' } } },
    ]);
    expect(refusal?.sentence).toBe('“当事人”中有看不见的控制字符或者残缺的字，删去后再提交。');
  });

  test.each([
    ['零宽空格', '\u200b'],
    ['词连接符和空格', ' \u2060 '],
    ['韩文填充符', '\u3164'],
    ['盲文空格', '\u2800'],
  ])('当事人名称只有%s的，等于没有填；可以不填的几项同样', (_name, blank) => {
    const party = (more: object) => ({ name: '某公司', kind: 'organisation', ...more });
    const propose = (more: object) =>
      last([{ ...filing, command: { ...filing.command, party: party(more) } }]);
    expect(propose({ name: blank }).refusal?.sentence).toContain('未填');
    const { refusal, facts } = propose({ address: blank, representative: '某某某' });
    expect(refusal).toBeUndefined();
    expect(facts[0]?.data.party).toEqual({
      name: '某公司',
      kind: 'organisation',
      representative: '某某某',
    });
    const officers = last([{ ...filing, command: { ...filing.command, officers: ['handler', blank] } }]);
    expect(officers.refusal).toBeDefined();
  });

  test('换行和制表照收', () => {
    const command = { ...filing.command, suspectedFacts: '一、\n\t二、' };
    expect(last([{ ...filing, command }]).refusal).toBeUndefined();
  });
});

test('送达人须是本局执法人员或者登记人本人', () => {
  const steps = noticed();
  const service = steps.at(-1);
  if (service === undefined) throw new Error('noticed ends with service');
  const by = (servedBy: readonly string[]) =>
    last([...steps.slice(0, -1), { ...service, command: { ...service.command, servedBy } }]).refusal;
  expect(by(['approver'])?.sentence).toBe('送达人approver不是本局执法人员。');
  expect(by(['handler', 'partner'])).toBeUndefined();
});
