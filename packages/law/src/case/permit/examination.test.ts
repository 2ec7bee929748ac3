import { describe, expect, test } from 'vitest';
import {
  accepted,
  approved,
  attach,
  checkRecords,
  decided,
  examined,
  last,
  opinion,
  people,
  playTo,
  resources,
  siteCheck,
  step,
  wenshang,
} from '../../../test/case-fixtures.ts';

describe('第三十四条 指派两名以上工作人员', () => {
  const toAssign = accepted.slice(0, 3);
  test.each([
    [['handler'], '不得少于 2 人'],
    [['handler', 'handler'], '不得少于 2 人'],
    [['handler', 'lapsed'], 'lapsed没有有效的执法证件'],
    [['handler', 'clerk'], 'clerk不是本局的执法人员'],
  ])('承办人 %j 不行', (handlers, sentence) => {
    const { refusal } = last([...toAssign, step('approver', '2026-03-03', 'assign-handlers', { handlers })]);
    expect(refusal?.sentence).toContain(sentence);
  });

  test('承办人以外的人不能办理', () => {
    const { refusal } = last([...examined, step('stranger', '2026-03-09', 'submit-opinion', opinion)]);
    expect(refusal?.code).toBe('not-handler');
  });
});

describe('第八条 检验、检测、鉴定、专家评审的时间不计入', () => {
  const exclude = step('handler', '2026-03-05', 'exclude-time', {
    cause: 'testing',
    startsOn: '2026-03-05',
    expectedDays: 10,
  });

  test('告知所需时间和起算时间，办理期限相应顺延', () => {
    const due = (script: Parameters<typeof playTo>[0]) =>
      playTo(script).duties.find((duty) => duty.does === 'decide')?.due;
    expect(due(accepted)).toBe('2026-03-31');
    const resumed = [
      ...accepted,
      exclude,
      step('handler', '2026-03-19', 'resume-time', { resumedOn: '2026-03-19' }),
    ];
    expect(due(resumed)).toBe('2026-04-15');
    const notice = last([...accepted, exclude]).facts[1]?.data;
    expect(notice).toMatchObject({
      template: 'excluded-time-notice',
      title: '行政执法办理期限除外告知书',
      forServing: true,
    });
  });

  test('起算日不能早于受理日；没有停止计算的不能恢复', () => {
    const early = { ...exclude, command: { ...exclude.command, startsOn: '2026-03-02' } };
    expect(last([...accepted, early]).refusal?.sentence).toContain('（2026-03-03）');
    expect(
      last([...accepted, step('handler', '2026-03-05', 'resume-time', { resumedOn: '2026-03-05' })]).refusal
        ?.code,
    ).toBe('not-offered');
  });
});

describe('第九条 现场核查全过程记录', () => {
  test('缺哪些记录，一次说全，并指明条文', () => {
    const { refusal } = last([
      ...accepted,
      attach('site-check-record'),
      siteCheck(),
      step('handler', '2026-03-09', 'submit-opinion', opinion),
    ]);
    expect(refusal).toMatchObject({
      code: 'records-missing',
      cite: { article: '第九条', quote: '现场核查通知书' },
    });
    expect(refusal?.sentence).toBe(
      '还缺 5 项：现场核查通知书、首次会议签到表及议程、现场核查报告（现场核查结果通知书）、末次会议签到表及议程、企业反馈意见。',
    );
  });

  test('要求整改的，还须有整改报告和整改确认记录', () => {
    const rectified = [...accepted, ...checkRecords.map((id) => attach(id)), siteCheck('yes')];
    const submit = step('handler', '2026-03-09', 'submit-opinion', opinion);
    expect(last([...rectified, submit]).refusal?.sentence).toBe('还缺 2 项：整改报告、整改确认记录。');
    const whole = [
      ...rectified,
      attach('rectification-report', '2026-03-09'),
      attach('rectification-confirmation', '2026-03-09'),
    ];
    expect(last([...whole, submit]).refusal).toBeUndefined();
  });

  test('核查记录须注明时间、地点和关键内容', () => {
    const bare = attach('site-check-record');
    const { refusal } = last([
      ...accepted,
      {
        ...bare,
        command: {
          type: 'attach-record',
          requirement: 'site-check-record',
          attachment: bare.command.attachment,
        },
      },
    ]);
    expect(refusal?.sentence).toBe('“制作日期”未填。“地点”未填。“关键内容”未填。');
  });

  test('没有出示执法证件的记录，不能登记核查完成（公示办法第七条）', () => {
    const { refusal } = last([...accepted, siteCheck()]);
    expect(refusal).toMatchObject({ code: 'credentials-presented', cite: { article: '第七条' } });
  });

  test('需要现场核查的事项，核查完成前不能提出意见', () => {
    const { refusal } = last([...accepted, step('handler', '2026-03-09', 'submit-opinion', opinion)]);
    expect(refusal?.code).toBe('site-check-first');
  });
});

describe('第十条 经市局批准，可以延长十日', () => {
  const requested = [
    ...accepted,
    step('handler', '2026-03-20', 'request-extension', { reason: '检测设备检修' }),
  ];

  test('市局批准后延长十个工作日，制作延期办理告知书', () => {
    const result = playTo([
      ...requested,
      step('boss', '2026-03-23', 'approve-extension', { reason: '情况属实' }),
    ]);
    expect(result.steps.at(-1)?.facts.map((fact) => fact.data)).toMatchObject([
      { days: 10 },
      { template: 'extension-notice', title: '行政执法延期办理告知书' },
    ]);
    expect(result.duties.find((duty) => duty.does === 'decide')?.due).toBe('2026-04-15');
  });

  test('本局负责人不能批准；不批准须写理由；只能申请一次', () => {
    const byOwn = last([
      ...requested,
      step('approver', '2026-03-23', 'approve-extension', { reason: '同意' }),
    ]);
    expect(byOwn.refusal?.code).toBe('other-bureau');
    expect(last([...requested, step('boss', '2026-03-23', 'refuse-extension')]).refusal?.sentence).toBe(
      '“意见和理由”未填。',
    );
    const refused = [...requested, step('boss', '2026-03-23', 'refuse-extension', { reason: '理由不足' })];
    expect(
      last([...refused, step('handler', '2026-03-24', 'request-extension', { reason: '再申请' })]).refusal
        ?.code,
    ).toBe('not-offered');
  });
});

describe('第五条 第十一条 承办人提出意见，审核人审核，批准人批准', () => {
  const submitted = [...examined, step('handler', '2026-03-09', 'submit-opinion', opinion)];

  test('每一步都须写明理由', () => {
    expect(
      last([...examined, step('handler', '2026-03-09', 'submit-opinion', { ...opinion, reason: '' })]).refusal
        ?.sentence,
    ).toBe('“理由”未填。');
    expect(last([...submitted, step('reviewer', '2026-03-10', 'review-opinion')]).refusal?.sentence).toBe(
      '“审核意见和理由”未填。',
    );
  });

  test('未经审核不得批准，未经批准不得决定', () => {
    expect(
      last([...submitted, step('approver', '2026-03-10', 'approve-opinion', { reason: '同意' })]).refusal
        ?.sentence,
    ).toBe('尚未审核，不得批准。');
    expect(last([...submitted, step('handler', '2026-03-10', 'make-permit-decision')]).refusal).toMatchObject(
      {
        code: 'opinion-review-approval',
        cite: { article: '第十一条' },
      },
    );
  });

  test('一人不能办两步', () => {
    const assigned = [
      ...accepted.slice(0, 3),
      step('approver', '2026-03-03', 'assign-handlers', { handlers: ['handler', 'allRounder'] }),
    ];
    const own = [
      ...assigned,
      ...checkRecords.map((id) => attach(id)),
      siteCheck(),
      step('allRounder', '2026-03-09', 'submit-opinion', opinion),
    ];
    const refused = last([
      ...own,
      step('allRounder', '2026-03-10', 'review-opinion', { reason: '同意' }),
    ]).refusal;
    expect(refused).toMatchObject({ code: 'distinct-persons', cite: { article: '第五条' } });
    const reviewed = [...submitted, step('allRounder', '2026-03-10', 'review-opinion', { reason: '同意' })];
    expect(
      last([...reviewed, step('allRounder', '2026-03-11', 'approve-opinion', { reason: '同意' })]).refusal
        ?.code,
    ).toBe('distinct-persons');
  });

  test('退回写明理由，承办人重新提出意见，再从审核开始', () => {
    const returned = [
      ...submitted,
      step('reviewer', '2026-03-10', 'return-opinion', { reason: '理由不充分' }),
    ];
    const { state } = playTo(returned);
    expect(state).toMatchObject({ stage: 'examination', permit: { chain: 'none' } });
    const again = [...returned, step('handler', '2026-03-11', 'submit-opinion', opinion)];
    expect(
      last([...again, step('approver', '2026-03-11', 'approve-opinion', { reason: '同意' })]).refusal?.code,
    ).toBe('not-reviewed');
  });

  test('批准时生成办理审批表，各步理由都在卷', () => {
    const { state, steps } = playTo(approved);
    expect(steps.at(-1)?.facts[1]?.data).toMatchObject({
      template: 'approval-form',
      title: '行政执法办理审批表',
      forServing: false,
    });
    expect(state?.permit?.chainReasons).toEqual({ review: '材料和核查均符合要求', approval: '同意' });
  });

  test('没有规定三步分人的局，也不能审核自己拟的意见（汶上）', () => {
    const there = { ...resources, bureau: wenshang, people: Object.values(people) };
    const items = ['application', 'work-plan', 'consent'].map((id) => ({ id, state: 'complete' }));
    const own = [
      {
        ...accepted[0],
        command: { ...accepted[0]?.command, matter: 'power-facility-work' },
      } as (typeof accepted)[number],
      step('clerk', '2026-03-02', 'check-materials', { items }),
      step('clerk', '2026-03-03', 'accept-application'),
      step('approver', '2026-03-03', 'assign-handlers', { handlers: ['handler', 'allRounder'] }),
      attach('other'),
    ];
    const named = own.map((one) =>
      one.command.type === 'attach-record' ? { ...one, command: { ...one.command, name: '现场照片' } } : one,
    );
    const script = [...named, siteCheck(), step('allRounder', '2026-03-09', 'submit-opinion', opinion)];
    const refused = last(
      [...script, step('allRounder', '2026-03-10', 'review-opinion', { reason: '同意' })],
      there,
    ).refusal;
    expect(refused?.code).toBe('own-work');
  });
});

describe('决定从批准的意见带出', () => {
  test('内容、理由、依据、文号和序号不再录入，发证机关是市局', () => {
    const { steps } = playTo(decided);
    expect(steps.at(-1)?.facts[0]?.data).toMatchObject({
      result: 'grant',
      content: opinion.content,
      reason: opinion.reason,
      basis: '《中华人民共和国工业产品生产许可证管理条例》',
      issuingAuthority: 'cangzhou',
      ordinal: { kind: 'permit', year: 2026, number: 1 },
      documentNumber: '沧质监（南）许准字〔2026〕1号',
    });
  });

  test('已由案件确定的内容不能在决定里另填', () => {
    const { refusal } = last([
      ...approved,
      step('handler', '2026-03-12', 'make-permit-decision', { reason: '另写的理由' }),
    ]);
    expect(refusal?.sentence).toBe('“理由”已由案件确定，不能在这里更改。');
  });
});
