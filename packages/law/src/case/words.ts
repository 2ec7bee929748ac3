/** Words for values that forms offer and documents print. */
export const results = { grant: '准予许可', refuse: '不予许可' } as const;

export const exclusionCauses = {
  inspection: '检验',
  testing: '检测',
  appraisal: '鉴定',
  'expert-review': '专家评审',
} as const;

export const methodsOfService = {
  'in-person': '直接送达',
  'left-at-premises': '留置送达',
  'by-post': '邮寄送达',
  'by-proxy': '委托送达',
  electronic: '电子送达',
  'by-announcement': '公告送达',
} as const;

export const revocationOutcomes = {
  revoked: '撤销',
  declaredUnlawful: '确认违法',
  remade: '要求重新作出',
} as const;

/** Stands for a record that no requirement asks for. */
export const OTHER_RECORD = 'other';
/** The report that a refusal resting on a test must attach. */
export const TEST_REPORT = 'test-report';
export const freeRecordNames: Readonly<Record<string, string>> = {
  [OTHER_RECORD]: '其他记录',
  [TEST_REPORT]: '检验、检测报告',
};

/** In what capacity a body takes part in a case. */
export const participationLabels = {
  handling: '承办机关',
  superior: '上级机关',
  joint: '联合办理机关',
  entrusted: '受委托单位',
  supervising: '监督机关',
} as const;
