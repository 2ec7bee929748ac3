import { describe, expect, test } from 'vitest';
import {
  act,
  crew,
  decide,
  decided,
  heavy,
  investigated,
  last,
  noticed,
  opinion,
  playTo,
  report,
  reported,
  salt,
  serve,
} from '../../../test/penalty-fixtures.ts';

describe('简单案件全程', () => {
  test('从立案到结案，数值只填一次', () => {
    const closed = playTo([
      ...decided,
      act('handler', '2026-03-20', 'record-execution', {
        kind: 'paid',
        amount: 2_000_000,
        done: 'yes',
        note: '票据 0012',
      }),
      act('handler', '2026-03-23', 'close-case', { summary: '处罚决定已送达并执行完毕。' }),
    ]);
    expect(closed.steps.filter((one) => one.refusal)).toEqual([]);
    expect(closed.state).toMatchObject({
      stage: 'closed',
      number: '汶工信立字〔2026〕1号',
      decision: {
        result: 'penalise',
        documentNumber: '汶工信罚字〔2026〕1号',
        content: salt.text,
        basis: report().basis,
        facts: report().facts,
        penalty: salt,
        issuingAuthority: 'wenshang',
        ordinal: { kind: 'penalty', year: 2026, number: 1 },
      },
      penalty: { execution: 'done', statement: { state: 'waived' } },
    });
    expect(closed.state?.documents.map((one) => one.template)).toEqual([
      'filing-form',
      'interview-record',
      'prior-notice',
      'service-receipt',
      'penalty-decision',
      'service-receipt',
      'closing-form',
    ]);
  });

  test('不予立案即告终结', () => {
    const proposed = investigated.slice(0, 1);
    const { state } = playTo([
      ...proposed,
      act('approver', '2026-03-03', 'refuse-filing', { reason: '不属本局管辖' }),
    ]);
    expect(state).toMatchObject({ stage: 'closed', penalty: { filed: 'refused' } });
  });
});

describe('行政处罚法 第四十二条 两名以上有资格的执法人员', () => {
  const propose = (officers: readonly string[]) => {
    const first = investigated[0];
    if (!first) throw new Error('no script');
    return last([{ ...first, command: { ...first.command, officers } }]).refusal;
  };
  test.each([
    [['handler'], 'certified-officers'],
    [['handler', 'handler'], 'certified-officers'],
    [['partner', 'jack'], 'bad-input'],
    [['handler', 'lapsed'], 'certified-officers'],
    [['handler', 'reviewer'], 'certified-officers'],
    [['handler', 'partner'], undefined],
  ])('%j → %s', (officers, code) => {
    expect(propose(officers)?.code).toBe(code);
  });

  test('几人由规定写明，拒绝时援引条文', () => {
    expect(propose(['handler'])).toMatchObject({
      sentence: '执法人员不得少于 2 人。',
      cite: { regulation: '中华人民共和国行政处罚法', article: '第四十二条第一款' },
    });
  });
});

describe('行政处罚法 第五十五条、公示规定 第六条 出示执法证件', () => {
  test('未登记出示证件，不得询问', () => {
    const [proposed, filed, , interview] = investigated;
    if (!proposed || !filed || !interview) throw new Error('no script');
    expect(last([proposed, filed, interview]).refusal).toMatchObject({
      code: 'credentials-presented',
      sentence: '询问前应当出示执法证件并登记在案。',
      cite: { regulation: '汶上县工业和信息化局行政执法公示规定' },
    });
  });
});

describe('记录规定 第六条、第十一条 音像记录', () => {
  const without = investigated.filter((one) => one.command.type !== 'attach-record');
  const submit = act('handler', '2026-03-05', 'submit-report', report());
  test('第七条 执法现场和调查取证的音像记录，时间、地点、亮证情况、重点内容缺一项都不收', () => {
    for (const one of investigated.filter(({ command }) => command.type === 'attach-record'))
      for (const [field, label] of [
        ['madeOn', '制作日期'],
        ['place', '地点'],
        ['credentialsShown', '是否出示执法证件'],
        ['keyContent', '关键内容'],
      ] as const) {
        const command = Object.fromEntries(Object.entries(one.command).filter(([key]) => key !== field));
        expect(last([...without, { ...one, command: command as typeof one.command }]).refusal).toMatchObject({
          code: 'bad-input',
          sentence: `“${label}”未填。`,
        });
      }
  });
  test('缺照片和录像的，不能提交调查终结报告', () => {
    expect(last([...without, submit]).refusal).toMatchObject({ code: 'records-missing' });
  });
  test('文字记录足以全面记录的，说明理由后可以不作音像记录', () => {
    const waive = (requirement: string) =>
      act('handler', '2026-03-05', 'waive-recording', { requirement, reason: '询问笔录已全面记录。' });
    expect(
      last([...without, waive('scene-photo'), waive('investigation-video'), submit]).refusal,
    ).toBeUndefined();
  });
});

describe('本人办理的，不得由本人审核、批准、法制审核', () => {
  const own = investigated.map((one) => {
    const officers = 'officers' in one.command ? { officers: ['jack', 'partner'] } : {};
    const command = { ...one.command, ...officers };
    return one.actor.id === 'handler' ? { ...one, actor: crew.jack, command } : { ...one, command };
  });
  const submitted = [...own, act('jack', '2026-03-05', 'submit-report', report())];
  const opened = submitted.slice(0, 1);
  test.each([
    ['approve-filing', [...opened, act('jack', '2026-03-03', 'approve-filing', { reason: '同意' })]],
    ['refuse-filing', [...opened, act('jack', '2026-03-03', 'refuse-filing', { reason: '不同意' })]],
    ['review-report', [...submitted, act('jack', '2026-03-06', 'review-report', { reason: '同意' })]],
    ['return-report', [...submitted, act('jack', '2026-03-06', 'return-report', { reason: '退回' })]],
  ])('%s', (_command, script) => {
    expect(last(script).refusal).toMatchObject({ code: 'own-work', cite: { quote: expect.any(String) } });
  });
  test('审核人不得再作法制审核，也不得作决定', () => {
    const reviewed = [
      ...noticed().slice(0, -3),
      act('jack', '2026-03-06', 'review-report', { reason: '同意' }),
    ];
    const toReview = [
      ...reviewed,
      act('handler', '2026-03-09', 'issue-prior-notice'),
      serve('prior-notice', '2026-03-09'),
      act('handler', '2026-03-17', 'request-legal-review', { materials: '全案材料' }),
    ];
    const give = act('jack', '2026-03-18', 'give-legal-review', opinion('agree'));
    expect(last([...toReview, give]).refusal).toMatchObject({
      code: 'own-work',
      cite: { article: '第五十八条第一款' },
    });
    expect(last([...toReview.slice(0, -1), decide('2026-03-18', 'jack')]).refusal?.code).toBe('own-work');
  });
});

describe('行政处罚法 第四十四条、第六十二条 告知和陈述申辩', () => {
  test('未送达告知书，不得作出决定', () => {
    expect(last([...noticed().slice(0, -1), decide('2026-03-18')]).refusal).toMatchObject({
      code: 'prior-notice',
      cite: { article: '第四十四条' },
    });
  });
  test('期限未到不得决定，五个工作日届满次日视为放弃', () => {
    expect(last([...noticed(), decide('2026-03-16')]).refusal?.code).toBe('statement-heard');
    const result = playTo([...noticed(), decide('2026-03-17')]);
    expect(result.steps.at(-1)?.refusal).toBeUndefined();
    const waived = result.facts.find((one) => one.type === 'statement-waived');
    expect(waived).toMatchObject({ occurredOn: '2026-03-17', data: { rule: 'cf-45-statement' } });
  });
  test('日历未公布的年份，不因暂定日期视为放弃', () => {
    const late = noticed().map((one) => ({ ...one, date: one.date.replace('2026', '2027') }));
    const { state } = playTo([...late, decide('2027-03-26')], '2027-03-26');
    expect(state?.penalty?.statement.state).toBe('open');
  });
  test('第四十五条 陈述申辩未复核不得决定；放弃后又陈述的仍须听取', () => {
    const stated = [
      ...noticed(),
      act('handler', '2026-03-17', 'record-statement', { content: '数量有误。' }),
    ];
    expect(last([...stated, decide('2026-03-18')]).refusal?.code).toBe('statement-heard');
    const answered = [
      ...stated,
      act('handler', '2026-03-18', 'answer-statement', { adopted: 'no', reason: '与证据不符' }),
    ];
    expect(last([...answered, decide('2026-03-19')]).refusal).toBeUndefined();
  });
  test('采纳后须改报告；改轻不必重新告知，不得因申辩加重', () => {
    const adopted = [
      ...noticed(),
      act('handler', '2026-03-10', 'record-statement', { content: '已主动消除后果。' }),
      act('handler', '2026-03-11', 'answer-statement', { adopted: 'partly', reason: '属实' }),
    ];
    expect(last([...adopted, decide('2026-03-18')]).refusal?.code).toBe('statement-adopted');
    const again = (fine: number) =>
      act('handler', '2026-03-12', 'submit-report', report({ ...salt, fine, text: '罚款。' }));
    expect(last([...adopted, again(3_000_000)]).refusal).toMatchObject({
      code: 'no-heavier-penalty',
      cite: { pack: 'administrative-penalty-law' },
    });
    const lighter = [
      ...adopted,
      again(1_000_000),
      act('reviewer', '2026-03-13', 'review-report', { reason: '同意' }),
    ];
    const { state } = playTo([...lighter, decide('2026-03-18')]);
    expect(state?.decision).toMatchObject({ penalty: { fine: 1_000_000 }, content: '罚款。' });
  });
  test('事实变更的，须重新告知', () => {
    const adopted = [
      ...noticed(),
      act('handler', '2026-03-10', 'record-statement', { content: '数量有误。' }),
      act('handler', '2026-03-11', 'answer-statement', { adopted: 'yes', reason: '属实' }),
      act('handler', '2026-03-12', 'submit-report', { ...report(), facts: '批发食盐 300 千克。' }),
      act('reviewer', '2026-03-13', 'review-report', { reason: '同意' }),
    ];
    expect(playTo(adopted).state?.penalty?.priorNotice).toBeNull();
    expect(last([...adopted, decide('2026-03-18')]).refusal?.code).toBe('prior-notice');
  });
});

describe('行政处罚法 第六十三条、第六十四条 听证', () => {
  test.each([
    ['法人罚款九万九千九百九十九元', { types: ['fine'], fine: 9_999_900, text: '罚款' }, 'no'],
    ['法人罚款十万元', { types: ['fine'], fine: 10_000_000, text: '罚款' }, 'yes'],
    ['没收十万元', { types: ['confiscation'], confiscated: 10_000_000, text: '没收' }, 'yes'],
    ['吊销许可证件', { types: ['revoke-licence'], text: '吊销' }, 'yes'],
    ['警告', { types: ['warning'], text: '警告' }, 'no'],
  ])('%s → 听证权 %s', (_name, penalty, right) => {
    const issued = last([...reported(penalty), act('handler', '2026-03-09', 'issue-prior-notice')]);
    expect(issued.facts[0]).toMatchObject({ type: 'prior-notice-issued', data: { hearingRight: right } });
  });

  test('要求听证期限未到、听证未举行，不得决定', () => {
    expect(last([...noticed(heavy), decide('2026-03-12')]).refusal?.code).toBe('statement-heard');
    const asked = [...noticed(heavy), act('handler', '2026-03-16', 'request-hearing')];
    expect(last([...asked, decide('2026-03-18')]).refusal?.code).toBe('hearing-right');
  });

  test('逾期提出的不予登记；期限内提出而后补录的予以登记', () => {
    const late = act('handler', '2026-03-18', 'request-hearing');
    expect(last([...noticed(heavy), late]).refusal).toMatchObject({
      code: 'hearing-request-late',
      cite: { article: '第六十四条第（一）项' },
    });
    const entered = { ...late, occurredOn: '2026-03-13', lateReason: '当事人邮寄，补录' };
    expect(playTo([...noticed(heavy), entered]).state?.penalty?.hearing.state).toBe('requested');
  });

  test('七个工作日前通知，主持人不得是调查人员', () => {
    const asked = [...noticed(heavy), act('handler', '2026-03-10', 'request-hearing')];
    const notify = (heldOn: string, host: string) =>
      act('handler', '2026-03-11', 'notify-hearing', { heldOn, place: '局会议室', host });
    expect(last([...asked, notify('2026-03-19', 'legal')]).refusal).toMatchObject({
      code: 'hearing-notice',
      cite: { article: '第六十四条第（二）项' },
    });
    expect(last([...asked, notify('2026-03-20', 'partner')]).refusal?.code).toBe('hearing-host');
    expect(last([...asked, notify('2026-03-20', 'legal')]).refusal).toBeUndefined();
  });
});

describe('行政处罚法 第五十八条 法制审核', () => {
  const heard = [
    ...noticed(heavy),
    act('handler', '2026-03-10', 'request-hearing'),
    act('handler', '2026-03-11', 'notify-hearing', {
      heldOn: '2026-03-20',
      place: '局会议室',
      host: 'deputy',
    }),
    serve('hearing-notice', '2026-03-11'),
    act('deputy', '2026-03-20', 'hold-hearing', { record: '双方陈述、质证。', opinion: '事实成立。' }),
    act('handler', '2026-03-20', 'waive-recording', {
      requirement: 'hearing-video',
      reason: '听证笔录已全面记录。',
    }),
  ];
  const send = (date: string) => act('handler', date, 'request-legal-review', { materials: '全案材料' });
  const problems = act('legal', '2026-03-24', 'give-legal-review', opinion('problems', 'law'));
  const agree = (date: string) => act('legal', date, 'give-legal-review', opinion('agree'));

  test('第六十四条 听证通知书没有送达的，不能登记听证', () => {
    const unserved = heard.filter(
      (one) => !(one.command.type === 'serve-document' && one.command.documentId === '@hearing-notice'),
    );
    expect(unserved.length).toBe(heard.length - 1);
    expect(last(unserved.slice(0, -1)).refusal).toMatchObject({
      code: 'hearing-notice',
      sentence: '听证通知书还没有送达。',
    });
  });

  test('经过听证的，未经审核或者审核未通过，不得作出决定', () => {
    const refused = {
      code: 'legal-review',
      sentence: '法制审核未通过，不得作出决定。',
      cite: { article: '第五十八条第一款' },
    };
    expect(last([...heard, decide('2026-03-23')]).refusal).toMatchObject(refused);
    expect(last([...heard, send('2026-03-23'), decide('2026-03-23')]).refusal).toMatchObject(refused);
    expect(last([...heard, send('2026-03-23'), problems, decide('2026-03-25')]).refusal).toMatchObject(
      refused,
    );
  });

  test('118号 十三 存在问题的，处理后再次报送，直到同意', () => {
    const sent = [...heard, send('2026-03-23'), problems];
    expect(last([...sent, send('2026-03-25')]).refusal?.code).toBe('review-unanswered');
    const again = [
      ...sent,
      act('handler', '2026-03-25', 'answer-legal-review', { text: '已补充裁量理由。' }),
      send('2026-03-25'),
    ];
    const agreed = [...again, agree('2026-03-26')];
    expect(playTo(agreed).state?.penalty?.legalReview).toMatchObject({ state: 'agreed', round: 2 });
    expect(last([...agreed, decide('2026-03-27')]).refusal).toMatchObject({
      code: 'deliberation',
      cite: { article: '第五十七条第二款' },
    });
    const discussed = act('approver', '2026-03-27', 'deliberate', {
      participants: ['approver', 'deputy'],
      conclusion: '同意处罚。',
    });
    const made = playTo([...agreed, discussed, decide('2026-03-27')]);
    expect(made.state?.decision?.result).toBe('penalise');
    expect(made.facts.findLast((one) => one.type === 'decision-made')?.data.major).toBe('yes');
  });

  test('118号 十三 七个方面逐项审核：存在问题须指明，同意不得指明', () => {
    const sent = [...heard, send('2026-03-23')];
    const give = (input: object) =>
      last([...sent, act('legal', '2026-03-24', 'give-legal-review', input)]).refusal?.code;
    const all = ['authority', 'procedure', 'facts', 'law', 'competence', 'documents', 'crime'];
    expect(give(opinion('problems'))).toBe('bad-input');
    expect(give(opinion('agree', 'facts'))).toBe('bad-input');
    expect(give({ ...opinion('agree'), points: opinion('agree').points.slice(1) })).toBe('bad-input');
    expect(
      give({ ...opinion('agree'), points: [...opinion('agree').points, { id: 'taste', state: 'pass' }] }),
    ).toBe('bad-input');
    expect(give(opinion('problems', ...all))).toBeUndefined();
    expect(give(opinion('agree'))).toBeUndefined();
  });

  test('承办人认为涉及重大公共利益或者疑难复杂的，没有听证也须审核', () => {
    expect(last([...noticed(salt, 'yes'), decide('2026-03-18')]).refusal?.code).toBe('legal-review');
    expect(last([...noticed(salt, 'no'), decide('2026-03-18')]).refusal).toBeUndefined();
  });

  test('陈述申辩、听证期间未结束，不送审核', () => {
    expect(last([...noticed(heavy), send('2026-03-10')]).refusal).toMatchObject({
      code: 'review-too-early',
      cite: { pack: 'administrative-penalty-law', article: '第五十八条第一款' },
    });
  });
});

describe('行政处罚法 第五十七条 不予处罚', () => {
  test('不予处罚的没有处罚内容，不必执行', () => {
    const { state } = playTo([...noticed(), decide('2026-03-18', 'approver', 'no-penalty')]);
    expect(state).toMatchObject({
      decision: { result: 'no-penalty', content: '对当事人不予行政处罚。' },
      penalty: { execution: 'done' },
    });
    expect(state?.decision?.penalty).toBeUndefined();
    expect(state?.documents.at(-1)?.template).toBe('no-penalty-decision');
  });
});

describe('行政处罚法 第六十六条 执行', () => {
  test.each([
    [{ kind: 'paid', amount: 100, done: 'yes' }, 'bad-input'],
    [{ kind: 'partly-paid', amount: 100, done: 'yes' }, 'bad-input'],
    [{ kind: 'partly-paid', amount: 100, done: 'no' }, undefined],
  ])('%j → %s', (input, code) => {
    expect(
      last([...decided, act('handler', '2026-03-20', 'record-execution', { ...input, note: '说明' })]).refusal
        ?.code,
    ).toBe(code);
  });
  test('执行完毕前不能结案', () => {
    expect(
      last([...decided, act('handler', '2026-03-20', 'close-case', { summary: '结案' })]).refusal?.code,
    ).toBe('execution-first');
  });
});
