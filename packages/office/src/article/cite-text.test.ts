import { expect, test } from 'vitest';
import { shortCite } from './cite-text.ts';

const cite = (article: string) =>
  shortCite({
    pack: 'p',
    rank: 'normative',
    regulation: '示例规定',
    short: '规定',
    article,
    quote: '',
    verified: true,
  });

test.each([
  ['第七条', '规定 七'],
  ['第七条第（一）项', '规定 七（一）'],
  ['第六十一条第一款', '规定 六十一条第一款'],
  ['第十三条第（一）项第（2）目', '规定 十三（一）第（2）目'],
  ['二（四）', '规定 二（四）'],
])('%s 在表格里写作“%s”', (article, short) => {
  expect(cite(article)).toBe(short);
});
