import { addDays, completeCreditCode, completeOrganisationCode, type Party } from '@mingjing/law';

/** A case as it happened: day, login of who acted, command. */
export type Story = readonly (readonly [
  day: string,
  login: string,
  command: { readonly type: string; readonly [field: string]: unknown },
])[];

/** A well-formed code that nobody holds. */
const creditCode = (head: string, body: string): string =>
  completeCreditCode(head + (completeOrganisationCode(body) ?? '')) ?? '';

const company = (name: string, creditCode: string, address: string): Party => ({
  name,
  kind: 'organisation',
  creditCode,
  representative: '某某某',
  address,
  contact: '某某某',
  phone: '0000-0000000',
});

const siteRecords = (day: string, login: string): Story =>
  [
    'site-check-notice',
    'first-meeting',
    'site-check-record',
    'site-check-report',
    'last-meeting',
    'company-feedback',
  ].map((requirement) => [
    day,
    login,
    {
      type: 'attach-record',
      requirement,
      madeOn: day,
      place: '企业生产车间',
      ...(requirement === 'site-check-record' ? { credentialsShown: 'yes' } : {}),
      keyContent: '生产设备、检验设备和关键工序',
    },
  ]);

const complete = ['application', 'business-licence', 'process-file', 'quality-system', 'test-report'].map(
  (id) => ({ id, state: 'complete' }),
);

const permitOf = (
  name: string,
  code: string,
  received: string,
  site: string,
  decided: string,
  sealed: string,
  served: string,
): Story => {
  const applicant = company(name, code, '南大港产业园区示例路 8 号');
  return [
    [
      received,
      'nan-window',
      {
        type: 'receive-application',
        matter: 'industrial-product-licence',
        applicant,
        content: '申请核发工业产品生产许可证（演示产品）',
      },
    ],
    [received, 'nan-window', { type: 'check-materials', items: complete }],
    [received, 'nan-window', { type: 'accept-application' }],
    [
      received,
      'nan-window',
      { type: 'serve-document', method: 'in-person', receiver: '某某某', place: '政务服务中心质监局窗口' },
    ],
    [
      received,
      'nan-reviewer',
      { type: 'assign-handlers', handlers: ['person-nan-handler', 'person-nan-handler2'] },
    ],
    ...siteRecords(site, 'nan-handler'),
    [
      site,
      'nan-handler',
      {
        type: 'complete-site-check',
        place: '企业生产车间',
        checkedBy: ['person-nan-handler', 'person-nan-handler2'],
        rectification: 'no',
        finding: '生产条件、检验手段符合实施细则要求。',
      },
    ],
    [
      decided,
      'nan-handler',
      {
        type: 'submit-opinion',
        result: 'grant',
        reason: '材料齐全，现场核查合格。',
        content: '准予工业产品生产许可（演示产品）',
        validFrom: decided,
        validTo: addDays(`${Number(decided.slice(0, 4)) + 5}${decided.slice(4)}`, -1),
      },
    ],
    [decided, 'nan-reviewer', { type: 'review-opinion', reason: '核查记录完整，同意。' }],
    [decided, 'nan-approver', { type: 'approve-opinion', reason: '符合法定条件，批准。' }],
    [decided, 'nan-approver', { type: 'make-permit-decision' }],
    [decided, 'nan-handler', { type: 'hand-over' }],
    [sealed, 'cang-seal', { type: 'seal-certificate' }],
    [
      served,
      'nan-handler',
      { type: 'serve-document', method: 'in-person', receiver: '某某某', place: '政务服务中心质监局窗口' },
    ],
    [served, 'nan-handler', { type: 'close-case', summary: '证书已送达，结案。' }],
  ];
};

/** Permit cases at 南大港: one finished and published, one waiting for the seal, one being examined, one asked for supplements. */
export const permitStories: readonly Story[] = [
  [
    ...permitOf(
      '南大港示例电缆有限公司',
      creditCode('91130900', 'MA0EXAM0'),
      '2025-08-18',
      '2025-08-27',
      '2025-09-08',
      '2025-09-11',
      '2025-09-15',
    ),
    ['2025-09-10', 'nan-handler', { type: 'draft-publication' }],
    ['2025-09-11', 'nan-approver', { type: 'approve-publication' }],
    [
      '2025-09-12',
      'nan-liaison',
      {
        type: 'confirm-channel',
        channel: 'nandagang-website',
        address: 'https://www.example.cn/xzxk/20250912',
        confirmedOn: '2025-09-12',
      },
    ],
    [
      '2025-09-12',
      'nan-liaison',
      {
        type: 'confirm-channel',
        channel: 'government-information-platform',
        address: 'https://www.example.cn/zfxxgk/xzxk/20250912',
        confirmedOn: '2025-09-12',
      },
    ],
  ],
  permitOf(
    '南大港示例管业有限公司',
    creditCode('91130900', 'MA0EXAM1'),
    '2025-09-05',
    '2025-09-16',
    '2025-09-29',
    '2025-10-13',
    '2025-10-15',
  ),
  permitOf(
    '南大港示例砂轮有限公司',
    creditCode('91130900', 'MA0EXAM2'),
    '2025-09-19',
    '2025-10-15',
    '2025-10-20',
    '2025-10-22',
    '2025-10-24',
  ).filter(([day]) => day < '2025-10-01'),
  [
    [
      '2025-09-30',
      'nan-window',
      {
        type: 'receive-application',
        matter: 'industrial-product-licence',
        applicant: company(
          '南大港示例水泥制品有限公司',
          creditCode('91130900', 'MA0EXAM3'),
          '南大港产业园区示例路 19 号',
        ),
        content: '申请核发工业产品生产许可证（演示产品）',
      },
    ],
    [
      '2025-09-30',
      'nan-window',
      {
        type: 'check-materials',
        items: complete.map((item) =>
          item.id === 'test-report'
            ? { id: item.id, state: 'missing', note: '补交有资质机构出具的产品检验报告原件' }
            : item,
        ),
      },
    ],
  ],
];

const penaltyOf = (
  party: Party,
  facts: string,
  filed: string,
  reported: string,
  noticed: string,
  decided: string,
  fine: number,
): Story => [
  [
    filed,
    'wen-handler',
    {
      type: 'propose-filing',
      matter: 'energy-saving-offence',
      source: '日常检查',
      party,
      suspectedFacts: facts,
      officers: ['person-wen-handler', 'person-wen-handler2'],
    },
  ],
  [filed, 'wen-approver', { type: 'approve-filing', reason: '符合立案条件，同意立案。' }],
  [
    reported,
    'wen-handler',
    {
      type: 'present-credentials',
      officers: ['person-wen-handler', 'person-wen-handler2'],
      place: party.address,
      to: '企业负责人',
      scene: 'evidence',
    },
  ],
  [
    reported,
    'wen-handler',
    {
      type: 'record-interview',
      officers: ['person-wen-handler', 'person-wen-handler2'],
      interviewee: '某某某',
      place: party.address,
      content: '问：是否报送了能源利用状况报告？\n答：没有报送。',
      signed: 'yes',
    },
  ],
  [
    reported,
    'wen-handler',
    {
      type: 'attach-record',
      requirement: 'scene-photo',
      madeOn: reported,
      place: party.address,
      credentialsShown: 'yes',
      keyContent: '用能设备铭牌',
    },
  ],
  [
    reported,
    'wen-handler',
    {
      type: 'waive-recording',
      requirement: 'investigation-video',
      reason: '询问笔录已逐页签名，能够全面有效记录。',
    },
  ],
  [
    reported,
    'wen-handler',
    {
      type: 'submit-report',
      facts,
      evidence: '询问笔录、现场照片。',
      basis: '《中华人民共和国节约能源法》第八十二条',
      discretion: '经责令后已着手改正，从轻。',
      penalty: { types: ['fine'], fine, text: `罚款人民币 ${(fine / 100).toLocaleString('zh-CN')} 元` },
    },
  ],
  [reported, 'wen-reviewer', { type: 'review-report', reason: '事实清楚，证据充分，同意。' }],
  [noticed, 'wen-handler', { type: 'issue-prior-notice' }],
  [
    noticed,
    'wen-handler',
    { type: 'serve-document', method: 'in-person', receiver: '某某某', place: party.address },
  ],
  [
    decided,
    'wen-approver',
    {
      type: 'make-penalty-decision',
      result: 'penalise',
      socialImpact: 'yes',
      reason: '违法事实清楚，当事人未陈述申辩。',
    },
  ],
];

/** Penalty cases at 汶上: one carried out and published, one just decided, one under investigation, one proposed. */
export const penaltyStories: readonly Story[] = [
  [
    ...penaltyOf(
      company('汶上示例纺织有限公司', creditCode('91370830', 'MA0EXAM4'), '汶上县示例大道 2 号'),
      '作为重点用能单位，未按规定报送 2024 年度能源利用状况报告。',
      '2025-07-14',
      '2025-07-28',
      '2025-08-05',
      '2025-08-20',
      2_000_000,
    ),
    [
      '2025-08-21',
      'wen-handler',
      { type: 'serve-document', method: 'in-person', receiver: '某某某', place: '汶上县示例大道 2 号' },
    ],
    ['2025-08-22', 'wen-handler', { type: 'draft-publication' }],
    ['2025-08-25', 'wen-approver', { type: 'approve-publication' }],
    [
      '2025-08-26',
      'wen-liaison',
      {
        type: 'confirm-channel',
        channel: 'bureau-website',
        address: 'https://www.example.cn/xzcf/20250826',
        confirmedOn: '2025-08-26',
      },
    ],
    [
      '2025-08-26',
      'wen-liaison',
      {
        type: 'confirm-channel',
        channel: 'government-information-platform',
        address: 'https://www.example.cn/zfxxgk/xzcf/20250826',
        confirmedOn: '2025-08-26',
      },
    ],
    [
      '2025-08-29',
      'wen-handler',
      { type: 'record-execution', kind: 'paid', done: 'yes', note: '罚款已全部缴清。' },
    ],
    ['2025-09-01', 'wen-handler', { type: 'close-case', summary: '处罚决定已执行完毕，结案。' }],
  ],
  penaltyOf(
    company('汶上示例造纸有限公司', creditCode('91370830', 'MA0EXAM5'), '汶上县示例大道 16 号'),
    '使用国家明令淘汰的用能设备（演示）。',
    '2025-08-15',
    '2025-09-05',
    '2025-09-16',
    '2025-09-28',
    3_000_000,
  ),
  penaltyOf(
    company('汶上示例铸造有限公司', creditCode('91370830', 'MA0EXAM6'), '汶上县示例路 30 号'),
    '未按规定设立能源管理岗位（演示）。',
    '2025-09-18',
    '2025-10-16',
    '2025-10-20',
    '2025-10-30',
    1_000_000,
  ).slice(0, 2),
  penaltyOf(
    company('汶上示例化工有限公司', creditCode('91370830', 'MA0EXAM7'), '汶上县示例路 41 号'),
    '未按规定报送能源利用状况报告（演示）。',
    '2025-10-09',
    '2025-10-16',
    '2025-10-20',
    '2025-10-30',
    1_000_000,
  ).slice(0, 1),
];
