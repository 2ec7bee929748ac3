/** Numbering of every family of documents under a bureau's code word (机关代字), as bureaux commonly have it. */
export function defaultNumbering(codeWord: string): Readonly<Record<string, string>> {
  return {
    ...Object.fromEntries(
      Object.entries(words).map(([family, word]) => [family, `${codeWord}${word}字〔{year}〕{number}号`]),
    ),
    certificate: `${codeWord}证{year}{number}`,
  };
}

/** Numbers of one series, by the form in which a bureau writes them. */
export const seriesPattern = (form: string): RegExp =>
  new RegExp(
    `^${form
      .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
      .replace('{year}', '(?<year>\\d{4})')
      .replace('{number}', '(?<number>\\d+)')}$`,
  );

/** What the families of numbers are called, for those who set their patterns. */
export const numberingLabels: Readonly<Record<string, string>> = {
  received: '收件登记',
  'acceptance-decision': '受理决定书',
  'supplement-notice': '补正告知书',
  'non-acceptance-decision': '不予受理决定书',
  'excluded-time-notice': '期限除外告知书',
  'extension-notice': '延期告知书',
  'permit-decision': '准予许可决定书',
  'refusal-decision': '不予许可决定书',
  'termination-decision': '终止办理决定书',
  'approval-form': '审批表',
  'case-filing': '立案',
  'prior-notice': '处罚事先告知书',
  'hearing-notice': '听证通知书',
  'legal-review-opinion': '法制审核意见书',
  'penalty-decision': '处罚决定书',
  'closing-form': '结案审批表',
  'interview-record': '询问笔录',
  certificate: '证书',
  'service-receipt': '送达回证',
  'correction-notice': '文书更正通知书',
};

const words = {
  received: '收',
  'acceptance-decision': '许受',
  'supplement-notice': '许补',
  'non-acceptance-decision': '许不受',
  'excluded-time-notice': '许除',
  'extension-notice': '许延',
  'permit-decision': '许准',
  'refusal-decision': '许不准',
  'termination-decision': '许终',
  'approval-form': '许审',
  'case-filing': '立',
  'prior-notice': '罚告',
  'hearing-notice': '听通',
  'legal-review-opinion': '法审',
  'penalty-decision': '罚',
  'closing-form': '结',
  'interview-record': '询',
  'service-receipt': '送',
  'correction-notice': '更',
} as const;
