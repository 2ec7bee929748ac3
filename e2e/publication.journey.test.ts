import { expect, test } from 'vitest';
import { openVisitor } from './harness/browser.ts';
import { inspect } from './harness/inspect.ts';
import { type Officer, signIn, signInFirst } from './harness/officer.ts';
import { browser, program, setStage } from './harness/stage.ts';
import { TypedValues } from './harness/typed-values.ts';

setStage('2025-09-29');

const party = '汶上示例造纸有限公司';
const explanation = '原决定所依据的设备清单有误，已被汶上县人民政府撤销。';

test('公示：自动填好、拟稿人不得批准、他人批准即公开、载体确认后按时；决定被撤销，撤下并说明', async () => {
  const typed = new TypedValues();
  const both = await newPerson(typed);
  await both.openCase('造纸');
  await inspect(both.page, 'office-case-decided');
  await both.page.getByRole('button', { name: '起草公示' }).click();
  await both.page.waitForURL(/\/publications\/[0-9a-f-]{36}/);
  const draft = new URL(both.page.url()).pathname;
  await both.page.getByRole('heading', { name: '公示内容' }).waitFor();
  const content = both.page.getByRole('region', { name: '公示内容' });
  expect(await content.textContent()).toContain(party);
  expect(await content.textContent()).toContain('罚款人民币 30,000 元');
  expect(typed.count).toBe(0);
  await both.expectRefused('批准公示', '本件由您拟稿，须由他人批准', '条');
  await inspect(both.page, 'office-publication-drafted');

  const approver = await signIn(browser, program.office, 'wen-approver', typed);
  await approver.open(draft);
  await approver.act('批准公示');
  const address = (await approver.page.getByRole('link', { name: /看公示页面/ }).getAttribute('href')) ?? '';
  const visitor = await openVisitor(browser, true);
  const portal = await visitor.newPage();
  expect((await portal.goto(address))?.status()).toBe(200);
  const main = portal.getByRole('main');
  expect(await main.textContent()).toContain(party);
  expect(await main.textContent()).toContain('尚待确认');

  const liaison = await signIn(browser, program.office, 'wen-liaison', typed);
  await liaison.open(draft);
  await liaison.page.getByRole('button', { name: /^登记已报送 .*县工业和信息化局网站/ }).click();
  await liaison.submit('登记已报送', (form) => form.type('报送情况', '交县信息中心上网'));
  const carriers = liaison.page.getByRole('region', { name: '公示载体' });
  await carriers.getByText('2025-09-29 冯小满报送').waitFor();
  await inspect(liaison.page, 'office-publication-sent');
  await portal.reload();
  expect(await main.textContent()).toContain('已报送，尚待确认');
  expect(await main.textContent()).not.toMatch(/公示，按时。/);
  await liaison.page.getByRole('button', { name: /^确认公示载体 .*县工业和信息化局网站/ }).click();
  await liaison.submit('确认公示载体', async (form) => {
    await form.type('网址', 'https://www.example.cn/xzcf/20250929');
  });
  await inspect(liaison.page, 'office-publication-published');
  await portal.reload();
  expect(await main.textContent()).toMatch(/公示，按时。/);
  await inspect(portal, 'portal-result');

  const lawyer = await signIn(browser, program.office, 'wen-host', typed);
  await lawyer.openCase('造纸');
  await lawyer.act('登记决定被撤销', async (form) => {
    await form.choose('结果', '撤销');
    await form.type('作出机关', '汶上县人民政府');
    await form.type('说明', explanation);
  });
  await lawyer.open(draft);
  await lawyer.act('申请撤下', async (form) => expect(await form.value('向社会的说明')).toBe(explanation));
  await approver.open(draft);
  await approver.act('批准撤下');
  await inspect(approver.page, 'office-publication-withdrawn');

  expect((await portal.goto(address))?.status()).toBe(200);
  expect(await main.textContent()).toContain('的公示信息已撤下');
  expect(await main.textContent()).toContain(explanation);
  for (const secret of [party, '30,000', '造纸']) expect(await portal.content()).not.toContain(secret);
  await inspect(portal, 'portal-tombstone');
  await portal.goto(`${program.portal}/results?q=${encodeURIComponent(party)}`);
  expect(await main.textContent()).toContain('没有查到');
  for (const officer of [both, approver, liaison, lawyer]) await officer.leave();
  await visitor.close();
});

/** A bureau of five: one person drafts and approves, but never the same result. */
async function newPerson(typed: TypedValues): Promise<Officer> {
  const administrator = await signIn(browser, program.office, 'wen-admin');
  await administrator.open('/people');
  await administrator.page.getByRole('button', { name: '登记人员' }).click();
  const form = administrator.form('登记人员');
  for (const [label, value] of [
    ['姓名', '秦双岗'],
    ['账号', 'wen-both'],
    ['职务', '副局长兼联络员'],
    ['初始密码', 'first-password-1'],
  ] as const)
    await form.type(label, value);
  for (const role of ['批准人', '联络员']) await form.tick('岗位', role);
  await inspect(administrator.page, 'office-person-form');
  await form.button('登记').click();
  await administrator.page.getByRole('row', { name: /秦双岗.*政策法规科/ }).waitFor();
  await inspect(administrator.page, 'office-people');
  await administrator.leave();
  return signInFirst(
    browser,
    program.office,
    { login: 'wen-both', first: 'first-password-1', own: 'own-password-22' },
    typed,
  );
}
