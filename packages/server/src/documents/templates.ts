import type { z } from 'zod';
import * as common from './common-documents.ts';
import * as penalty from './penalty-documents.ts';
import * as permit from './permit-documents.ts';

const layout = 'GB/T 9704-2012 的版面要求';

/** Every document the product prints: its title, Typst file, data shape and where its form comes from. */
export const documentTemplates = {
  'acceptance-decision': template(
    '行政执法受理决定书',
    permit.acceptanceDecision,
    nandagang('第六条'),
    '申请材料齐全、符合法定形式，决定受理',
  ),
  'supplement-notice': template(
    '行政执法申请材料补正告知书',
    permit.supplementNotice,
    nandagang('第六条'),
    '一次告知需要补正的全部内容',
  ),
  'non-acceptance-decision': template(
    '行政执法不予受理决定书',
    permit.nonAcceptanceDecision,
    nandagang('第七条'),
    '不予受理，告知有权机关和救济途径',
  ),
  'excluded-time-notice': template(
    '行政执法办理期限除外告知书',
    permit.excludedTimeNotice,
    nandagang('第八条'),
    '告知检验、检测、鉴定、专家评审所需时间和起算时间',
  ),
  'extension-notice': template(
    '行政执法延期办理告知书',
    permit.extensionNotice,
    nandagang('第十条'),
    '经批准延长办理期限',
  ),
  'approval-form': template(
    '行政执法办理审批表',
    permit.approvalForm,
    nandagang('第十一条'),
    '承办、审核、批准三级意见和理由',
  ),
  'permit-decision': template(
    '准予行政许可决定书',
    permit.permitDecision,
    nandagang('第十二条'),
    '准予许可，颁发证件',
  ),
  'refusal-decision': template(
    '不予行政执法决定书',
    permit.refusalDecision,
    nandagang('第十三条'),
    '不予许可，说明具体理由，告知救济途径',
  ),
  'termination-decision': template(
    '行政执法终止办理决定书',
    permit.terminationDecision,
    nandagang('第十四条'),
    '依法终止办理',
  ),
  'service-receipt': template(
    '行政执法文书送达回证',
    permit.serviceReceipt,
    nandagang('第十五条'),
    '每份送达文书一份回证，附于文书之后',
  ),
  'filing-form': template(
    '立案审批表',
    penalty.filingForm,
    penaltyLaw('第五十四条'),
    '符合立案标准，报请立案',
  ),
  'prior-notice': template(
    '行政处罚事先告知书',
    penalty.priorNotice,
    penaltyLaw('第四十四条'),
    '告知拟处罚内容及事实、理由、依据和当事人权利',
  ),
  'hearing-notice': template(
    '行政处罚听证通知书',
    penalty.hearingNotice,
    penaltyLaw('第六十四条'),
    '通知听证的时间、地点和主持人',
  ),
  'legal-review-opinion': template(
    '重大执法决定法制审核意见书',
    penalty.legalReviewOpinion,
    penaltyLaw('第五十八条'),
    '逐项审核，提出书面意见',
  ),
  'penalty-decision': template(
    '行政处罚决定书',
    penalty.penaltyDecision,
    penaltyLaw('第五十九条'),
    '载明第五十九条六项内容和陈述申辩采纳情况',
  ),
  'no-penalty-decision': template(
    '不予行政处罚决定书',
    penalty.noPenaltyDecision,
    penaltyLaw('第五十七条'),
    '依法不予行政处罚，说明理由，告知救济途径',
  ),
  'closing-form': template('结案审批表', penalty.closingForm, penaltyLaw('第四十七条'), '执行完毕，报请结案'),
  'interview-record': template(
    '询问笔录',
    penalty.interviewRecord,
    penaltyLaw('第五十五条'),
    '询问经过，逐页签名',
  ),
  'correction-notice': template(
    '文书更正通知书',
    common.correctionNotice,
    {
      basis:
        '《国务院办公厅关于全面推行行政执法公示制度执法全过程记录制度重大执法决定法制审核制度的指导意见》三（七）',
      layout,
      unverified: '现行规定没有载明更正文书的程序和式样，取得统一式样后应替换',
    },
    '更正已送达文书的文字错误，与原文书一并使用',
  ),
} as const;

/** The id of a document template. */
export type DocumentTemplateId = keyof typeof documentTemplates;

/** The data a template asks for: dates as `YYYY-MM-DD`, money in 分. */
export type DocumentData<Id extends DocumentTemplateId> = z.input<(typeof documentTemplates)[Id]['schema']>;

/** Where a form comes from; `unverified` says that no prescribed form of a higher organ was at hand to compare. */
export interface DocumentSource {
  readonly basis: string;
  readonly layout: string;
  readonly unverified: string;
}

function template<Schema extends z.ZodType>(
  title: string,
  schema: Schema,
  source: DocumentSource,
  description: string,
) {
  return { title, schema, source, description } as const;
}

function nandagang(article: string): DocumentSource {
  return {
    basis: `沧州质监局南大港管理区分局《行政执法全过程记录实施办法》${article}`,
    layout,
    unverified: '国家质检总局、河北省质监局的统一文书式样未取得，取得后应按第二十一条替换',
  };
}

function penaltyLaw(article: string): DocumentSource {
  return {
    basis: `《中华人民共和国行政处罚法》${article}`,
    layout,
    unverified: '本系统统一文书式样未取得，取得后应替换',
  };
}
