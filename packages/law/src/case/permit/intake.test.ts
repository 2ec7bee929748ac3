import { describe, expect, test } from 'vitest';
import {
  complete,
  last,
  materials,
  playTo,
  receive,
  resources,
  serve,
  step,
} from '../../../test/case-fixtures.ts';
import { composeRulebook } from '../../pack/rulebook.ts';
import { processRecords } from '../process-records.ts';
import { stageRail } from '../stage-rail.ts';

const faulty = {
  items: [
    ...materials.slice(2).map((id) => ({ id, state: 'complete' })),
    { id: 'application', state: 'defective', note: '未加盖公章' },
    { id: 'business-licence', state: 'missing', note: '缺少营业执照复印件' },
  ],
};
const checkedFaulty = [receive, step('clerk', '2026-03-02', 'check-materials', faulty)];

describe('第六条 对申请材料逐一进行核对', () => {
  test('没有逐项核对，不能受理，也不能告知补正', () => {
    for (const type of ['accept-application', 'request-supplement']) {
      const { refusal } = last([receive, step('clerk', '2026-03-02', type)]);
      expect(refusal?.code).toBe('materials-itemised');
      expect(refusal?.sentence).toContain('还有 5 项材料没有核对');
      expect(refusal?.cite?.article).toBe('第六条');
    }
  });

  test('缺少或者不符合形式的，须写明缺什么；几处问题一次说全', () => {
    const { refusal } = last([
      receive,
      step('clerk', '2026-03-02', 'check-materials', {
        items: [
          { id: 'application', state: 'missing' },
          { id: 'no-such', state: 'complete' },
        ],
      }),
    ]);
    expect(refusal).toMatchObject({ code: 'bad-input' });
    expect(refusal?.sentence).toContain('申请书”须写明缺什么');
    expect(refusal?.sentence).toContain('“no-such”不在本事项的材料目录中');
  });

  test('材料齐全的受理，出具受理决定书，办理期限自受理起算', () => {
    const { state, steps } = playTo([
      receive,
      step('clerk', '2026-03-02', 'check-materials', complete),
      step('clerk', '2026-03-03', 'accept-application'),
    ]);
    expect(state).toMatchObject({
      stage: 'examination',
      permit: { intake: 'accepted', clockStart: '2026-03-03' },
    });
    const issued = steps.at(-1)?.facts.find((fact) => fact.type === 'document-issued');
    expect(issued?.data).toMatchObject({
      template: 'acceptance-decision',
      title: '行政执法受理决定书',
      documentNumber: '南质监许受字〔2026〕1号',
      forServing: true,
    });
  });

  test('材料不齐全的不能受理', () => {
    const { refusal } = last([...checkedFaulty, step('clerk', '2026-03-02', 'accept-application')]);
    expect(refusal).toMatchObject({ code: 'accept-when-complete', cite: { article: '第六条' } });
    expect(refusal?.sentence).toContain('营业执照');
  });

  test('当场更正的视为齐全', () => {
    const items = complete.items.map((item, i) => (i === 0 ? { ...item, state: 'corrected-on-spot' } : item));
    const { state } = playTo([
      receive,
      step('clerk', '2026-03-02', 'check-materials', { items }),
      step('clerk', '2026-03-02', 'accept-application'),
    ]);
    expect(state?.permit?.intake).toBe('accepted');
  });

  test('补正告知一次列全缺少和有误的材料，不须重新填写', () => {
    const played = last([...checkedFaulty, step('clerk', '2026-03-03', 'request-supplement')]);
    expect(played.facts[0]?.data).toMatchObject({
      items: ['application', 'business-licence'],
      notes: { application: '未加盖公章', 'business-licence': '缺少营业执照复印件' },
    });
    expect(played.facts[1]?.data).toMatchObject({
      template: 'supplement-notice',
      title: '行政执法申请材料补正告知书',
    });
  });

  test('补正只告知一次；补正的材料重新核对后受理', () => {
    const supplemented = [
      ...checkedFaulty,
      step('clerk', '2026-03-03', 'request-supplement'),
      step('clerk', '2026-03-09', 'receive-supplement', {
        items: [
          { id: 'application', state: 'received' },
          { id: 'business-licence', state: 'received' },
        ],
      }),
    ];
    const recheck = (state: string) =>
      step('clerk', '2026-03-09', 'check-materials', {
        items: ['application', 'business-licence'].map((id) => ({ id, state, note: '仍有缺漏' })),
      });
    expect(last([...supplemented, step('clerk', '2026-03-09', 'accept-application')]).refusal?.code).toBe(
      'materials-itemised',
    );
    expect(
      last([...supplemented, recheck('defective'), step('clerk', '2026-03-09', 'request-supplement')])
        .refusal,
    ).toMatchObject({
      code: 'supplement-once',
      cite: { article: '第六条' },
    });
    const { state } = playTo([
      ...supplemented,
      recheck('complete'),
      step('clerk', '2026-03-10', 'accept-application'),
    ]);
    expect(state?.permit).toMatchObject({ intake: 'accepted', clockStart: '2026-03-10' });
  });

  test('逾期不告知的，自收到申请材料之日起即为受理', () => {
    const onLastDay = playTo([receive], { ...resources, asOf: '2026-03-09' });
    expect(onLastDay.state?.permit?.intake).toBe('received');
    const dayAfter = playTo([receive], { ...resources, asOf: '2026-03-10' });
    expect(dayAfter.steps.at(-1)).toMatchObject({
      command: 'elapse',
      facts: [
        { type: 'application-deemed-accepted', occurredOn: '2026-03-10', data: { since: '2026-03-02' } },
      ],
    });
    expect(dayAfter.state).toMatchObject({ stage: 'examination', permit: { clockStart: '2026-03-02' } });
    expect(dayAfter.duties.find((duty) => duty.does === 'decide')?.start).toBe('2026-03-02');
  });

  test('已经一次告知补正的，不因期限届满视为受理', () => {
    const { state } = playTo([...checkedFaulty, step('clerk', '2026-03-06', 'request-supplement')], {
      ...resources,
      asOf: '2026-04-30',
    });
    expect(state?.permit?.intake).toBe('supplement-requested');
  });

  test('放假安排尚未公布的年份，不认定期限已过', () => {
    const late = { ...receive, date: '2026-12-30' };
    const { state } = playTo([late], { ...resources, asOf: '2027-03-01' });
    expect(state?.permit?.intake).toBe('received');
  });
});

describe('第七条 不受理和不予受理', () => {
  test('不属本机关职权的，载明应当申请的机关，制作不予受理决定书', () => {
    const played = last([
      receive,
      step('clerk', '2026-03-02', 'reject-application', {
        reason: '属农业农村部门职权',
        rightBody: '南大港农业农村局',
      }),
    ]);
    expect(played.facts[0]).toMatchObject({
      type: 'application-rejected',
      data: { competentBody: '南大港农业农村局' },
    });
    expect(played.facts[1]?.data).toMatchObject({
      template: 'non-acceptance-decision',
      title: '行政执法不予受理决定书',
    });
  });

  test('依法不需要许可的告知不受理，须写理由；送达后可以结案', () => {
    expect(
      last([receive, step('clerk', '2026-03-02', 'decline-application', { reason: ' ' })]).refusal?.sentence,
    ).toBe('“依法不需要许可的理由”未填。');
    const { state } = playTo([
      receive,
      step('clerk', '2026-03-02', 'decline-application', { reason: '该产品已不实行许可管理' }),
      { ...serve('non-acceptance-decision', '2026-03-03'), actor: receive.actor },
      step('clerk', '2026-03-03', 'close-case', { summary: '不受理，已告知' }),
    ]);
    expect(state?.stage).toBe('closed');
  });

  test('不受理的案件：没有经过的环节不打勾，也不说缺记录；送达了不受理决定的写明送达日期', () => {
    const { state } = playTo([
      receive,
      step('clerk', '2026-03-02', 'decline-application', { reason: '该产品已不实行许可管理' }),
      { ...serve('non-acceptance-decision', '2026-03-03'), actor: receive.actor },
      step('clerk', '2026-03-03', 'close-case', { summary: '不受理，已告知' }),
    ]);
    if (state === null) throw new Error('no case');
    const rules = composeRulebook(resources.bureau, resources.packs, '2026-03-03');
    const rail = Object.fromEntries(stageRail(state, [], rules).map((one) => [one.stage, one]));
    expect(rail.intake).toMatchObject({ status: 'done', note: '不予受理' });
    expect(rail.service).toMatchObject({ status: 'done', date: '2026-03-03' });
    for (const stage of ['examination', 'approval', 'decision', 'certificate'])
      expect(rail[stage]).toMatchObject({ status: 'skipped', note: '未经此步' });
    expect(processRecords([], state, rules).filter(({ lacking }) => lacking > 0)).toEqual([]);
  });
});
