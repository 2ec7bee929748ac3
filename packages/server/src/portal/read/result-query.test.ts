import { describe, expect, it } from 'vitest';
import { isDate, readCursor, writeCursor } from './cursor.ts';
import { readResultQuery } from './result-query.ts';
import { readSearchTerms } from './search-terms.ts';

describe('what a visitor types', () => {
  it('any bracket around a year finds the same document number', () => {
    const patterns = ['汶工信罚字〔2025〕7号', '汶工信罚字[2025]7号', '汶工信罚字（2025）7号'].map(
      (text) => readSearchTerms(text).patterns,
    );
    expect(new Set(patterns.map(String))).toEqual(new Set(['%汶工信罚字_2025_7号%']));
  });
  it('wildcards and backslashes have no power', () => {
    expect(readSearchTerms('100%_\\').patterns).toEqual(['%100%']);
    expect(readSearchTerms('%%%').words).toEqual([]);
    expect(readSearchTerms('a%b').patterns).toEqual(['%a_b%']);
  });
  it('NUL, half surrogates and invisible characters are dropped', () => {
    const { words } = readSearchTerms('甲\u0000乙 \ud800丙丁\u200b戊');
    expect(words).toEqual(['甲', '乙', '丙丁', '戊']);
  });
  it('a huge query is cut and says so', () => {
    const terms = readSearchTerms('企业名称 '.repeat(50_000));
    expect(terms.words.length).toBeLessThanOrEqual(5);
    expect(terms.shortened).toBe(true);
  });
  it('one character alone is not searched for', () => {
    const { problems } = readResultQuery('wenshang', { q: '汶' });
    expect(problems.map(({ field }) => field)).toEqual(['q']);
  });
  it('every wrong field is named at once', () => {
    const { problems } = readResultQuery('wenshang', {
      q: '!',
      kind: 'x',
      state: "' or 1=1",
      from: '2025-02-31',
      to: 'morgen',
      after: '1',
    });
    expect(problems.map(({ field }) => field)).toEqual(['q', 'kind', 'state', 'from', 'to', 'after']);
  });
  it('a start after the end is refused', () => {
    const { problems } = readResultQuery('wenshang', { from: '2025-02-02', to: '2025-02-01' });
    expect(problems.map(({ field }) => field)).toEqual(['from']);
  });
  it('a repeated parameter counts once', () => {
    expect(readResultQuery(null, { q: ['纺织', '食品'] }).form.q).toBe('纺织');
  });
});

describe('cursors', () => {
  it('come back as they were written', () => {
    const cursor = { publishedOn: '2025-10-10', id: 'a0-1' };
    expect(readCursor(writeCursor(cursor))).toEqual(cursor);
  });
  it.each([
    '',
    '2025-10-10',
    '2025-13-10~a',
    '2025-02-30~a',
    "2025-10-10~a' or 1=1",
    '2025-10-10~',
    `2025-10-10~${'a'.repeat(101)}`,
  ])('refuse %j', (text) => {
    expect(readCursor(text)).toBeUndefined();
  });
  it('dates are days of the calendar', () => {
    expect([isDate('2024-02-29'), isDate('2025-02-29'), isDate('0000-01-01'), isDate('2025-1-1')]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
