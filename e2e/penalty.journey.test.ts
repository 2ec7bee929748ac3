import { expect, test } from 'vitest';
import { advanceTo } from './harness/clock.ts';
import { inspect } from './harness/inspect.ts';
import { type Officer, signIn } from './harness/officer.ts';
import { sampleJpeg, sampleMp4 } from './harness/sample-files.ts';
import { browser, program, setStage } from './harness/stage.ts';
import { TypedValues } from './harness/typed-values.ts';

setStage('2025-09-22');

const place = '汶上县示例路 66 号';
const party = '汶上全程示例建材有限公司';

test('汶上：立案、取证、告知、申辩、听证、法制审核、集体讨论、决定、送达、执行、结案', async () => {
  const typed = new TypedValues();
  const as = (login: string): Promise<Officer> => signIn(browser, program.office, login, typed);
  const handler = await as('wen-handler');
  const address = await file(handler);

  const approver = await as('wen-approver');
  await approver.open(address);
  await approver.act('批准立案', (form) => form.type('意见', '有违法事实，属本局管辖，同意立案。'));

  await handler.open(address);
  await investigate(handler);
  const reviewer = await as('wen-reviewer');
  await reviewer.open(address);
  await reviewer.act('审核同意', async (form) => {
    await form.root.getByText('罚款人民币 150,000 元。').waitFor();
    await form.type('审核意见', '证据确凿，裁量适当，同意。');
  });

  await handler.open(address);
  await handler.act('制作事先告知书');
  await approver.open(address);
  await approver.expectRefused('作出处罚决定', '尚未向当事人送达事先告知书', '第四十四条');
  await handler.act('登记送达', (form) => form.choose('送达方式', '直接送达'));
  await answerParty(handler);
  await hold(handler, address, as);

  await approver.open(address);
  await approver.expectRefused('作出处罚决定', '法制审核未通过', '第五十八条');
  await inspect(approver.page, 'office-case-legal-review-lacking');
  await review(handler, address, as);

  await approver.open(address);
  await approver.expectRefused('作出处罚决定', '集体讨论', '第五十七条');
  await approver.act('登记集体讨论', async (form) => {
    await form.tickSeveral('参加讨论的负责人', ['王博文', '宋雨田', '李可']);
    await form.type('讨论结论', '一致同意按拟处罚内容作出决定。');
  });
  await approver.expectRefused('作出处罚决定', '听证录像', '第六条');
  await handler.open(address);
  await handler.act('说明文字记录足以', async (form) => {
    await form.choose('不作音像记录的项目', '听证录像');
    await form.type('文字记录足以的理由', '听证笔录经双方逐页签名，能够全面反映过程。');
  });
  await approver.open(address);
  await approver.act('作出处罚决定', async (form) => {
    await form.root.getByText('罚款人民币 150,000 元').waitFor();
    expect(await form.value('决定理由')).toContain('主动提供材料');
  });

  await handler.open(address);
  await handler.expectRefused('结案', '还没有送达回证', '第二条');
  await handler.act('登记送达', (form) => form.choose('送达方式', '直接送达'));
  await handler.expectRefused('结案', '尚未执行完毕', '条');
  await handler.act('登记执行情况', async (form) => {
    await form.choose('执行方式', '已缴清罚款');
    expect(await form.value('金额')).toBe('150000');
    await form.choose('决定是否全部执行完毕', '是');
    await form.type('说明', '缴款通知书回执已收讫。');
  });
  await handler.act('结案');
  await inspect(handler.page, 'office-penalty-closed');
  expect(await handler.page.getByRole('region', { name: '案件' }).textContent()).toContain(party);
  expect(typed.count).toBeGreaterThan(18);
  for (const officer of [handler, approver, reviewer]) await officer.leave();
});

async function file(handler: Officer): Promise<string> {
  return handler.begin('propose-filing', '提请立案', async (form) => {
    await form.choose('执法事项', '节约能源违法行为查处');
    await form.type('案件来源', '日常检查');
    await form.type('名称', party);
    await form.type('统一社会信用代码', '91370830MA0JRN0553');
    await form.type('法定代表人或者负责人', '演示人乙');
    await form.type('地址', place);
    await form.type('涉嫌违法事实', '使用国家明令淘汰的用能设备三台，经催告未停用。');
    await form.tick('承办人', '陈思宁');
  });
}

async function investigate(handler: Officer): Promise<void> {
  await handler.expectRefused('制作询问笔录', '询问前应当出示执法证件', '条');
  await handler.act('登记出示执法证件', async (form) => {
    await form.choose('场合', '调查取证');
    expect(await form.value('地点')).toBe(place);
  });
  await handler.act('制作询问笔录', async (form) => {
    expect(await form.value('被询问人')).toBe('演示人乙');
    await form.type('询问内容', '问：三台电机是否仍在使用？\n答：仍在使用，准备更换。');
    await form.choose('核对后签名', '已逐页签名');
  });
  for (const [record, upload, seen] of [
    ['现场照片', sampleJpeg('电机铭牌.jpg'), '三台电机的铭牌和运行状态'],
    ['调查取证录像', sampleMp4('现场录像.mp4'), '检查全过程，证件出示在先'],
  ] as const) {
    await handler.act('补入记录', async (form) => {
      await form.choose('记录的用途', record);
      await form.upload('文件', upload);
      expect(await form.value('地点')).toBe(place);
      await form.choose('是否出示执法证件', '已出示');
      await form.type('关键内容', seen);
    });
  }
  await inspect(handler.page, 'office-penalty-investigation');
  await handler.act('提交调查终结报告', async (form) => {
    expect(await form.value('查明的违法事实')).toContain('明令淘汰');
    expect(await form.value('证据')).toContain('现场照片');
    await form.type('裁量理由', '主动提供材料，从轻处罚。');
    await form.tick('处罚种类', '罚款');
    await form.type('罚款数额', '150000');
    expect(await form.value('处罚内容')).toBe('罚款人民币 150,000 元。');
    await inspect(handler.page, 'office-penalty-report-form');
  });
}

async function answerParty(handler: Officer): Promise<void> {
  await handler.act('登记陈述申辩', (form) => form.type('陈述申辩内容', '设备已签更换合同，请求减轻。'));
  await handler.act('复核陈述申辩', async (form) => {
    await form.choose('复核结果', '不采纳');
    await form.type('复核理由', '更换合同签于立案之后，已在裁量中考虑。');
  });
}

async function hold(
  handler: Officer,
  address: string,
  as: (login: string) => Promise<Officer>,
): Promise<void> {
  await handler.act('登记听证要求');
  handler.watch.forgive(/422/); // a day that is too early is tried first
  await handler.act('通知听证', async (form) => {
    expect(await form.value('听证日期')).toBe('2025-09-30');
    await form.date('听证日期', '2025-09-29');
    expect(await form.value('听证时间')).toBe('09:00');
    await form.type('听证时间', '14:30');
    await form.type('听证地点', '本局二楼会议室');
    await form.type('不公开举行的理由', '听证涉及当事人的商业秘密（供货价格）。');
    await form.choose('主持人', '李可');
    await form.press();
    await form.root.getByRole('alert').getByText('7 个工作日').waitFor();
    await form.date('听证日期', '2025-09-30');
  });
  const notified = handler.page
    .getByRole('region', { name: '经过' })
    .getByRole('button', { name: /^通知听证/ });
  await notified.click();
  for (const said of ['14:30', '供货价格'])
    await handler.page.getByRole('region', { name: '经过' }).getByText(said).first().waitFor();
  await handler.act('登记送达', (form) => form.choose('送达方式', '直接送达'));
  const host = await as('wen-host');
  await host.open(address);
  await host.expectRefusedPlainly('登记听证笔录和意见', '听证定于 2025-09-30 举行');
  await advanceTo(host.page, '2025-09-30');
  await host.open(address);
  await host.act('登记听证笔录和意见', async (form) => {
    await form.type('听证笔录', '双方到场，当事人对事实无异议。');
    await form.type('听证意见', '事实清楚，建议维持拟处罚内容。');
  });
  await host.leave();
}

async function review(
  handler: Officer,
  address: string,
  as: (login: string) => Promise<Officer>,
): Promise<void> {
  await handler.open(address);
  await handler.act('送法制审核', async (form) => {
    expect(await form.value('送审材料')).toContain('听证笔录和听证意见');
  });
  const legal = await as('wen-legal');
  await legal.open(address);
  await legal.act('出具法制审核意见', async (form) => {
    await form.judge('事实和证据', '存在问题');
    await form.button('其余 6 项均为“没有问题”').click();
    await inspect(legal.page, 'office-legal-review-form');
    await form.choose('审核意见', '存在问题');
    await form.type('意见和理由', '设备淘汰目录的出处没有附卷。');
  });
  await handler.open(address);
  await handler.act('处理法制审核意见', (form) => form.type('处理情况', '已补附淘汰目录第三批文本。'));
  await handler.act('送法制审核');
  await legal.open(address);
  await legal.act('出具法制审核意见', async (form) => {
    await form.button('其余 7 项均为“没有问题”').click();
    await form.choose('审核意见', '同意');
    await form.type('意见和理由', '问题已经改正，同意拟处罚决定。');
  });
  await legal.leave();
}
