import type { DocumentRequest } from './render-document.ts';
import type { DocumentData, DocumentTemplateId } from './templates.ts';

/** One filled specimen of every template, with invented parties; used by the tests and to show a bureau its forms. */
export function sampleDocuments(): readonly DocumentRequest[] {
  return ids.map((template) => ({ template, data: samples[template], demo: true }) as DocumentRequest);
}

const permitBureau = '沧州质监局南大港管理区分局';
const penaltyBureau = '汶上县工业和信息化局';
const applicant = {
  kind: 'organisation',
  name: '南大港示例食品包装有限公司',
  creditCode: '91130900MA0EXAMP1X',
  representative: '张示例',
  address: '南大港产业园区示例路18号',
  phone: '0317-0000000',
} as const;
const offender = {
  kind: 'organisation',
  name: '汶上县示例建材有限公司',
  creditCode: '91370830MA3EXAMP2Y',
  representative: '李喆',
  address: '汶上县经济开发区示例大道6号',
  phone: '0537-0000000',
} as const;
const matter = '食品相关产品生产许可证核发';
const contact = { person: '王示例', phone: '0317-0000001', address: '南大港产业园区政务服务中心3号窗口' };
const contestable = { reconsideration: { within: '60 日' }, litigation: { within: '6 个月' } };
const permitRemedies = {
  reconsiderationOrgan: '沧州市人民政府',
  court: '沧州市运河区人民法院',
  ...contestable,
};
const permitLaw = '《中华人民共和国行政许可法》';
const permit = { bureau: permitBureau, date: '2025-09-26', party: applicant, matter } as const;
const penalty = { bureau: penaltyBureau, date: '2025-11-18', party: offender } as const;
const officers = [
  { name: '赵一鸣', credentialNumber: '15080010001' },
  { name: '钱玥', credentialNumber: '15080010002' },
];
const chain = {
  handler: {
    opinion: '建议准予。',
    reason: '申请材料齐全，现场核查合格。',
    name: '赵一鸣',
    date: '2025-10-14',
  },
  reviewer: {
    opinion: '同意承办人意见。',
    reason: '事实清楚，程序合法。',
    name: '孙示例',
    date: '2025-10-15',
  },
  approver: { opinion: '同意。', name: '周示例', date: '2025-10-16' },
};
const violation = '未按规定报送工业节能监察资料';
const facts =
  '2025年9月3日，本机关执法人员对当事人进行检查，发现当事人自2025年3月至8月未按规定报送工业节能监察资料。\n经本机关责令限期改正，当事人逾期仍未改正。';
const evidence =
  '1．现场笔录一份，证明检查当日的情况；\n2．询问笔录二份，证明未报送的时间和原因；\n3．责令改正通知书及送达回证各一份。';
const fined = { content: '处以罚款', amount: 2_000_000 };

const samples: { readonly [Id in DocumentTemplateId]: DocumentData<Id> } = {
  'acceptance-decision': {
    ...permit,
    number: '沧质监南受〔2025〕12号',
    receivedOn: '2025-09-25',
    basis: `${permitLaw}第三十二条第一款第（五）项的规定`,
    materials: [
      { name: '食品相关产品生产许可证申请单', copies: 2 },
      { name: '产品检验报告', copies: 1 },
    ],
    limitWorkingDays: 20,
    dueOn: '2025-10-30',
    counting: '自 9 月 25 日（不计入）起第 20 个工作日是 10 月 30 日；10 月 1 日至 8 日国庆、中秋放假不计。',
    contact,
  },
  'supplement-notice': {
    ...permit,
    number: '沧质监南补〔2025〕8号',
    receivedOn: '2025-09-25',
    basis: `${permitLaw}第三十二条第一款第（四）项的规定`,
    items: [
      {
        material: '产品检验报告',
        problem: '未提交',
        remedy: '提交具备资质的检验机构一年内出具的检验报告原件一份',
      },
      { material: '生产场所平面图', problem: '未标注原料库、成品库', remedy: '补标后加盖公章重新提交' },
    ],
    supplementBy: '2025-10-20',
    contact,
  },
  'non-acceptance-decision': {
    ...permit,
    number: '沧质监南不受〔2025〕3号',
    receivedOn: '2025-09-26',
    ground: 'outside-powers',
    reasons: '所申请事项由省级市场监督管理部门办理。',
    basis: `${permitLaw}第三十二条第一款第（二）项的规定`,
    competentOrgan: '河北省市场监督管理局',
    remedies: permitRemedies,
    contact,
  },
  'excluded-time-notice': {
    ...permit,
    number: '沧质监南除〔2025〕2号',
    acceptedOn: '2025-09-25',
    basis: `${permitLaw}第四十五条的规定`,
    activities: [
      {
        activity: '产品抽样检验',
        organ: '沧州市产品质量监督检验所',
        startsOn: '2025-09-29',
        neededDays: 10,
        unit: 'working',
      },
    ],
    contact,
  },
  'extension-notice': {
    ...permit,
    number: '沧质监南延〔2025〕1号',
    acceptedOn: '2025-09-25',
    originalDueOn: '2025-10-30',
    reasons: '现场核查需要等待申请人生产线恢复生产。',
    approvedBy: '沧州市质量技术监督局',
    approvedOn: '2025-10-28',
    extendedWorkingDays: 10,
    newDueOn: '2025-11-13',
    counting: '自 9 月 25 日（不计入）起第 30 个工作日是 11 月 13 日。',
    basis: `${permitLaw}第四十二条的规定`,
    contact,
  },
  'approval-form': {
    ...permit,
    number: '沧质监南审〔2025〕12号',
    handlingUnit: '产品质量监督科',
    acceptanceNumber: '沧质监南受〔2025〕12号',
    acceptedOn: '2025-09-25',
    dueOn: '2025-10-30',
    materials: '申请单、检验报告、平面图齐全。',
    onSiteCheck: '2025年10月11日现场核查，结论合格。',
    chain,
  },
  'permit-decision': {
    ...permit,
    bureau: '沧州市质量技术监督局',
    number: '沧质监许〔2025〕45号',
    handledBy: permitBureau,
    acceptanceNumber: '沧质监南受〔2025〕12号',
    acceptedOn: '2025-09-25',
    basis: `${permitLaw}第三十八条第一款的规定`,
    content: '准予南大港示例食品包装有限公司从事食品用塑料包装容器的生产。',
    certificate: {
      name: '全国工业产品生产许可证',
      number: '冀XK16-204-00001',
      validFrom: '2025-10-16',
      validTo: '2030-10-15',
    },
    contact,
  },
  'refusal-decision': {
    ...permit,
    bureau: '沧州市质量技术监督局',
    number: '沧质监不许〔2025〕4号',
    handledBy: permitBureau,
    acceptedOn: '2025-09-25',
    reasons: '抽样检验的产品蒸发残渣项目不符合国家标准，不具备保证产品质量的生产条件。',
    basis: `${permitLaw}第三十八条第二款的规定`,
    basedOnTest: true,
    attachments: ['检验报告（编号SP-2025-0001）', '现场核查报告'],
    remedies: permitRemedies,
  },
  'termination-decision': {
    ...permit,
    number: '沧质监南终〔2025〕1号',
    acceptedOn: '2025-09-25',
    ground: '申请人于2025年10月9日书面撤回申请。',
    basis: '《质量监督检验检疫行政执法实施办法》第三十九条的规定',
    remedies: permitRemedies,
  },
  'service-receipt': {
    ...permit,
    number: '沧质监南送〔2025〕12号',
    documents: [{ title: '行政执法受理决定书', number: '沧质监南受〔2025〕12号', copies: 1 }],
    place: '南大港产业园区政务服务中心3号窗口',
    method: 'in-person',
    servers: officers,
  },
  'filing-form': {
    ...penalty,
    number: '汶工信立〔2025〕3号',
    caseName: `${offender.name}${violation}案`,
    source: '日常检查发现',
    discoveredOn: '2025-09-03',
    summary: facts,
    basis:
      '当事人的行为涉嫌违反《工业节能管理办法》的规定，符合《中华人民共和国行政处罚法》第五十四条规定的立案标准。',
    handlers: officers,
    chain: { handler: chain.handler },
  },
  'prior-notice': {
    ...penalty,
    number: '汶工信告〔2025〕3号',
    matter: violation,
    facts,
    evidence,
    reasons: '当事人的行为扰乱了节能监察秩序，且经责令改正逾期不改。',
    basis: '上述行为违反《工业节能管理办法》有关报送资料的规定，拟依据该办法的罚则处理。',
    penalties: [{ content: '警告' }, fined],
    statement: { within: '5 个工作日' },
    hearing: { within: '5 个工作日', clause: '《中华人民共和国行政处罚法》第六十四条第（一）项' },
    contact: { person: '吴示例', phone: '0537-0000001', address: '汶上县政和路示例号' },
  },
  'hearing-notice': {
    ...penalty,
    number: '汶工信听〔2025〕1号',
    matter: violation,
    startsAt: '2025-12-02T09:30',
    place: '汶上县工业和信息化局三楼会议室',
    openToPublic: true,
    presider: { name: '郑示例', position: '政策法规科科长' },
    clerk: { name: '冯示例' },
    contact: { phone: '0537-0000001' },
  },
  'legal-review-opinion': {
    ...penalty,
    bureau: '汶上县工业和信息化局政策法规科',
    number: '汶工信法审〔2025〕2号',
    caseName: `${offender.name}${violation}案`,
    handlingUnit: '节能监察科',
    submittedOn: '2025-11-10',
    proposedDecision: '对当事人给予警告，并处罚款20,000 元。',
    points: [
      { point: '执法主体是否合法，执法人员是否具备资格', result: 'pass' },
      { point: '执法程序是否合法', result: 'pass' },
      {
        point: '案件事实是否清楚，证据是否合法充分',
        result: 'problem',
        note: '第二份询问笔录缺少被询问人逐页签名。',
      },
      { point: '是否涉嫌犯罪需要移送', result: 'not-applicable' },
    ],
    conclusion: 'problems',
    opinion: '请补正询问笔录后再次送审。',
    reviewer: '郑示例',
  },
  'penalty-decision': {
    ...penalty,
    number: '汶工信罚〔2025〕3号',
    matter: violation,
    facts,
    evidence,
    notice: { number: '汶工信告〔2025〕3号', servedOn: '2025-10-20' },
    defence: {
      outcome: 'not-adopted',
      content: '当事人称人员变动导致漏报，请求免予处罚。',
      reasons: '人员变动不影响报送义务的履行，且当事人在责令改正期限内仍未报送。',
    },
    reasons: '当事人的行为扰乱了节能监察秩序，且经责令改正逾期不改。',
    basis: '上述行为违反《工业节能管理办法》有关报送资料的规定，依据该办法的罚则处理。',
    penalties: [{ content: '警告' }, fined],
    payment: {
      channel: '汶上县财政局非税收入专户（中国示例银行汶上支行）',
      account: '0000 0000 0000 0000',
      within: '15 日',
      clause: '《中华人民共和国行政处罚法》第六十七条第三款',
      late: {
        perDay: '3%',
        capped: true,
        clause: '《中华人民共和国行政处罚法》第七十二条第一款第（一）项',
      },
    },
    remedies: { reconsiderationOrgan: '汶上县人民政府', court: '汶上县人民法院', ...contestable },
    publication: '本决定将依法在本机关门户网站公示。',
  },
  'no-penalty-decision': {
    ...penalty,
    number: '汶工信不罚〔2025〕1号',
    matter: '未按规定报送能源利用状况报告',
    facts: '当事人逾期三日报送能源利用状况报告，已及时改正，没有造成危害后果。',
    evidence: '询问笔录、报送记录。',
    reasons: '违法行为轻微并及时改正，没有造成危害后果。',
    basis: '根据《中华人民共和国行政处罚法》第三十三条第一款的规定。',
    remedies: { reconsiderationOrgan: '汶上县人民政府', court: '汶上县人民法院', ...contestable },
  },
  'correction-notice': {
    ...penalty,
    date: '2025-12-01',
    number: '汶工信更〔2025〕1号',
    corrected: {
      title: '行政处罚决定书',
      number: '汶工信罚〔2025〕3号',
      date: '2025-11-18',
      servedOn: '2025-11-20',
    },
    before: '汶上县示例建村有限公司',
    after: '汶上县示例建材有限公司',
    reason: '当事人名称打印错字，与营业执照不一致。',
    contact,
  },
  'closing-form': {
    ...penalty,
    number: '汶工信结〔2025〕3号',
    caseName: `${offender.name}${violation}案`,
    filedOn: '2025-09-05',
    decisionNumber: '汶工信罚〔2025〕3号',
    decidedOn: '2025-11-18',
    result: '警告，并处罚款20,000 元（人民币贰万元整）。',
    execution: '当事人已于2025年11月28日缴清罚款，并补报全部资料。',
    review: {
      opinion: '同意承办人的处理意见。',
      reason: '事实清楚，证据确凿，程序合法。',
      name: '孙示例',
      date: '2025-10-15',
    },
    decision: {
      opinion: '决定给予行政处罚。',
      reason: '违法事实清楚，裁量适当。',
      name: '周示例',
      date: '2025-11-18',
    },
    chain: { handler: { opinion: '建议结案。', name: '赵一鸣', date: '2025-12-01' } },
  },
  'interview-record': {
    bureau: penaltyBureau,
    date: '2025-09-03',
    matter: violation,
    startsAt: '2025-09-03T14:05',
    endsAt: '2025-09-03T15:00',
    place: '汶上县示例建材有限公司会议室',
    ordinal: 1,
    subject: {
      name: '李喆',
      gender: '男',
      age: 45,
      employer: offender.name,
      position: '总经理',
      phone: '0537-0000000',
    },
    officers,
    recorder: '钱玥',
    exchanges: [
      { question: '贵公司3月至8月的节能监察资料是否报送？', answer: '没有。负责的同志离职后没有人接手。' },
      { question: '是否收到过责令改正通知书？', answer: '收到过。' },
    ],
  },
};

const ids = Object.keys(samples) as readonly DocumentTemplateId[];
