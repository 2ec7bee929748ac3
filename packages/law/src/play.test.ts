import { describe, expect, test } from 'vitest';
import {
  accepted,
  calendar,
  nandagang,
  packs,
  receive,
  resources,
  serve,
  step,
} from '../test/case-fixtures.ts';
import { play } from './play.ts';

describe('不开服务器，只用规定演练一件案子', () => {
  test('被拒的一步记下理由和条文，后面的照常进行', () => {
    const { steps, state } = play(
      [receive, step('clerk', '2026-03-02', 'accept-application'), ...accepted.slice(1)],
      resources,
    );
    expect(steps[1]).toMatchObject({
      facts: [],
      refusal: { code: 'materials-itemised', cite: { article: '第六条' } },
    });
    expect(state?.stage).toBe('examination');
  });

  test('两步之间沉默带来的事实自动补上，之后再受理已无必要', () => {
    const { steps } = play([receive, step('clerk', '2026-03-12', 'accept-application')], resources);
    expect(steps.map((one) => [one.command, one.refusal?.code])).toEqual([
      ['receive-application', undefined],
      ['elapse', undefined],
      ['accept-application', 'wrong-stage'],
    ]);
  });

  test('期限带着条文和做没做', () => {
    const { duties } = play([...accepted, serve('acceptance-decision', '2026-03-04')], {
      ...resources,
      asOf: '2026-04-30',
    });
    const decide = duties.find((duty) => duty.does === 'decide');
    expect(decide).toMatchObject({ due: '2026-03-31', state: 'overdue', article: '第四十二条第一款' });
  });

  test('空脚本没有案件；不认识的命令和人各得一句话', () => {
    expect(play([], { bureau: nandagang, packs, calendar }).state).toBeNull();
    const { steps } = play(
      [step('clerk', '2026-03-02', 'no-such'), step('clerk', '2026-03-02', 'accept-application')],
      resources,
    );
    expect(steps.map((one) => one.refusal?.sentence)).toEqual([
      '没有这项操作。',
      '案件还没有开始，先登记申请或者提请立案。',
    ]);
  });
});
