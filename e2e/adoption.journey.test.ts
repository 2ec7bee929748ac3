import { expect, test } from 'vitest';
import { openVisitor } from './harness/browser.ts';
import type { Form } from './harness/form.ts';
import { inspect } from './harness/inspect.ts';
import { signIn } from './harness/officer.ts';
import { samplePdf } from './harness/sample-files.ts';
import { browser, program, setStage } from './harness/stage.ts';
import { TypedValues } from './harness/typed-values.ts';

setStage('2025-10-10');

const party = '汶上纸质示例机电有限公司';
const NUMBER = '汶工信罚字〔2025〕9101号';

test('纸质上已决定的处罚案件：转入并附扫描件、他人核对、公示稿自动填好、批准后在门户公开，写明纸质办理', async () => {
  const typed = new TypedValues();
  const keeper = await signIn(browser, program.office, 'wen-archive', typed);
  const address = await keeper.begin('adopt-penalty-case', '纸质案件转入（处罚）', async (form) => {
    await state(form);
    await inspect(keeper.page, 'office-adoption-form');
  });
  await inspect(keeper.page, 'office-adoption-stated');
  await keeper.expectRefusedPlainly('核对纸质案卷无误', '须由他人');

  const approver = await signIn(browser, program.office, 'wen-approver', typed);
  await approver.open(address);
  await approver.action('核对纸质案卷无误').click();
  const stated = approver.form('核对纸质案卷无误');
  await stated.root.getByText(NUMBER).first().waitFor();
  await inspect(approver.page, 'office-adoption-confirming');
  await approver.submit('核对纸质案卷无误');
  await inspect(approver.page, 'office-adoption-confirmed');
  expect(await approver.page.getByRole('main').textContent()).toContain('纸质办理');

  const liaison = await signIn(browser, program.office, 'wen-liaison', typed);
  await liaison.open(address);
  const before = typed.count;
  await liaison.page.getByRole('button', { name: '起草公示' }).click();
  await liaison.page.waitForURL(/\/publications\/[0-9a-f-]{36}/);
  const draft = new URL(liaison.page.url()).pathname;
  const content = liaison.page.getByRole('region', { name: '公示内容' });
  await content.getByText('罚款人民币八千元').first().waitFor();
  expect(typed.count).toBe(before);
  await approver.open(draft);
  await approver.act('批准公示');
  await inspect(approver.page, 'office-adoption-published');
  const link = (await approver.page.getByRole('link', { name: /看公示页面/ }).getAttribute('href')) ?? '';

  const visitor = await openVisitor(browser, true);
  const portal = await visitor.newPage();
  expect((await portal.goto(link))?.status()).toBe(200);
  const main = portal.getByRole('main');
  for (const words of ['纸质办理', '不在本局决定序号内', party])
    expect(await main.textContent()).toContain(words);
  await inspect(portal, 'portal-adopted-result');
  await portal.goto(`${program.portal}/wenshang`);
  expect(await portal.getByRole('main').textContent()).toContain('在纸质上作出的决定 1 件');
  await inspect(portal, 'portal-adopted-bureau');
  for (const officer of [keeper, approver, liaison]) await officer.leave();
  await visitor.close();
}, 240_000);

test('纸质上已决定的许可：转入、核对以后接着上报发证机关，盖章，公示稿自动填好', async () => {
  const typed = new TypedValues();
  const handler = await signIn(browser, program.office, 'nan-handler', typed);
  const address = await handler.begin('adopt-permit-case', '纸质案件转入（许可）', async (form) => {
    await statePermit(form);
    await inspect(handler.page, 'office-permit-adoption-form');
  });
  await inspect(handler.page, 'office-permit-adoption-stated');

  const approver = await signIn(browser, program.office, 'nan-approver', typed);
  await approver.open(address);
  await approver.action('核对纸质案卷无误').click();
  await approver.form('核对纸质案卷无误').root.getByText(PERMIT_NUMBER).first().waitFor();
  await inspect(approver.page, 'office-permit-adoption-confirming');
  await approver.submit('核对纸质案卷无误');

  await handler.open(address);
  await handler.act('上报发证机关');
  const seal = await signIn(browser, program.office, 'cang-seal', typed);
  await seal.open(address);
  await seal.act('打印证书并加盖印章');
  await handler.open(address);
  await inspect(handler.page, 'office-permit-adoption-sealed');
  await handler.page.getByRole('button', { name: '起草公示' }).click();
  await handler.page.waitForURL(/\/publications\/[0-9a-f-]{36}/);
  const content = handler.page.getByRole('region', { name: '公示内容' });
  await content.getByText(applicant).first().waitFor();
  await approver.open(new URL(handler.page.url()).pathname);
  await approver.act('批准公示');
  const link = (await approver.page.getByRole('link', { name: /看公示页面/ }).getAttribute('href')) ?? '';
  const visitor = await openVisitor(browser, true);
  const portal = await visitor.newPage();
  expect((await portal.goto(link))?.status()).toBe(200);
  expect(await portal.getByRole('main').textContent()).toContain('不在本局决定序号内');
  await inspect(portal, 'portal-adopted-permit');
  for (const officer of [handler, approver, seal]) await officer.leave();
  await visitor.close();
}, 240_000);

const applicant = '南大港纸质示例管件有限公司';
const PERMIT_NUMBER = '南质许准字〔2025〕9102号';

const scanInto = (form: Form) => async (label: string) =>
  form.upload(`${label}扫描件`, samplePdf(`${label}.pdf`, `scan ${label.length}`));

async function statePermit(form: Form): Promise<void> {
  const scan = scanInto(form);
  await form.choose('许可事项', '工业产品生产许可证核发');
  await form.type('名称', applicant);
  await form.type('地址', '南大港示例路 9 号');
  await form.type('收件号（纸质）', '南质收字〔2025〕9406号');
  await form.choose('纸质案件已办到哪一步', '已作出决定，待送达');
  await form.date('收到申请日期（纸质）', '2025-08-25');
  await form.type('转入的理由', '本系统启用前受理的纸质案件');
  await form.type('申请内容', '申请管件的生产许可');
  await scan('申请书和申请材料');
  await form.date('受理日期', '2025-08-26');
  await form.type('受理决定书文号', '南质许受字〔2025〕9507号');
  for (const officer of ['赵启明', '孙晓棠']) await form.tick('承办人', officer);
  await scan('受理决定书');
  for (const question of [
    '是否有检验、检测、鉴定、专家评审不计入期限（已恢复计算）',
    '是否已批准延期',
    '是否附有检验、检测报告',
    '发证机关是否已加盖印章（准予许可的已打印证书）',
  ])
    await form.choose(question, '否');
  await form.choose('是否进行了现场核查', '是');
  await form.date('现场核查日期', '2025-09-02');
  await form.choose('现场核查是否要求整改', '否');
  await scan('现场核查记录');
  await form.date('批准日期', '2025-09-08');
  await form.choose('决定', '准予许可');
  await form.type('许可内容', '准予生产塑料管件');
  await form.type('决定理由', '申请材料齐全，现场核查合格。');
  await form.date('许可有效期止', '2030-09-09');
  await form.choose('是否依据检验、检测结果作出', '否');
  await scan('办理审批表（承办意见、审核、批准）');
  await form.date('决定日期', '2025-09-09');
  await form.type('决定书文号', PERMIT_NUMBER);
  await scan('许可（不予许可）决定书');
}

async function state(form: Form): Promise<void> {
  const scan = scanInto(form);
  await form.choose('执法事项', '节约能源违法行为查处');
  await form.type('名称', party);
  await form.type('地址', '汶上县示例路 88 号');
  await form.type('立案号（纸质）', '汶工信立字（2025）9305');
  await form.choose('纸质案件已办到哪一步', '已作出决定，待送达');
  await form.date('提请立案日期（纸质）', '2025-08-04');
  await form.type('转入的理由', '本系统启用前立案的纸质案件');
  await form.date('批准立案日期', '2025-08-05');
  await form.type('案件名称', `${party}使用淘汰设备案`);
  await form.type('案件来源', '群众举报');
  await form.type('涉嫌违法事实', '涉嫌使用国家明令淘汰的电动机');
  for (const handler of ['周明远', '陈思宁']) await form.tick('承办人', handler);
  await scan('立案审批表');
  await form.date('报告审核同意日期', '2025-08-20');
  await form.type('违法事实', '使用国家明令淘汰的电动机 2 台。');
  await form.type('证据', '现场检查记录、铭牌照片');
  await form.type('法律依据', '《中华人民共和国节约能源法》第七十一条');
  await form.type('裁量理由', '初次违法，主动停用，从轻处罚。');
  await form.tick('处罚种类', '罚款');
  await form.type('罚款数额', '8000');
  await form.type('处罚内容', '罚款人民币八千元。');
  await form.choose('是否涉及重大公共利益、社会风险或者疑难复杂', '否');
  await scan('调查终结报告');
  await form.date('事先告知书制作日期', '2025-08-21');
  await form.type('事先告知书文号', '汶工信罚告字〔2025〕9204号');
  await form.choose('是否告知了要求听证的权利', '未告知（依法无听证权）');
  await scan('事先告知书');
  await form.date('事先告知书送达日期', '2025-08-22');
  await scan('事先告知书送达回证');
  for (const question of [
    '当事人是否已陈述申辩并已复核',
    '是否已举行听证',
    '是否已通过法制审核',
    '是否已集体讨论',
  ])
    await form.choose(question, '否');
  await form.date('决定日期', '2025-09-15');
  await form.type('决定书文号', NUMBER);
  await form.choose('决定', '给予行政处罚');
  await form.type('决定理由', '违法事实清楚，证据确凿，从轻处罚。');
  await scan('处罚（不予处罚）决定书');
}
