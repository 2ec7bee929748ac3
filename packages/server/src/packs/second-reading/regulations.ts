import { atOnce, type Clause, daysRolling, each, noFigure, type Told, worked, years } from './figure.ts';

/** The limits of the seven regulations and of the State Council's papers, read a second time from their texts. */
export const regulations: readonly Clause[] = [
  ...clausesOf('沧州质量技术监督局南大港管理区分局行政执法公示办法', [
    ['第十二条第（五）项', ['basis-effective', 'duties-changed'], worked(20)],
    [
      '第十三条第（一）项第（1）目',
      ['information-formed', 'decision-made', 'information-changed'],
      worked(7),
    ],
    ['第十三条第（一）项第（2）目', ['inspection-completed'], worked(20)],
    ['第十三条第（一）项第（3）目', ['inspection-completed'], noFigure],
    ['第十三条第（二）项', ['published'], years(5), (set) => !isNatural(set)],
    ['第十三条第（二）项', ['published'], years(2), isNatural],
    ['第十三条第（二）项', ['decision-revoked'], noFigure],
    ['第十六条', ['correction-requested'], noFigure],
  ]),
  ...clausesOf('南大港质监局行政执法全过程记录实施办法', [
    ['第六条', ['application-received'], worked(5)],
    ['第七条', ['application-received'], noFigure, ({ value }) => value('intake').includes('not-needed')],
    ['第七条', ['application-received'], atOnce, ({ value }) => value('intake').includes('outside-powers')],
    ['第八条', ['time-excluded'], noFigure],
    ['第十六条第二款', ['act-ended'], daysRolling(30)],
  ]),
  ...clausesOf('四平市工业和信息化局行政执法公示制度', [
    ['四（五）', ['basis-effective', 'duties-changed'], worked(20)],
    ['四（六）', ['information-formed', 'decision-made', 'information-changed'], worked(7)],
    ['四（六）', ['inspection-completed'], worked(20), ({ value }) => value('result').includes('normal')],
    ['四（六）', ['inspection-completed'], noFigure, ({ value }) => value('result').includes('problem')],
    ['四（六）', ['published'], years(5), (set) => !isNatural(set)],
    ['四（六）', ['published'], years(2), isNatural],
    ['四（六）', ['decision-revoked'], noFigure],
    ['四（七）', ['correction-requested'], noFigure],
  ]),
  ...clausesOf('汶上县工业和信息化局行政执法公示规定', [
    ['第五条', ['basis-effective', 'duties-changed'], noFigure],
    ['第七条第（一）项', ['decision-made'], worked(7), isPermitOrPenalty],
    ['第七条第（一）项', ['decision-made'], worked(20), (set) => !isPermitOrPenalty(set)],
    ['第七条第（二）项', ['inspection-completed'], worked(20)],
    ['第七条第（三）项', ['decision-revoked'], worked(3)],
    ['第九条', ['published'], noFigure],
    ['第十一条', ['year-ended'], each('01-15'), ({ does }) => does === 'report-section'],
    ['第十一条', ['year-ended'], each('01-31'), ({ does }) => does !== 'report-section'],
  ]),
  ...clausesOf('汶上县工业和信息化局行政执法全过程记录规定', [
    ['第八条', ['recording-made'], noFigure],
    ['第十二条', ['act-ended'], daysRolling(30)],
  ]),
  ...clausesOf('忻州市市场监督管理局行政执法公示制度', [
    ['第五条', ['basis-effective', 'duties-changed'], noFigure],
    ['第九条第一款', ['decision-made', 'inspection-completed'], worked(20), (set) => !isPermitOrPenalty(set)],
    ['第九条第一款', ['decision-made'], worked(7), isPermitOrPenalty],
    ['第十五条', ['correction-requested'], noFigure],
  ]),
  ...clausesOf('忻州市市场监督管理局行政执法全过程记录制度', [
    ['第十四条第二款', ['recording-made', 'returned-to-office'], worked(2)],
    ['第十五条', ['act-ended'], noFigure],
  ]),
  ...clausesOf(
    '国务院办公厅关于全面推行行政执法公示制度执法全过程记录制度重大执法决定法制审核制度的指导意见',
    [
      ['三（九）', ['act-ended'], noFigure],
      ['四（十三）', ['review-requested'], noFigure],
      ['二', ['correction-requested'], noFigure],
      ['二（四）', ['basis-effective', 'duties-changed'], noFigure],
      ['二（六）', ['decision-made'], worked(7), isPermitOrPenalty],
      ['二（六）', ['decision-made'], worked(20), (set) => !isPermitOrPenalty(set)],
      ['二（六）', ['decision-revoked'], noFigure],
      ['二（六）', ['year-ended'], each('01-31')],
    ],
  ),
  ...clausesOf('国务院关于在市场监管领域全面推行部门联合“双随机、一公开”监管的意见', [
    ['一', ['inspection-completed'], noFigure],
    ['三（二）', ['basis-effective'], noFigure],
    ['三（七）', ['lead-received'], noFigure],
  ]),
];

type Row = readonly [
  article: string,
  on: readonly string[],
  figure: Clause['figure'],
  where?: (set: Told) => boolean,
];

function clausesOf(regulation: string, rows: readonly Row[]): Clause[] {
  return rows.map(([article, on, figure, where]) => ({
    regulation,
    article,
    on,
    figure,
    ...(where === undefined ? {} : { where }),
  }));
}

function isPermitOrPenalty({ kind }: Told): boolean {
  return kind === 'permit' || kind === 'penalty';
}

// 民法典 54: a 个体工商户 is a natural person in business.
function isNatural({ value }: Told): boolean {
  return value('party').some((party) => party !== 'organisation');
}
