import { describe, expect, it } from 'vitest';
import type { Completeness } from '../read/summary.ts';
import { sampleView } from '../testing/sample-view.ts';
import { completenessSection } from './completeness.ts';

const counts: Completeness = {
  decided: 86,
  since: 2025,
  onTime: 71,
  late: 3,
  unconfirmed: 0,
  untimed: 0,
  withdrawn: 1,
  expired: 0,
  rest: 11,
  imported: 0,
  byKind: [],
  withdrawnAll: 1,
};
const shown = (more: Partial<Completeness> = {}) =>
  completenessSection(sampleView(), { ...counts, ...more }).toString();
const columns = (page: string) =>
  [...page.matchAll(/<dd>([\d,]+)<small>/g)].map(([, count]) => Number(count?.replaceAll(',', '')));

describe('公示完整度', () => {
  it('the columns add up to the decisions', () => {
    expect(columns(shown()).reduce((sum, count) => sum + count, 0)).toBe(86);
    const more = shown({ unconfirmed: 2, untimed: 1, rest: 8 });
    expect(columns(more).reduce((sum, count) => sum + count, 0)).toBe(86);
  });
  it('says what it cannot tell apart', () => {
    expect(shown()).toContain('不能逐项分列');
  });
  it('says so where the books do not agree, and shows no columns', () => {
    const page = shown({ rest: -2 });
    expect(page).toContain('两数不一致');
    expect(columns(page)).toEqual([]);
  });
  it('imported results are named apart', () => {
    expect(shown({ imported: 1234 })).toContain('由历史数据导入的 1,234 件');
  });
  it('claims nothing where nothing was registered', () => {
    expect(shown({ decided: 0, rest: 0, onTime: 0, late: 0, withdrawn: 0 })).toContain('尚未登记执法决定');
  });
});
