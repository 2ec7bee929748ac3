import { describe, expect, test } from 'vitest';
import { calendar, nandagang, packs, wenshang } from '../../test/case-fixtures.ts';
import { factTypes, type RecordedFact } from '../facts/fact-types.ts';
import { composeRulebook } from '../pack/rulebook.ts';
import type { BureauProfile } from '../pack/schema.ts';
import { RuleError } from '../rule-error.ts';
import { decideRegister, type RegisterCommand } from './law-register.ts';
import { applyRegisterFact, emptyRegister, linkedItems } from './law-register-state.ts';
import { updateDuties } from './update-duties.ts';

/** A bureau's register, whose facts have been checked as the journal checks them. */
class Register {
  facts: RecordedFact[] = [];
  readonly profile: BureauProfile;
  constructor(profile = nandagang) {
    this.profile = profile;
  }
  get state() {
    return this.facts.reduce(applyRegisterFact, emptyRegister);
  }
  act(today: string, command: RegisterCommand): string {
    try {
      const { type, data } = decideRegister(this.state, command, this.profile, today);
      const kept = JSON.parse(JSON.stringify(data)) as RecordedFact['data'];
      factTypes[type].schema.parse(kept);
      const version = this.facts.length + 1;
      const place = {
        stream: 'bureau/nandagang',
        typeVersion: 1,
        recordedAt: `${today}T01:00:00Z`,
        erased: [],
      };
      this.facts.push({ type, data: kept, version, occurredOn: today, actor: 'lawyer', ...place });
      return '';
    } catch (error) {
      if (error instanceof RuleError) return error.message;
      throw error;
    }
  }
  duties(today: string, index = 0) {
    const change = this.state.changes[index];
    if (change === undefined) throw new Error('no change');
    const rules = composeRulebook(this.profile, packs, change.effectiveOn);
    return updateDuties(change, rules, calendar, today);
  }
}
const chart: RegisterCommand = {
  type: 'register-linked-item',
  kind: 'chart',
  name: '行政处罚流程图',
  unit: nandagang.units[0]?.id ?? '',
  bases: [{ title: '中华人民共和国计量法', article: '第九条' }],
  catalogue: { pack: 'nandagang-publicity', item: 'np-6-8-charts' },
};
const change = (part: object = {}): RegisterCommand => ({
  type: 'record-law-change',
  what: 'amended',
  title: '计量法',
  effectiveOn: '2025-12-31',
  also: [],
  ...part,
});

describe('南大港 第十二条第（五）项 依据变动之日起二十个工作日内更新', () => {
  test('以它为依据的事项、流程图都列入，不用人挑；期限从生效之日起算', () => {
    const register = new Register();
    register.act('2025-12-01', chart);
    expect(register.act('2025-12-02', change())).toBe('');
    const duties = register.duties('2026-01-05');
    expect(duties.map(({ item, duty, state }) => [item.kind, duty?.due, duty?.id, state])).toEqual([
      ['matter', '2026-01-29', 'np-12-5-update', 'open'],
      ['chart', '2026-01-29', 'np-12-5-update', 'open'],
    ]);
    expect(register.duties('2025-12-30')[1]?.state).toBe('to-come');
    expect(register.duties('2026-01-30')[1]?.state).toBe('overdue');
  });

  test('流程图的三步审核倒排在二十个工作日里：局办公会、园区法制办、公示', () => {
    const register = new Register();
    register.act('2025-12-01', chart);
    register.act('2025-12-02', change());
    // 1/29 公示，前两个工作日 1/27；再前十个 1/13；再前三个 1/8。
    expect(register.duties('2026-01-05')[1]?.steps.map(({ body, by }) => [body, by])).toEqual([
      ['相关人员', '2026-01-08'],
      ['局办公会', '2026-01-13'],
      ['园区法制办', '2026-01-27'],
      ['局办公室', '2026-01-29'],
    ]);
  });

  test('执法事项走第（一）项的程序，抽查清单走第（二）项的：审核的机关不同，各步最迟日照倒排', () => {
    const register = new Register();
    const list = { pack: 'nandagang-publicity', item: 'np-6-5-inspection-list' };
    register.act('2025-12-01', { ...chart, kind: 'list', name: '双随机抽查事项清单', catalogue: list });
    register.act('2025-12-02', change());
    // 1/29 公开，前两个工作日 1/27；再前十个 1/13；再前两个 1/9。
    const steps = register
      .duties('2026-01-05')
      .map((one) => one.steps.map(({ body, by }) => `${by} ${body}`));
    expect(steps).toEqual([
      ['2026-01-09 相关科室', '2026-01-13 局办公室', '2026-01-27 园区法制办', '2026-01-29 局办公室'],
      [
        '2026-01-09 相关科室',
        '2026-01-13 局办公室',
        '2026-01-27 园区工商行政管理部门',
        '2026-01-29 局办公室',
      ],
    ]);
    expect(register.duties('2026-01-05')[0]?.steps.every(({ proposed }) => proposed)).toBe(true);
  });

  test('职能变动：从变动之日起算，所涉内容由登记的人写明', () => {
    const register = new Register();
    register.act('2025-12-01', chart);
    const duties = change({ what: 'duties', title: '计量检定职能划出' });
    expect(register.act('2025-12-31', duties)).toContain('写明职能变动涉及哪些内容');
    expect(register.act('2025-12-31', { ...duties, also: ['item-1'] } as RegisterCommand)).toBe('');
    expect(register.duties('2026-01-05')).toMatchObject([
      { item: { id: 'item-1' }, duty: { startEvent: 'duties-changed', due: '2026-01-29' } },
    ]);
  });

  test('登记更新即结；晚于期限的照样记为逾期，同一项不重复登记', () => {
    const register = new Register();
    register.act('2025-12-01', chart);
    register.act('2025-12-02', change());
    const update = (on: string) =>
      ({ type: 'record-item-updated', change: 2, item: 'item-1', on, note: '已换上新图。' }) as const;
    expect(register.act('2026-01-20', update('2026-01-21'))).toContain('不能晚于今天');
    expect(register.act('2026-02-02', update('2026-02-02'))).toBe('');
    expect(register.duties('2026-02-03')[1]?.state).toBe('done-late');
    expect(register.act('2026-02-03', update('2026-02-03'))).toContain('已于 2026-02-02 登记更新');
    expect(register.act('2026-02-03', { ...update('2026-02-03'), item: 'none' })).toContain('没有要更新的');
  });

  test('登记以后再改的、停用的，不改已经提出的更新', () => {
    const register = new Register();
    register.act('2025-12-01', chart);
    register.act('2025-12-02', change());
    register.act('2025-12-03', { type: 'retire-linked-item', item: 'item-1', reason: '不再使用。' });
    expect(linkedItems(register.state, nandagang).map(({ id }) => id)).not.toContain('item-1');
    expect(register.duties('2026-01-05').map(({ item }) => item.id)).toContain('item-1');
  });
});

test('汶上 第五条 没有写明天数的，列为及时更新，没有日期', () => {
  const register = new Register(wenshang);
  expect(register.act('2025-12-02', change({ title: '食盐专营办法' }))).toBe('');
  expect(register.duties('2026-01-05')).toMatchObject([
    { duty: { id: 'wp-5-update', due: null }, state: 'open', steps: [] },
  ]);
});

test('不收：没有的机构、同名的内容、不在登记之列的、登记过的变动；新法没有关联的可以照登', () => {
  const register = new Register();
  expect(register.act('2025-12-01', { ...chart, unit: 'none' } as RegisterCommand)).toContain(
    '没有这个内设机构',
  );
  expect(register.act('2025-12-01', chart)).toBe('');
  expect(register.act('2025-12-01', chart)).toContain('已经登记过同名');
  expect(register.act('2025-12-02', change({ also: ['none'] }))).toContain('不在登记之列');
  expect(register.act('2025-12-02', change())).toBe('');
  expect(register.act('2025-12-02', change({ title: '《中华人民共和国计量法》' }))).toContain('已经登记过');
  expect(register.act('2025-12-02', change({ what: 'new', title: '某市条例' }))).toBe('');
  expect(register.duties('2026-01-05', 1)).toEqual([]);
});
