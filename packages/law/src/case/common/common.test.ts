import { describe, expect, test } from 'vitest';
import {
  accepted,
  applicant,
  approved,
  attach,
  file,
  last,
  opinion,
  people,
  playTo,
  receive,
  resources,
  sealed,
  serve,
  siteCheck,
  step,
  wenshang,
} from '../../../test/case-fixtures.ts';
import { composeRulebook } from '../../pack/rulebook.ts';
import { availableActions, decideCase } from '../decide.ts';

function never(): never {
  throw new Error('erasing draws no number');
}

describe('更正录入', () => {
  const propose = (entry: string, value: unknown, date = '2026-03-11') =>
    step('handler', date, 'propose-correction', { entry, value, reason: '录入错字' });
  const opinionVersion = playTo(approved).facts.find((fact) => fact.type === 'opinion-submitted')?.version;
  const entry = `${opinionVersion}.content`;

  test('由第二个人同意后，案件按更正后的内容重算，原事实不动', () => {
    const result = playTo([
      ...approved,
      propose(entry, '准予生产钢管'),
      step('reviewer', '2026-03-11', 'confirm-correction'),
    ]);
    expect(result.state?.permit?.opinion?.content).toBe('准予生产钢管');
    expect(result.state?.correction).toBeNull();
    expect(result.facts.find((fact) => fact.version === opinionVersion)?.data.content).toBe(opinion.content);
  });

  test('申请人自己不能同意', () => {
    const { refusal } = last([
      ...approved,
      propose(entry, '准予生产钢管'),
      step('handler', '2026-03-11', 'confirm-correction'),
    ]);
    expect(refusal?.code).toBe('own-work');
  });

  test('不同意的，内容不变', () => {
    const { state } = playTo([
      ...approved,
      propose(entry, '准予生产钢管'),
      step('reviewer', '2026-03-11', 'refuse-correction', { reason: '原录入无误' }),
    ]);
    expect(state?.permit?.opinion?.content).toBe(opinion.content);
    expect(state?.correction).toBeNull();
  });

  test('文书送达后只能另发更正文书', () => {
    const served = [...sealed, serve('permit-decision', '2026-03-17')];
    expect(last([...served, propose(entry, '准予生产钢管', '2026-03-17')]).refusal?.sentence).toContain(
      '更正文书',
    );
  });

  test('申请之后文书已送达的，也不能再同意', () => {
    const script = [
      ...sealed,
      propose(entry, '准予生产钢管', '2026-03-16'),
      serve('permit-decision', '2026-03-17'),
    ];
    expect(last([...script, step('reviewer', '2026-03-17', 'confirm-correction')]).refusal?.code).toBe(
      'served',
    );
  });

  test('文号、结果、申请事项不能当作录入错误更正；改后须合乎格式且与原来不同', () => {
    for (const [target, value] of [
      [`${opinionVersion}.result`, 'refuse'],
      ['1.matter', 'metrology-standard'],
      ['99.content', '无'],
      [`${opinionVersion}.validTo`, '2031-13-40'],
      [entry, opinion.content],
    ] as const) {
      expect(last([...approved, propose(target, value)]).refusal?.code, target).toBe('bad-input');
    }
  });
});

describe('依法删除个人信息', () => {
  const propose = step('archivist', '2026-03-12', 'propose-erasure', {
    items: [
      { id: '1.applicant', state: 'erase' },
      { id: '1.content', state: 'keep' },
    ],
    authority: '个人信息保护法第四十七条',
  });

  test('档案管理人员申请，政策法规机构同意，删除处显示“已依法删除”', () => {
    const { state, facts } = playTo([...approved, propose, step('lawyer', '2026-03-12', 'confirm-erasure')]);
    expect(state?.party?.name).toBe('已依法删除');
    expect(state?.permit?.content).toBe('申领工业产品生产许可证（管件）');
    expect(facts[0]?.erased).toEqual(['applicant']);
    expect(JSON.stringify(facts)).not.toContain(applicant.name);
  });

  test('两步由两个人、两个岗位办理', () => {
    expect(last([...approved, { ...propose, actor: people.handler }]).refusal?.code).toBe('not-permitted');
    expect(
      last([...approved, propose, step('approver', '2026-03-12', 'confirm-erasure')]).refusal?.code,
    ).toBe('not-permitted');
    const both = { id: 'both', roles: ['archive-keeper', 'policy-and-law'] as const };
    const confirm = { ...step('lawyer', '2026-03-12', 'confirm-erasure'), actor: both };
    expect(last([...approved, { ...propose, actor: both }, confirm]).refusal?.code).toBe('own-work');
  });

  test('删原件的，封存的文件名一并删去，不另选也删', () => {
    const { state } = playTo(approved);
    const record = state?.records[0];
    const proposed = playTo([
      ...approved,
      {
        ...propose,
        command: { ...propose.command, items: [{ id: `${record?.version}.attachment`, state: 'erase' }] },
      },
    ]);
    expect(proposed.state?.erasure?.targets).toEqual([
      { version: record?.version, fields: ['attachment', 'fileName'] },
    ]);
  });

  test('早先的版本明文写下、现在才封存的内容，不列为可以删除：删不掉的，不说已经删除', () => {
    const { state } = playTo(approved);
    if (state === null) throw new Error('no case');
    const context = {
      today: '2026-03-12',
      occurredOn: '2026-03-12',
      actor: { ...people.archivist, bureau: resources.bureau.id },
      rules: composeRulebook(resources.bureau, resources.packs, '2026-03-12'),
      calendar: resources.calendar,
      people: [],
      numbers: { documentNumber: never, ordinal: never },
      digestOf: (version: number, field: string) =>
        version === 1 && field === 'content' ? undefined : 'digest',
    };
    const form = availableActions(state, context).find(({ command }) => command === 'propose-erasure')?.form;
    const offered = form?.find(({ key }) => key === 'items')?.options?.map(({ value }) => value);
    expect(offered).toContain('1.applicant');
    expect(offered).not.toContain('1.content');
    const items = [{ id: '1.content', state: 'erase' }];
    expect(() => decideCase(state, { ...propose.command, items }, context)).toThrow('“1.content”不能删除。');
  });

  test('没有的内容和非个人信息不能删除', () => {
    const wrong = {
      ...propose,
      command: { ...propose.command, items: [{ id: '1.matter', state: 'erase' }] },
    };
    expect(last([...approved, wrong]).refusal?.sentence).toBe('“1.matter”不能删除。');
  });
});

describe('汶上 记录规定：留置送达根据实际情况音像记录', () => {
  const there = { ...resources, bureau: wenshang, people: Object.values(people) };
  const items = ['application', 'work-plan', 'consent'].map((id) => ({ id, state: 'complete' }));
  const script = [
    { ...receive, command: { ...receive.command, matter: 'power-facility-work' } },
    step('clerk', '2026-03-02', 'check-materials', { items }),
    step('clerk', '2026-03-03', 'accept-application'),
    step('approver', '2026-03-03', 'assign-handlers', { handlers: ['handler', 'partner'] }),
  ];
  const leave = serve('acceptance-decision', '2026-03-04', { method: 'left-at-premises', witness: '王主任' });

  test('留置送达没有音像记录，也没有说明文字记录足以的，不能登记；直接送达不受影响', () => {
    const { refusal } = last([...script, leave], there);
    expect(refusal).toMatchObject({
      code: 'records-missing',
      cite: { article: expect.stringContaining('第六条') },
    });
    expect(last([...script, serve('acceptance-decision', '2026-03-04')], there).refusal).toBeUndefined();
  });

  test('写明理由，说明文字记录足以后可以登记', () => {
    const waive = step('handler', '2026-03-04', 'waive-recording', {
      requirement: 'service-video',
      reason: '见证人在场并签字',
    });
    const { state, steps } = playTo([...script, waive, leave], there);
    expect(steps.at(-1)?.refusal).toBeUndefined();
    expect(state?.waived).toEqual(['service-video']);
  });

  test('有音像记录的，不必说明', () => {
    const video = step('handler', '2026-03-04', 'attach-record', {
      requirement: 'service-video',
      attachment: file('left.mp4', 'video/mp4'),
      madeOn: '2026-03-04',
      place: '企业门口',
      credentialsShown: 'yes',
      keyContent: '拒收后留置',
    });
    expect(last([...script, video, leave], there).refusal).toBeUndefined();
  });
});

test('必须作的音像记录不能以文字代替（南大港 第九条）', () => {
  const { refusal } = last([
    ...accepted,
    step('handler', '2026-03-04', 'waive-recording', {
      requirement: 'site-check-record',
      reason: '文字足以',
    }),
  ]);
  expect(refusal?.code).toBe('not-offered');
});

test('补入的文件记下两种摘要和所属记录', () => {
  const { state } = playTo([...accepted, attach('site-check-record'), siteCheck()]);
  expect(state?.records).toMatchObject([
    {
      requirement: 'site-check-record',
      medium: 'recording',
      name: '现场核查记录（重点部位的影像资料）',
      madeOn: '2026-03-06',
    },
  ]);
  expect(state?.records[0]?.attachment).toHaveProperty('sm3');
});
