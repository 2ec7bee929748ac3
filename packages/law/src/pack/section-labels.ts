import type { Pack } from './schema.ts';

/** What the sections of a pack are called, in the order in which they are shown. */
export const sectionLabels = {
  deadlines: '期限',
  guards: '限制',
  requirements: '应有记录',
  publications: '公示内容',
  channels: '公示载体',
  grounds: '不予公开情形',
  procedures: '程序',
  legalReview: '法制审核范围',
  chains: '审核程序',
  scenes: '记录场景',
  catalogue: '事前公示内容',
  conduct: '事中公示要求',
  exclusions: '不公示情形',
  redactions: '隐去处理',
  thresholds: '数额标准',
  retention: '保存期限',
  access: '查阅规则',
  fileOrders: '案卷顺序',
  reports: '报告',
  accountability: '追责情形',
  devices: '设备要求',
  staffing: '人员配备',
  surcharges: '加处罚款、滞纳金',
  provisions: '其他规定',
  silentPoints: '静默事项',
} as const satisfies Partial<Record<keyof Pack, string>>;

export type PackSection = keyof typeof sectionLabels;
