import { describe, expect, test } from 'vitest';
import { applyWitnessFact, presentWitnesses, refuseWitness } from './witnesses.ts';

const key = (name: string, letter: string) => `witness.test/${name}+0000000a+${letter.repeat(44)}`;
const city = { name: '市局', body: '某市工信局', vkey: key('city', 'A') };
const county = { name: '县司法局', body: '某县司法局', vkey: key('county', 'B') };
const named = (witness: typeof city, quorum: number, before = {}) =>
  applyWitnessFact(before, {
    type: 'witness-named',
    occurredOn: '2025-10-10',
    data: { ...witness, quorum, confirmedBy: 'x' },
  });
const both = named(county, 2, named(city, 1));
const codeOf = (change: Parameters<typeof refuseWitness>[1], state = both) =>
  refuseWitness(state, change)?.code;

describe('见证方', () => {
  test('指定一方计一方，结束的保留何日至何日；同一把公钥以后可以再指定', () => {
    const ended = applyWitnessFact(both, {
      type: 'witness-ended',
      occurredOn: '2025-11-01',
      data: { name: city.name, vkey: city.vkey, quorum: 1 },
    });
    expect(ended).toMatchObject({
      quorum: 1,
      witnesses: [
        { name: '市局', from: '2025-10-10', until: '2025-11-01' },
        { name: '县司法局', from: '2025-10-10' },
      ],
    });
    expect(presentWitnesses(ended).map(({ name }) => name)).toEqual(['县司法局']);
    expect(codeOf({ type: 'name-witness', witness: city, quorum: 2 }, ended)).toBeUndefined();
  });

  test('同名的、同一把公钥换了名称的不收', () => {
    expect(codeOf({ type: 'name-witness', witness: { ...city, vkey: key('city', 'C') }, quorum: 1 })).toBe(
      'witness-repeated',
    );
    const renamed = { ...city, name: '另一局', vkey: key('other', 'A') };
    expect(codeOf({ type: 'name-witness', witness: renamed, quorum: 1 })).toBe('witness-repeated');
  });

  test('须联署的个数在一与见证方的个数之间；最后一方结束以后只能是零', () => {
    const third = { name: '省厅', body: '某省厅', vkey: key('third', 'D') };
    for (const [quorum, code] of [
      [0, 'quorum-impossible'],
      [1, undefined],
      [3, undefined],
      [4, 'quorum-impossible'],
    ] as const)
      expect(codeOf({ type: 'name-witness', witness: third, quorum }), String(quorum)).toBe(code);
    expect(codeOf({ type: 'end-witness', vkey: city.vkey, quorum: 2 })).toBe('quorum-impossible');
    expect(codeOf({ type: 'end-witness', vkey: third.vkey, quorum: 1 })).toBe('no-witness');
    const alone = named(city, 1);
    expect(codeOf({ type: 'end-witness', vkey: city.vkey, quorum: 0 }, alone)).toBeUndefined();
    expect(codeOf({ type: 'end-witness', vkey: city.vkey, quorum: 1 }, alone)).toBe('quorum-impossible');
  });
});
