import { describe, expect, test } from 'vitest';
import { calendar, nandagang, packs } from '../../test/case-fixtures.ts';
import type { Role } from '../access/actor.ts';
import { dutiesFor } from '../duties/duties-for.ts';
import { factTypes, type RecordedFact } from '../facts/fact-types.ts';
import { withDecisions } from '../pack/decided-points.ts';
import { packsOn } from '../pack/law-in-force.ts';
import { rulebookOf } from '../pack/rulebook.ts';
import { rulebookOver } from '../pack/rulebook-over.ts';
import type { Pack } from '../pack/schema.ts';
import { RuleError } from '../rule-error.ts';
import { foldBureau } from './bureau-state.ts';
import { type BureauCommand, decideBureau } from './decide.ts';
import { silentPointRegister } from './silent-points.ts';

const hashOf = new Map(packs.map((pack, index) => [pack.id, String(index).padStart(64, '0')]));
const versions = new Map<string, Pack>(packs.map((pack) => [hashOf.get(pack.id) ?? '', pack]));
const publicity = packs.find(({ id }) => id === 'nandagang-publicity') as Pack;
const revised = 'f'.repeat(64);
versions.set(revised, {
  ...publicity,
  silentPoints: publicity.silentPoints.map((point) => ({ ...point, point: `${point.point}（修订）` })),
});
const find = (version: string) => versions.get(version);
const fact = (
  type: RecordedFact['type'],
  data: RecordedFact['data'],
  version: number,
  occurredOn: string,
): RecordedFact => ({
  type,
  data,
  version,
  occurredOn,
  stream: 'bureau/nandagang',
  typeVersion: factTypes[type].version,
  recordedAt: `${occurredOn}T01:00:00Z`,
  actor: 'lawyer',
  erased: [],
});
const created = fact(
  'packs-activated',
  {
    packs: Object.fromEntries(nandagang.layers.map(({ pack }) => [pack, hashOf.get(pack)])),
    proposedBy: 'one',
    demonstration: true,
  },
  1,
  '2026-01-05',
);

class Register {
  facts: RecordedFact[] = [created];
  get state() {
    return foldBureau(this.facts);
  }
  around(today: string, roles: readonly Role[] = ['policy-and-law']) {
    const actor = { id: 'lawyer', name: '某某', bureau: 'nandagang', roles };
    return { actor, profile: nandagang, today, find };
  }
  decide(today: string, part: object, roles?: readonly Role[]): string {
    const command = { type: 'decide-silent-point', pack: 'nandagang-publicity', ...part } as BureauCommand;
    try {
      for (const one of decideBureau(this.state, command, this.around(today, roles)))
        this.facts.push(fact(one.type, one.data, this.facts.length + 1, one.occurredOn));
      return '';
    } catch (error) {
      if (error instanceof RuleError) return `${error.code} ${error.message}`;
      throw error;
    }
  }
  law(day: string) {
    const { activations, decisions } = this.state;
    return rulebookOf(
      nandagang,
      withDecisions(packsOn(nandagang, activations, find, day), decisions, find, day),
    );
  }
  /** When the publication of a sole trader's penalty, published that day, ends. */
  termOf(published: string, today = published) {
    const rules = rulebookOver({
      atStart: this.law(published),
      on: (day) => this.law(day),
      event: published,
      today,
    });
    const circumstances = { party: 'sole-trader' };
    return dutiesFor({
      rules,
      calendar,
      event: 'published',
      kind: 'penalty',
      date: published,
      circumstances,
    })[0];
  }
}
const organisation = {
  point: 'sole-trader-term',
  option: 'organisation',
  reason: '局务会议研究。',
  from: '2026-03-01',
};

describe('静默事项由政策法规机构确定一次', () => {
  test('确定以前按建议并说明是建议；确定之日起期限、说明都依本局的答案', () => {
    const register = new Register();
    expect(register.termOf('2026-03-02')).toMatchObject({
      due: '2028-03-02',
      note: expect.stringContaining('比照自然人，公开满两年（建议'),
    });
    expect(register.decide('2026-02-10', organisation)).toBe('');
    expect(register.termOf('2026-02-20', '2026-02-20')?.due).toBe('2028-02-20');
    const after = register.termOf('2026-03-02');
    expect(after).toMatchObject({ id: 'np-13-2-term', due: '2031-03-02' });
    expect(after?.note).toContain('本局已定：个体工商户比照法人和其他组织，公开满五年（自 2026-03-01 起');
    expect(after?.note).not.toContain('建议');
  });

  test('没有列出答案的，照写在说明里，日期不变', () => {
    const register = new Register();
    const text = '收到决定书之日起三个工作日内撤下';
    expect(
      register.decide('2026-02-10', { point: 'promptly', text, reason: '便于督查。', from: '2026-02-10' }),
    ).toBe('');
    const [duty] = dutiesFor({
      rules: register.law('2026-02-10'),
      calendar,
      event: 'decision-revoked',
      kind: 'penalty',
      date: '2026-02-10',
    })
      .flatMap((one) => [one, ...one.others])
      .filter(({ id }) => id === 'np-13-2-withdraw');
    expect(duty).toMatchObject({ due: null, note: expect.stringContaining(`本局已定：${text}`) });
  });

  test('后一次确定取代前一次；规定换了版本、这一处的文字变了，原来的不再适用', () => {
    const register = new Register();
    register.decide('2026-02-10', organisation);
    register.decide('2026-04-10', { ...organisation, option: 'natural-person', from: '2026-05-01' });
    expect(register.termOf('2026-04-20')?.due).toBe('2031-04-20');
    expect(register.termOf('2026-05-02')?.due).toBe('2028-05-02');
    const statuses = (today: string) =>
      silentPointRegister(register.state, register.around(today))
        .find(({ point }) => point.id === 'sole-trader-term')
        ?.history.map(({ status }) => status);
    expect(statuses('2026-04-20')).toEqual(['to-come', 'standing']);
    expect(statuses('2026-05-02')).toEqual(['standing', 'replaced']);
    const packsNow = { ...(created.data.packs as object), 'nandagang-publicity': revised };
    register.facts.push(fact('packs-activated', { ...created.data, packs: packsNow }, 4, '2026-06-01'));
    expect(statuses('2026-06-01')).toEqual(['lapsed', 'lapsed']);
    expect(register.termOf('2026-06-02')?.note).toContain('（建议');
  });

  test('过去的日子、没有的答案、别的岗位，都不收', () => {
    const register = new Register();
    const today = '2026-03-02';
    expect(register.decide(today, organisation)).toContain('不能早于今天（2026-03-02）');
    const later = { ...organisation, from: today };
    expect(register.decide(today, { ...later, option: 'none' })).toContain('没有这个答案');
    expect(register.decide(today, { ...later, option: undefined, text: '五年' })).toContain('从中选一个');
    expect(register.decide(today, { ...later, point: 'none' })).toContain('没有这个静默事项');
    expect(register.decide(today, { point: 'promptly', reason: '无', from: today })).toContain(
      '写明本局怎样理解',
    );
    expect(register.decide(today, later, ['approver'])).toContain('not-permitted');
    expect(register.decide(today, later, ['system-administrator'])).toContain('not-permitted');
    expect(register.facts).toHaveLength(1);
  });

  test('登记簿写明原文、建议、用在哪些规则', () => {
    const found = silentPointRegister(new Register().state, new Register().around('2026-03-02'));
    expect(found.length).toBeGreaterThan(20);
    const term = found.find(({ point }) => point.id === 'sole-trader-term');
    expect(term?.uses.map(({ name }) => name)).toEqual(['公开满五年后撤下', '公开满两年后撤下']);
    expect(term?.cite).toMatchObject({
      article: '第十三条第（二）项',
      version: hashOf.get('nandagang-publicity'),
    });
  });
});
