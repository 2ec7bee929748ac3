import type { Role } from '@mingjing/law';

/** A made-up person of a demonstration bureau. */
export interface DemonstrationPerson {
  readonly login: string;
  readonly bureau: 'nandagang' | 'cangzhou' | 'wenshang';
  readonly unit: string;
  readonly name: string;
  readonly post: string;
  readonly roles: readonly Role[];
  readonly credential?: string;
}

export const DEMONSTRATION_PASSWORD = 'mingjing-demo';

/** Everyone in the demonstration; names, posts and credential numbers are invented. */
export const demonstrationPeople: readonly DemonstrationPerson[] = [
  { login: 'nan-window', bureau: 'nandagang', unit: 'window', name: '刘清禾', post: '窗口工作人员', roles: ['window-clerk'] },
  { login: 'nan-handler', bureau: 'nandagang', unit: 'quality', name: '赵启明', post: '质量监督科科员', roles: ['handler'], credential: '冀J演示0001' },
  { login: 'nan-handler2', bureau: 'nandagang', unit: 'quality', name: '孙晓棠', post: '质量监督科科员', roles: ['handler'], credential: '冀J演示0002' },
  { login: 'nan-reviewer', bureau: 'nandagang', unit: 'quality', name: '郑伯安', post: '质量监督科科长', roles: ['reviewer'], credential: '冀J演示0003' },
  { login: 'nan-approver', bureau: 'nandagang', unit: 'office', name: '何文达', post: '局长', roles: ['approver'], credential: '冀J演示0004' },
  { login: 'nan-liaison', bureau: 'nandagang', unit: 'office', name: '吴静', post: '局办公室联络员', roles: ['liaison'] },
  { login: 'nan-archive', bureau: 'nandagang', unit: 'office', name: '马玉兰', post: '档案管理员', roles: ['archive-keeper'] },
  { login: 'nan-legal', bureau: 'nandagang', unit: 'office', name: '高致远', post: '法制员', roles: ['policy-and-law', 'legal-reviewer'] },
  { login: 'nan-admin', bureau: 'nandagang', unit: 'office', name: '系统管理员（南）', post: '系统管理员', roles: ['system-administrator'] },
  { login: 'cang-seal', bureau: 'cangzhou', unit: 'licensing', name: '韩立行', post: '行政许可科科员', roles: ['superior'] },
  { login: 'wen-handler', bureau: 'wenshang', unit: 'energy', name: '周明远', post: '节能与综合利用科科员', roles: ['handler'], credential: '鲁H演示0101' },
  { login: 'wen-handler2', bureau: 'wenshang', unit: 'energy', name: '陈思宁', post: '节能与综合利用科科员', roles: ['handler'], credential: '鲁H演示0102' },
  { login: 'wen-reviewer', bureau: 'wenshang', unit: 'energy', name: '张若川', post: '节能与综合利用科科长', roles: ['reviewer'], credential: '鲁H演示0103' },
  { login: 'wen-legal', bureau: 'wenshang', unit: 'policy-and-law', name: '林知夏', post: '政策法规科科员', roles: ['legal-reviewer', 'policy-and-law'] },
  { login: 'wen-host', bureau: 'wenshang', unit: 'policy-and-law', name: '李可', post: '政策法规科科长', roles: ['policy-and-law', 'reviewer'] },
  { login: 'wen-approver', bureau: 'wenshang', unit: 'office', name: '王博文', post: '局长', roles: ['approver'], credential: '鲁H演示0104' },
  { login: 'wen-deputy', bureau: 'wenshang', unit: 'office', name: '宋雨田', post: '副局长', roles: ['approver'], credential: '鲁H演示0105' },
  { login: 'wen-window', bureau: 'wenshang', unit: 'window', name: '刘清', post: '窗口工作人员', roles: ['window-clerk'] },
  { login: 'wen-liaison', bureau: 'wenshang', unit: 'office', name: '冯小满', post: '局办公室科员', roles: ['liaison'] },
  { login: 'wen-archive', bureau: 'wenshang', unit: 'office', name: '杜若', post: '档案管理员', roles: ['archive-keeper'] },
  { login: 'wen-admin', bureau: 'wenshang', unit: 'office', name: '系统管理员（汶）', post: '系统管理员', roles: ['system-administrator'] },
  { login: 'wen-security', bureau: 'wenshang', unit: 'office', name: '安全管理员（汶）', post: '安全管理员', roles: ['security-administrator'] },
  { login: 'wen-audit', bureau: 'wenshang', unit: 'office', name: '审计管理员（汶）', post: '审计管理员', roles: ['audit-administrator'] },
];
