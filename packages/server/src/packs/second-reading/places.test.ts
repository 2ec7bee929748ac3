import { describe, expect, test } from 'vitest';
import { loadPacks } from '../load.ts';
import { citesOf, misplaced } from './cites.ts';
import { placesOf } from './places.ts';

const held = loadPacks().packs.filter(({ textHeld }) => textHeld);

describe('条款编号按原文自行数出，与各条规则写的编号相同', () => {
  test('一款之下有项、项之下有目的，各有编号', () => {
    const text = '总则：\n（一）甲：（1）子；（2）丑；\n（二）乙。\n第二段。';
    expect(placesOf([{ number: '第九条', text }])).toEqual([
      { number: '第九条第一款', words: '总则：' },
      { number: '第九条第一款第（一）项', words: '（一）甲：' },
      { number: '第九条第一款第（一）项第（1）目', words: '（1）子；' },
      { number: '第九条第一款第（一）项第（2）目', words: '（2）丑；' },
      { number: '第九条第一款第（二）项', words: '（二）乙。' },
      { number: '第九条第二款', words: '第二段。' },
    ]);
  });

  test('只有一段的条不写款', () => {
    expect(placesOf([{ number: '第三条', text: '只有一段。' }])).toEqual([
      { number: '第三条', words: '只有一段。' },
    ]);
  });

  test.each(held.map((pack) => [pack.id, pack] as const))('%s', (_, pack) => {
    expect(citesOf(pack).flatMap((cite) => misplaced(pack, cite) ?? [])).toEqual([]);
  });
});
