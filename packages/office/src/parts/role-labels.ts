/** Roles as an official names them. */
export const roleLabels: Readonly<Record<string, string>> = {
  'window-clerk': '窗口',
  handler: '承办人',
  reviewer: '审核人',
  approver: '批准人',
  'legal-reviewer': '法制审核',
  'policy-and-law': '政策法规',
  liaison: '联络员',
  'archive-keeper': '档案管理',
  'device-keeper': '设备管理',
  superior: '上级机关',
  'external-reviewer': '外部审核',
  supervisor: '执法监督',
  'system-administrator': '系统管理员',
  'security-administrator': '安全管理员',
  'audit-administrator': '审计管理员',
};

/** 承办人 for `handler`. */
export function roleLabel(role: string): string {
  return roleLabels[role] ?? role;
}
