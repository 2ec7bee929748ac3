import { describe, expect, it } from 'vitest';
import { loadPacks } from '../packs/load.ts';
import { type BureauRecord, lawInForce } from './resources.ts';

const { bureaus, packs, hashes } = loadPacks();
const profile = bureaus.find(({ id }) => id === 'wenshang');
if (profile === undefined) throw new Error('no profile');
const record: BureauRecord = {
  id: profile.id,
  name: profile.name,
  short: profile.short,
  profile,
  demonstration: true,
};
const active = Object.fromEntries(profile.layers.map(({ pack }) => [pack, hashes[pack] ?? '']));
const changed = packs
  .filter(({ id }) => id === 'wenshang-publicity')
  .map((pack) => ({ ...pack, deadlines: [] }))
  .map((pack): [string, typeof pack] => ['changed', pack]);
const law = lawInForce(
  new Map([[profile.id, record]]),
  new Map([...packs.map((pack): [string, typeof pack] => [hashes[pack.id] ?? '', pack]), ...changed]),
  new Map([
    [
      profile.id,
      [
        { from: '2026-01-01', packs: active },
        { from: '2026-06-01', packs: { ...active, 'wenshang-publicity': 'changed' } },
      ],
    ],
  ]),
);
const over = (openedOn: string, event: string, today: string) =>
  law.rulebookOver({
    bureau: profile.id,
    openedOn,
    packs: law.activePacks(profile.id, openedOn),
    event,
    today,
  });

describe('the law over time', () => {
  it('is composed once for each law, not for each day or case', () => {
    expect(law.rulebook(profile.id, '2026-03-01')).toBe(law.rulebook(profile.id, '2026-05-31'));
    expect(law.rulebook(profile.id, '2026-06-01')).not.toBe(law.rulebook(profile.id, '2026-05-31'));
    expect(over('2026-03-01', '2026-04-01', '2026-05-01')).toBe(
      over('2026-03-02', '2026-04-02', '2026-05-02'),
    );
    expect(over('2026-03-01', '2026-04-01', '2026-07-01')).not.toBe(
      over('2026-03-01', '2026-04-01', '2026-05-01'),
    );
  });
  it('names the versions that a case freezes on its day', () => {
    expect(law.activePacks(profile.id, '2026-05-31')['wenshang-publicity']).toBe(
      hashes['wenshang-publicity'],
    );
    expect(law.activePacks(profile.id, '2026-06-01')['wenshang-publicity']).toBe('changed');
  });
});
