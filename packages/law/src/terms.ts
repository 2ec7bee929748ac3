import type { Role } from './access/actor.ts';
import { commandSpecs, startSpecs } from './case/registry.ts';
import type { GuardName } from './pack/guards.ts';
import type { ActKind, Rank, skeletons } from './pack/schema.ts';

export { factTitle, fieldLabels } from './case/fact-words.ts';
export { documentTitles } from './case/outcome.ts';
export { stageLabels } from './case/stage-rail.ts';
export {
  exclusionCauses,
  freeRecordNames,
  methodsOfService,
  participationLabels,
  revocationOutcomes,
} from './case/words.ts';
export { achievementLabels, eventLabels } from './pack/events.ts';

/** The one vocabulary: what office, portal, documents and docs call a thing. */
export const kindLabels: Readonly<Record<ActKind, string>> = {
  permit: '行政许可',
  penalty: '行政处罚',
  coercion: '行政强制',
  inspection: '行政检查',
  levy: '行政征收',
  requisition: '行政征用',
  payment: '行政给付',
  fee: '行政收费',
  confirmation: '行政确认',
  other: '其他行政执法',
};

export const roleLabels: Readonly<Record<Role, string>> = {
  'window-clerk': '窗口工作人员',
  handler: '承办人',
  reviewer: '审核人',
  approver: '批准人',
  'legal-reviewer': '法制审核人员',
  'policy-and-law': '政策法规机构',
  liaison: '联络员',
  'archive-keeper': '档案管理人员',
  'device-keeper': '设备管理人员',
  superior: '上级机关',
  'external-reviewer': '外部审核单位',
  supervisor: '监督机关',
  'system-administrator': '系统管理员',
  'security-administrator': '安全管理员',
  'audit-administrator': '审计管理员',
};

export const rankLabels: Readonly<Record<Rank, string>> = {
  law: '法律',
  'administrative-regulation': '行政法规',
  'local-regulation': '地方性法规',
  'ministerial-rule': '部门规章',
  'local-rule': '政府规章',
  normative: '规范性文件',
};

/** What the guards are called; a guard that a pack names and code does not know is refused by the check. */
export const guardLabels: Readonly<Record<string, string>> = {
  'distinct-persons': '提出意见、审核、批准由不同的人办理',
  'own-work': '不得审批、公示自己拟的稿',
  'certified-officers': '执法人员人数和资格',
  'credentials-presented': '先出示执法证件',
  'records-complete': '记录齐全才能进入下一步',
  'service-receipt': '文书有送达回证才能结案',
  'materials-itemised': '逐项核对申请材料',
  'accept-when-complete': '材料齐全才受理',
  'supplement-once': '一次告知补正',
  'opinion-review-approval': '意见、审核、批准三步',
  'refusal-attaches-report': '不予决定附检验、检测报告',
  'issuing-authority-seals': '发证机关盖章后才送达',
  'extension-approver': '延期的批准机关',
  'prior-notice': '决定前事先告知',
  'statement-heard': '听取陈述、申辩',
  'hearing-right': '告知听证权利',
  'hearing-notice': '听证前通知',
  'hearing-host': '听证主持人不是调查人员',
  'legal-review': '重大决定先经法制审核',
  'legal-reviewer': '法制审核人员不办本案',
  deliberation: '负责人集体讨论',
  'execution-first': '执行完毕才结案',
  'publication-approval': '公示须经审批',
  'withdrawal-explained': '撤下须作说明',
  'withdrawal-approval': '撤下须经批准',
  'late-entry': '迟录须写明原因',
  'entrusted-body': '委托须有书面委托书',
  'listed-matter': '事项及其依据须先公布',
  'correction-document': '已送达的文书以更正通知书更正',
} satisfies Readonly<Record<GuardName, string>>;

export const skeletonLabels: Readonly<Record<(typeof skeletons)[number], string>> = {
  'permit-ordinary': '行政许可普通程序',
  'penalty-ordinary': '行政处罚普通程序',
  'penalty-summary': '行政处罚简易程序',
  'coercion-measure': '行政强制措施程序',
  'coercion-execution': '行政强制执行程序',
  'inspection-daily': '日常检查程序',
  'inspection-random': '随机抽查程序',
  generic: '一般程序',
};

export const partyKindLabels = {
  organisation: '法人或者其他组织',
  'natural-person': '自然人',
  'sole-trader': '个体工商户',
} as const;

export const penaltyTypeLabels = {
  warning: '警告',
  criticism: '通报批评',
  fine: '罚款',
  confiscation: '没收违法所得、没收非法财物',
  'suspend-licence': '暂扣许可证件',
  'revoke-licence': '吊销许可证件',
  restriction: '限制开展生产经营活动、限制从业',
  closure: '责令停产停业、责令关闭',
} as const;

export const decisionResultLabels = {
  grant: '准予许可',
  refuse: '不予许可',
  penalise: '予以处罚',
  'no-penalty': '不予处罚',
} as const;

export const materialStateLabels = {
  unchecked: '未核对',
  complete: '齐全',
  missing: '缺少',
  defective: '不符合法定形式',
  'corrected-on-spot': '当场更正',
} as const;

export const intakeLabels = {
  received: '已收到申请',
  checked: '已核对材料',
  'supplement-requested': '已告知补正',
  'supplement-received': '已收到补正材料',
  accepted: '已受理',
  'deemed-accepted': '逾期未告知，视为受理',
  declined: '不受理（依法不需要许可）',
  rejected: '不予受理',
} as const;

export const mediumLabels = { document: '文书', recording: '音像' } as const;
export const modalityLabels = { must: '必须', 'as-needed': '根据实际情况' } as const;
export const dutyStateLabels = {
  open: '尚在期限内',
  done: '按时完成',
  'done-late': '逾期完成',
  overdue: '已逾期',
} as const;

export const executionLabels = {
  paid: '已缴清罚款',
  'partly-paid': '部分缴纳',
  confiscated: '已没收',
  done: '已履行',
  'court-applied': '已申请法院强制执行',
} as const;

export const linkedKindLabels = {
  matter: '执法事项',
  list: '清单',
  guide: '服务指南',
  chart: '流程图',
  benchmark: '裁量基准',
  document: '文书、模板',
  other: '其他',
} as const;
export const lawChangeLabels = {
  new: '新公布',
  amended: '修改',
  repealed: '废止',
  duties: '本机关职能变动',
} as const;

export const withdrawalCauseLabels = {
  revoked: '决定被撤销',
  declaredUnlawful: '决定被确认违法',
  remade: '被要求重新作出决定',
  expired: '公示期满',
  wrong: '公示内容有误',
} as const;

/** What commands are called: of cases as their specs say, of publications and bureau-wide actions here. */
export const actionLabels: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [...startSpecs, ...commandSpecs].map((spec): [string, string] => [spec.type, spec.label]),
  ),
  'propose-packs': '提请启用规定',
  'approve-packs': '批准启用规定',
  'reject-packs': '退回启用规定的提请',
  'write-law-draft': '起草规定',
  'decide-silent-point': '确定静默事项',
  'register-linked-item': '登记依据关联',
  'retire-linked-item': '停止依据关联',
  'record-law-change': '登记法规变动',
  'record-item-updated': '登记已更新',
  'draft-publication': '拟公示',
  'approve-publication': '批准公示',
  'return-publication': '退回公示稿',
  'withhold-publication': '决定不予公开',
  'send-to-channel': '登记已报送',
  'confirm-channel': '确认公示载体',
  'draft-correction': '拟更正公示稿',
  'approve-correction': '批准更正公示',
  'return-correction': '退回更正公示稿',
  'discard-draft': '作废草稿',
  'propose-withdrawal': '申请撤下',
  'approve-withdrawal': '批准撤下',
  'view-case': '查看案件',
  'list-cases': '查看案件目录',
  'view-worklist': '查看待办',
  'export-case': '导出卷宗',
  'view-evidence': '查看证据',
  'view-document': '查看文书',
  'ask-viewing': '申请调阅记录',
  'decide-viewing': '批准调阅记录',
  'view-viewing': '查看调阅申请',
  'upload-evidence': '上传记录原件',
  'view-people': '查看人员',
  'list-publications': '查看公示目录',
  'view-publication': '查看公示稿',
  'import-results': '导入公示结果',
  'view-audit': '查看查阅记录',
  'view-recheck': '查看全量校验',
  'view-late-entries': '查看补录清单',
  'manage-people': '管理人员和岗位',
  'view-bureau': '查看机关和事项',
  'confirm-administrator': '确认登记、变更管理员',
  'open-emergency-access': '紧急查阅',
  'confirm-emergency-access': '确认紧急查阅',
  'view-emergency-access': '查看紧急查阅记录',
  'change-profile': '变更机关信息',
  'entrust-administrator': '委托上级机关的管理员',
  'take-back-administrator': '收回对上级机关管理员的委托',
  'accept-administration': '受托担任下级机关的管理员',
  'view-witnesses': '查看见证',
  'change-witnesses': '指定、结束见证方',
  'confirm-witnesses': '确认指定、结束见证方',
  'add-bureau': '增设机关',
  'succeed-bureau': '由其他机关承继',
  'accept-succession': '同意承继其他机关',
  'confirm-bureau': '确认增设机关',
  'add-matter': '增加事项',
  'change-matter': '变更事项',
  'retire-matter': '停止办理事项',
  'preview-law': '预看规定变动的影响',
  'import-calendar': '导入放假安排',
  'advance-clock': '推进演示日期',
};
