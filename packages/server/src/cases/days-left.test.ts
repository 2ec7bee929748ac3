import type { CaseDuty } from '@mingjing/law';
import { expect, test } from 'vitest';
import { loadPacks } from '../packs/load.ts';
import { daysLeft } from './days-left.ts';

const { calendar } = loadPacks();
const duty = (change: Partial<CaseDuty>): CaseDuty =>
  ({
    doneOn: null,
    due: '2026-03-20',
    unit: 'year',
    modality: 'must',
    waitingFor: 'bureau',
    state: 'open',
    provisional: false,
    ...change,
  }) as CaseDuty;
const on = (today: string, change: Partial<CaseDuty> = {}) => daysLeft(duty(change), { calendar, today });

test('what must be done is overdue after its day', () => {
  expect(on('2026-03-19')).toBe('还有 1 日');
  expect(on('2026-03-20')).toBe('今天到期');
  expect(on('2026-03-21')).toBe('逾期 1 日');
});

test('what the bureau may do is open to it from its day on, and never overdue', () => {
  expect(on('2026-03-19', { modality: 'may' })).toBe('还有 1 日');
  expect(on('2026-03-20', { modality: 'may' })).toBe('可以办理');
  expect(on('2027-03-20', { modality: 'may' })).toBe('可以办理');
});

test('第十三条第（二）项 公示期限未满的写多少日后届满，届满后才是要办的事；没有期限的持续公示', () => {
  const term = { does: 'end-publication', due: '2031-03-20' } as const;
  expect(on('2031-03-10', term)).toBe('10 日后届满');
  expect(on('2031-03-20', term)).toBe('今天到期');
  expect(on('2031-03-21', term)).toBe('逾期 1 日');
  expect(on('2031-03-20', { ...term, due: null })).toBe('持续公示');
  expect(on('2031-03-20', { due: null })).toBe('及时办理');
});
