import { describe, expect, test } from 'vitest';
import {
  accepted,
  attach,
  decided,
  examined,
  file,
  last,
  opinion,
  playTo,
  resources,
  sealed,
  serve,
  step,
} from '../../../test/case-fixtures.ts';

const served = [
  ...sealed,
  serve('acceptance-decision', '2026-03-16'),
  serve('permit-decision', '2026-03-17'),
];

describe('第十二条 上报市局打印证书、加盖印章、送达', () => {
  test('未上报不能盖章，未盖章不得送达', () => {
    expect(last([...decided, step('boss', '2026-03-13', 'seal-certificate')]).refusal).toMatchObject({
      code: 'not-handed-over',
      cite: { article: '第十二条' },
    });
    expect(last([...decided, serve('permit-decision', '2026-03-13')]).refusal).toMatchObject({
      code: 'issuing-authority-seals',
      cite: { article: '第十二条' },
    });
  });

  test('由市局盖章，证书编号自动取号，有效期从意见带出', () => {
    expect(
      last([
        ...decided,
        step('handler', '2026-03-12', 'hand-over'),
        step('approver', '2026-03-16', 'seal-certificate'),
      ]).refusal?.code,
    ).toBe('other-bureau');
    const { state } = playTo(sealed);
    expect(state).toMatchObject({
      stage: 'service',
      permit: {
        sealedOn: '2026-03-16',
        certificate: { number: '冀沧（南）20261', validFrom: '2026-03-16', validTo: '2031-03-15' },
      },
    });
  });
});

describe('第十三条 不予许可', () => {
  const refusing = (basedOnTest: string) => [
    ...examined,
    step('handler', '2026-03-09', 'submit-opinion', {
      result: 'refuse',
      reason: '检验不合格',
      content: '不予许可',
      basedOnTest,
    }),
    step('reviewer', '2026-03-10', 'review-opinion', { reason: '属实' }),
    step('approver', '2026-03-11', 'approve-opinion', { reason: '同意' }),
  ];

  test('依据检验、检测结果的，应附报告', () => {
    const decide = step('handler', '2026-03-12', 'make-permit-decision');
    expect(last([...refusing('yes'), decide]).refusal).toMatchObject({
      code: 'refusal-attaches-report',
      cite: { article: '第十三条第二款' },
    });
    expect(last([...refusing('no'), decide]).refusal).toBeUndefined();
    const played = last([...refusing('yes'), attach('test-report', '2026-03-11'), decide]);
    expect(played.facts[1]?.data).toMatchObject({
      template: 'refusal-decision',
      title: '不予行政执法决定书',
    });
  });

  test('不予许可决定书也由市局盖章后送达', () => {
    const script = [
      ...refusing('no'),
      step('handler', '2026-03-12', 'make-permit-decision'),
      step('handler', '2026-03-12', 'hand-over'),
    ];
    expect(last([...script, serve('refusal-decision', '2026-03-13')]).refusal?.code).toBe(
      'issuing-authority-seals',
    );
    const { state, steps } = playTo([
      ...script,
      step('boss', '2026-03-13', 'seal-certificate'),
      serve('refusal-decision', '2026-03-16'),
    ]);
    expect(steps.flatMap((one) => one.facts).some((fact) => fact.type === 'decision-sealed')).toBe(true);
    expect(state?.permit?.certificate).toBeNull();
  });
});

describe('第十四条 终止办理', () => {
  test('须写明情形和依据，制作终止办理决定书', () => {
    expect(last([...accepted, step('approver', '2026-03-10', 'terminate')]).refusal?.sentence).toBe(
      '“终止的情形和依据”未填。',
    );
    const { state, steps } = playTo([
      ...accepted,
      step('approver', '2026-03-10', 'terminate', { ground: '申请人依法终止（第三十九条）' }),
    ]);
    expect(state).toMatchObject({ stage: 'service', permit: { terminated: true } });
    expect(steps.at(-1)?.facts[1]?.data).toMatchObject({
      template: 'termination-decision',
      title: '行政执法终止办理决定书',
    });
  });
});

describe('第十五条 送达回证', () => {
  const close = step('handler', '2026-03-18', 'close-case', { summary: '已办结' });

  test('每次送达都制作送达回证', () => {
    const played = last(served);
    expect(played.facts.map((fact) => fact.type)).toEqual(['document-served', 'document-issued']);
    expect(played.facts[1]?.data).toMatchObject({
      template: 'service-receipt',
      title: '行政执法文书送达回证',
      forServing: false,
    });
  });

  test('还有文书没有送达回证的，不能结案', () => {
    expect(last([...sealed, close]).refusal).toMatchObject({
      code: 'service-receipt',
      cite: { article: '第十五条' },
    });
    expect(playTo([...served, close]).state?.stage).toBe('closed');
  });

  test('留置送达须有见证人', () => {
    const left = (more: object) =>
      last([...sealed, serve('permit-decision', '2026-03-17', { method: 'left-at-premises', ...more })]);
    expect(left({}).refusal?.sentence).toContain('见证人');
    expect(left({ witness: '社区王主任' }).refusal).toBeUndefined();
  });

  test('送达日期不能早于盖章和制作日期', () => {
    const early = { ...serve('permit-decision', '2026-03-17'), occurredOn: '2026-03-13', lateReason: '补录' };
    expect(last([...sealed, early]).refusal?.sentence).toContain('（2026-03-16）');
  });

  test('结案后只能查阅', () => {
    const after = step('handler', '2026-03-19', 'attach-record', {
      requirement: 'other',
      name: '补充',
      attachment: file('a.pdf'),
    });
    expect(last([...served, close, after]).refusal?.sentence).toBe('本案已结案，只能查阅。');
  });

  test('结案后决定被撤销的，仍可登记', () => {
    const revoke = step('lawyer', '2026-05-06', 'record-revocation', {
      outcome: 'revoked',
      by: '沧州市人民政府',
      explanation: '主要证据不足',
    });
    const { state } = playTo([...served, close, revoke]);
    expect(state?.decision?.revoked).toMatchObject({ outcome: 'revoked', on: '2026-05-06' });
    expect(state?.stage).toBe('closed');
  });

  test.each([
    ['沧州市中级人民法院', undefined],
    ['国家市场监督管理总局', undefined],
    ['张三', '作出机关'],
    ['演示人甲，住示例路88号', '作出机关'],
    ['沧州市人民政府（申请人张三）', '作出机关'],
  ])('撤销决定的作出机关向社会公开：写“%s”的，%s', (by, problem) => {
    const data = { outcome: 'revoked', by, documentNumber: '（2026）冀09行终1号', explanation: '证据不足' };
    const { facts, refusal } = last([
      ...served,
      close,
      step('lawyer', '2026-05-06', 'record-revocation', data),
    ]);
    if (problem !== undefined) return expect(refusal?.sentence).toContain(problem);
    const found = facts.find(({ type }) => type === 'decision-revoked');
    expect(found?.data).toMatchObject({ by, orderNumber: data.documentNumber });
  });
});

describe('两个时间：发生和录入', () => {
  const late = (occurredOn: string, lateReason?: string) => ({
    ...step('handler', '2026-03-09', 'submit-opinion', opinion),
    occurredOn,
    ...(lateReason ? { lateReason } : {}),
  });

  test('发生日期不能晚于今天，也不能早于前一步', () => {
    expect(last([...examined, late('2026-03-10')]).refusal?.sentence).toContain('不能晚于今天（2026-03-09）');
    expect(last([...examined, late('2026-03-05', '补录')]).refusal?.sentence).toContain(
      '早于前一步的日期（2026-03-06）',
    );
    expect(last([...examined, late('2026-02-27', '补录')]).refusal?.sentence).toContain(
      '早于案件开始的日期（2026-03-02）',
    );
  });

  test('事后补录须写明原因，原因随事实留存', () => {
    expect(last([...examined, late('2026-03-06')]).refusal?.sentence).toContain('迟录的原因');
    expect(last([...examined, late('2026-03-06', '系统停机')]).facts[0]).toMatchObject({
      occurredOn: '2026-03-06',
      data: { lateReason: '系统停机' },
    });
  });
});

test('同一份脚本重放，得到同样的案件', () => {
  expect(playTo(served, resources)).toEqual(playTo(served, resources));
});
