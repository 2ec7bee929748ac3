import { describe, expect, it } from 'vitest';
import type { Completeness } from '../read/summary.ts';
import { sampleView } from '../testing/sample-view.ts';
import { completenessSection } from './completeness.ts';

const counts: Completeness = {
  decided: 86,
  since: 2025,
  columns: { onTime: 71, late: 3, withheld: 2, withdrawn: 1, expired: 0, withinLimit: 9, overdue: 0 },
  untimed: 0,
  unconfirmed: 0,
  revoked: 0,
  imported: 0,
  onPaper: 0,
  byKind: [],
  withdrawnAll: 1,
};
const shown = (more: Partial<Completeness> = {}) =>
  completenessSection(sampleView(), { ...counts, ...more }).toString();
const columns = (page: string) =>
  [...page.matchAll(/<dd>([\d,]+)<small>/g)].map(([, count]) => Number(count?.replaceAll(',', '')));

describe('公示完整度', () => {
  it('the columns add up to the decisions', () => {
    expect(columns(shown())).toEqual([71, 3, 2, 1, 0, 9, 0]);
    expect(shown()).toContain('<b class="num">86</b> 件，编号连续，无缺号');
  });
  it('says what a column holds besides what its name says', () => {
    expect(shown()).not.toMatch(/没有写明天数|尚未确认|公示前已被撤销/);
    expect(shown({ untimed: 4 })).toContain('4 件，所依条文没有写明天数');
    expect(shown({ unconfirmed: 2 })).toContain('2 件已在本平台公示，规定的载体尚未确认');
    expect(shown({ revoked: 1 })).toContain('1 件在公示前已被撤销');
  });
  it('says so where the books do not agree, and shows no columns', () => {
    const page = shown({ decided: 88 });
    expect(page).toContain('两数不一致');
    expect(columns(page)).toEqual([]);
  });
  it('imported results are named apart', () => {
    expect(shown({ imported: 1234 })).toContain('由历史数据导入的 1,234 件');
    expect(shown({ onPaper: 12 })).toContain('在纸质上作出的决定 12 件，不在本局决定序号内');
  });
  it('claims nothing where nothing was registered', () => {
    expect(shown({ decided: 0 })).toContain('尚未登记执法决定');
  });
});
