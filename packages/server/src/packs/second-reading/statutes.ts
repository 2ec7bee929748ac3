import {
  atOnce,
  type Clause,
  days,
  daysBefore,
  daysRolling,
  each,
  type Figure,
  hours,
  months,
  monthsRolling,
  noFigure,
  type Told,
  unchecked,
  worked,
  workedBefore,
  years,
} from './figure.ts';

/**
 * The limits of the statutes and ministerial rules, read a second time from their texts and not from the packs.
 * 许可法 82: the organ's days are working days; 处罚法 85: 二、三、五、七日 are; 强制法 69: those up to ten are; 条例 says so itself.
 * 程序规定 80 and 民法典 203 move a last day off; what may not be exceeded (查封扣押, 冻结) or must pass (公示期, 追责) does not move.
 */
export const statutes: readonly Clause[] = [
  ...clausesOf('中华人民共和国行政许可法', [
    ['第三十二条第一款第（一）项', 'application-received', atOnce],
    ['第三十二条第一款第（二）项', 'application-received', atOnce],
    ['第三十二条第一款第（四）项', 'application-received', worked(5)],
    ['第三十八条第二款', 'decision-served', unchecked(daysRolling(60)), ({ does }) => does !== 'sue'],
    ['第三十八条第二款', 'decision-served', unchecked(monthsRolling(6)), ({ does }) => does === 'sue'],
    ['第四十条', 'decision-made', noFigure],
    ['第四十二条第一款', 'application-accepted', worked(20, ...PERMIT_OUT())],
    ['第四十二条第二款', 'application-accepted', worked(45, ...PERMIT_OUT())],
    ['第四十三条', 'application-accepted', worked(20, ...PERMIT_OUT())],
    ['第四十四条', 'decision-made', worked(10)],
    ['第四十五条', 'time-excluded', noFigure],
    ['第四十七条第一款', 'notice-served', worked(5)],
    ['第四十七条第一款', 'hearing-requested', worked(20)],
    ['第四十八条第一款第（一）项', 'hearing-set', workedBefore(7)],
    ['第五十条第一款', 'certificate-expires', daysBefore(30)],
    ['第五十条第二款', 'certificate-expires', atOnce],
    ['第五十五条第二款', 'application-accepted', worked(5)],
  ]),
  ...clausesOf('中华人民共和国行政处罚法', [
    ['第二十七条第一款', 'crime-suspected', noFigure],
    ['第三十六条第一款', 'offence-ended', years(2), ({ value }) => value('harm').includes('no')],
    ['第三十六条第一款', 'offence-ended', years(5), ({ value }) => value('harm').includes('yes')],
    ['第四十五条第一款', 'notice-served', noFigure],
    ['第四十八条第一款', 'decision-made', noFigure],
    ['第四十八条第二款', 'decision-revoked', worked(3)],
    ['第五十二条第一款', 'decision-made', atOnce],
    ['第五十二条第三款', 'decision-made', noFigure],
    ['第五十四条第二款', 'lead-received', noFigure],
    ['第五十六条', 'evidence-preserved', worked(7)],
    [
      '第五十九条第一款第（五）项',
      'decision-served',
      unchecked(daysRolling(60)),
      ({ does }) => does !== 'sue',
    ],
    [
      '第五十九条第一款第（五）项',
      'decision-served',
      unchecked(monthsRolling(6)),
      ({ does }) => does === 'sue',
    ],
    ['第六十条', 'case-filed', daysRolling(90)],
    ['第六十一条第一款', 'decision-made', worked(7)],
    ['第六十四条第（一）项', 'notice-served', worked(5)],
    ['第六十四条第（二）项', 'hearing-set', workedBefore(7)],
    ['第六十七条第三款', 'decision-served', daysRolling(15)],
    ['第七十一条', 'fine-collected', worked(2)],
    ['第七十一条', 'shore-reached', worked(2)],
    ['第七十一条', 'fine-handed-in', worked(2)],
  ]),
  ...clausesOf('中华人民共和国行政强制法', [
    ['第十九条', 'emergency-measure-taken', hours(24)],
    ['第二十五条第一款', 'seizure-made', days(30, 'testing', 'inspection', 'quarantine', 'appraisal')],
    ['第二十五条第二款', 'measure-extended', noFigure],
    ['第二十八条第一款', 'measure-groundless', noFigure],
    ['第三十一条', 'freezing-made', worked(3)],
    ['第三十二条第一款', 'freezing-made', days(30)],
    ['第三十九条第二款', 'execution-suspended', years(3)],
    ['第四十六条第一款', 'surcharge-started', days(30)],
    ['第五十一条第一款第（二）项', 'substitute-performance-set', workedBefore(3)],
    ['第五十三条', 'remedy-period-ended', monthsRolling(3)],
    ['第五十四条', 'demand-served', worked(10)],
    ['第五十六条第二款', 'ruling-received', daysRolling(15)],
    ['第五十八条第三款', 'ruling-received', daysRolling(15)],
  ]),
  ...clausesOf('中华人民共和国政府信息公开条例', [
    ['第十二条第一款', 'duties-changed', noFigure],
    ['第二十六条', 'information-formed', worked(20)],
    ['第二十六条', 'information-changed', worked(20)],
    ['第三十条', 'information-requested', worked(7)],
    ['第三十二条', 'third-party-consulted', worked(15)],
    [
      '第三十三条第二款',
      'information-requested',
      worked(20, 'third-party-consultation', 'organ-consultation'),
    ],
    ['第三十三条第二款', 'supplement-received', worked(20, 'third-party-consultation', 'organ-consultation')],
    ['第三十四条', 'organ-consulted', worked(15)],
    ['第四十九条第一款', 'year-ended', each('01-31')],
    ['第四十九条第二款', 'year-ended', each('03-31')],
  ]),
  ...clausesOf('市场监督管理行政处罚程序规定', [
    ['第十八条第一款', 'lead-received', worked(15, ...TESTS(), 'identification')],
    ['第三十三条第二款', 'emergency-preservation', hours(24)],
    ['第三十五条第一款', 'evidence-preserved', worked(7)],
    ['第三十六条第二款', 'emergency-measure-taken', hours(24)],
    ['第三十八条第一款', 'seizure-made', days(30, ...TESTS())],
    ['第三十八条第二款', 'measure-extended', noFigure],
    ['第四十二条第一款', 'measure-groundless', noFigure],
    ['第四十五条第二款', 'assistance-requested', worked(15)],
    ['第五十五条', 'review-requested', worked(10)],
    ['第五十七条第二款', 'notice-served', worked(5)],
    ['第六十三条第一款', 'decision-made', noFigure],
    ['第六十三条第二款', 'decision-revoked', worked(3)],
    [
      '第六十四条第一款',
      'case-filed',
      daysRolling(90, 'suspension', 'hearing', 'announcement', ...TESTS(), 'identification', 'refund'),
    ],
    ['第七十条', 'decision-made', worked(7)],
    ['第七十二条第一款', 'decision-served', daysRolling(15)],
    ['第七十三条', 'fine-collected', worked(2)],
    ['第七十三条', 'shore-reached', worked(2)],
    ['第七十三条', 'fine-handed-in', worked(2)],
    ['第七十六条第一款', 'demand-served', worked(10)],
    ['第七十六条第一款', 'remedy-period-ended', monthsRolling(3)],
    ['第七十六条第二款', 'deferral-ended', monthsRolling(3)],
    ['第七十七条', 'closing-ground-arose', worked(15)],
    ['第七十八条第一款', 'act-ended', noFigure],
    ['第八十一条', 'decision-made', worked(7)],
    ['第八十二条第（五）项', 'service-announced', daysRolling(30)],
  ]),
  ...clausesOf('市场监督管理行政处罚信息公示规定', [
    ['第九条', 'decision-made', worked(20)],
    ['第十条', 'decision-made', worked(10)],
    ['第十条', 'publication-forwarded', worked(10)],
    ['第十一条', 'decision-revoked', worked(3)],
    ['第十二条', 'correction-requested', noFigure],
    ['第十三条第一款', 'published', months(3), isLight],
    ['第十三条第一款', 'published', years(3), (set) => !isLight(set)],
    ['第十三条第三款', 'published', noFigure],
  ]),
];

type Row = readonly [article: string, on: string, figure: Figure, where?: (set: Told) => boolean];

function clausesOf(regulation: string, rows: readonly Row[]): Clause[] {
  return rows.map(([article, on, figure, where]) => ({
    regulation,
    article,
    on: [on],
    figure,
    ...(where === undefined ? {} : { where }),
  }));
}

// 许可法 45: 听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审.
function PERMIT_OUT(): string[] {
  return ['hearing', 'tender', 'auction', ...TESTS(), 'expert-review'];
}

// 检测、检验、检疫、鉴定.
function TESTS(): string[] {
  return ['testing', 'inspection', 'quarantine', 'appraisal'];
}

// 公示规定 13: 仅受到通报批评或者较低数额罚款.
function isLight({ value }: Told): boolean {
  const mild = value('penalty').every((penalty) => penalty === 'criticism' || penalty === 'warning');
  return mild || value('light-fine-only').includes('yes');
}
