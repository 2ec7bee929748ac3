import { expect, test } from 'vitest';
import { inspect } from './harness/inspect.ts';
import { type Officer, signIn } from './harness/officer.ts';
import { sampleJpeg, samplePdf } from './harness/sample-files.ts';
import { browser, program, setStage } from './harness/stage.ts';
import { TypedValues } from './harness/typed-values.ts';

setStage('2025-09-22');

test('南大港：收件、受理、现场核查、三人审批、市局盖章、送达、结案', async () => {
  const typed = new TypedValues();
  const as = (login: string): Promise<Officer> => signIn(browser, program.office, login, typed);
  const [window, handler] = [await as('nan-window'), await as('nan-handler')];
  await inspect(window.page, 'office-worklist-window');

  const address = await receive(window, '南大港全程示例电线有限公司', '91130900MA0JRN012E');
  await inspect(window.page, 'office-case-received');
  await window.expectRefused('受理', '还有 5 项材料没有核对', '第六条');
  await window.act('逐项核对材料', async (form) => {
    await form.judge('产品检验报告', '当场更正', '检验报告首页的型号当场改正并签章');
    await form.button('其余 4 项均为“齐全”').click();
  });
  await window.act('受理');
  expect(await window.page.getByRole('region', { name: '案件' }).textContent()).toContain(
    '南质监许受字〔2025〕',
  );
  await window.act('登记送达', async (form) => {
    await form.choose('送达方式', '直接送达');
    expect(await form.value('受送达人（签收人）')).toBe('南大港全程示例电线有限公司');
  });

  const reviewer = await as('nan-reviewer');
  await reviewer.open(address);
  await reviewer.act('确定承办人', async (form) => {
    await form.tick('承办人', '赵启明');
    await form.tick('承办人', '孙晓棠');
  });

  await handler.open(address);
  await handler.expectRefused('提出审批意见', '现场核查', '第九条');
  await inspect(handler.page, 'office-case-examination');
  for (const [record, file] of siteRecords) {
    await handler.act('补入记录', async (form) => {
      await form.choose('记录的用途', record);
      await form.upload('文件', file);
      if (file.mimeType !== 'image/jpeg') return;
      await form.choose('是否出示执法证件', '已出示');
      await form.type('地点', '企业挤塑车间');
      await form.type('关键内容', '挤塑机组和火花试验机的铭牌');
    });
  }
  await handler.act('登记现场核查完成', async (form) => {
    expect(await form.value('核查地点')).toBe('南大港产业园区示例路 88 号');
    await form.type('核查情况', '生产设备和检验设备齐备，人员到岗。');
    await form.choose('是否要求整改', '否');
  });
  await handler.act('提出审批意见', async (form) => {
    await form.choose('意见', '准予许可');
    expect(await form.value('许可内容')).toBe('申请核发电线电缆产品的工业产品生产许可证');
    await form.type('理由', '申请材料齐全，实地核查合格。');
    await form.date('有效期起', '2025-09-22');
    await form.date('有效期止', '2030-09-21');
  });

  await reviewer.open(address);
  await reviewer.act('审核同意', (form) => form.type('审核意见和理由', '核查记录完整，结论有据，同意。'));
  const approver = await as('nan-approver');
  await approver.open(address);
  await approver.act('批准', (form) => form.type('批准意见和理由', '符合法定条件，批准发证。'));
  await inspect(approver.page, 'office-case-decision');
  await approver.act('作出许可决定');

  await handler.open(address);
  await handler.expectRefused('登记送达', '发证机关尚未加盖印章', '第十二条');
  await handler.act('上报发证机关');
  const seal = await as('cang-seal');
  await seal.open(address);
  await seal.act('打印证书并加盖印章');

  await handler.open(address);
  await handler.expectRefused('结案', '还没有送达回证', '第十五条');
  await handler.act('登记送达', (form) => form.choose('送达方式', '直接送达'));
  await handler.act('结案');
  await inspect(handler.page, 'office-case-closed');
  const rail = handler.page.getByRole('list', { name: '办案阶段' });
  expect(await rail.getByRole('listitem').filter({ hasText: '已完成' }).count()).toBeGreaterThan(4);
  expect(typed.count).toBeGreaterThan(9);
  for (const officer of [window, reviewer, handler, approver, seal]) await officer.leave();
});

const siteRecords = [
  ['现场核查通知书', samplePdf('现场核查通知书.pdf', 'Notice of the on-site check')],
  ['首次会议签到表及议程', samplePdf('首次会议.pdf', 'First meeting')],
  ['现场核查记录（重点部位的影像资料）', sampleJpeg('挤塑车间.jpg')],
  ['现场核查报告（现场核查结果通知书）', samplePdf('核查报告.pdf', 'Report of the on-site check')],
  ['末次会议签到表及议程', samplePdf('末次会议.pdf', 'Last meeting')],
  ['企业反馈意见', samplePdf('反馈意见.pdf', 'Feedback of the company')],
] as const;

function receive(window: Officer, name: string, code: string): Promise<string> {
  return window.begin('receive-application', '登记收到申请', async (form) => {
    await form.choose('许可事项', '工业产品生产许可证核发');
    await form.type('名称', name);
    await form.type('统一社会信用代码', code);
    await form.type('法定代表人或者负责人', '演示人甲');
    await form.type('地址', '南大港产业园区示例路 88 号');
    await form.type('申请内容', '申请核发电线电缆产品的工业产品生产许可证');
  });
}
