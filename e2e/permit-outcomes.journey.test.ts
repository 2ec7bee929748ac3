import { beforeAll, expect, test } from 'vitest';
import { advanceTo } from './harness/clock.ts';
import { inspect } from './harness/inspect.ts';
import { type Officer, signIn } from './harness/officer.ts';
import { browser, program, setStage } from './harness/stage.ts';
import { TypedValues } from './harness/typed-values.ts';

setStage('2025-09-22');
let window: Officer;
beforeAll(async () => {
  window = await signIn(browser, program.office, 'nan-window');
});

test('记录办法第六条 材料不齐，一次告知全部需要补正的内容，且只告知一次', async () => {
  await receive('南大港补正示例管件有限公司', '91130900MA0JRN0209');
  await window.act('逐项核对材料', async (form) => {
    await form.judge('营业执照', '缺少', '提交营业执照复印件');
    await form.judge('产品检验报告', '不符合法定形式', '检验报告须为原件并加盖检验机构印章');
    await form.button('其余 3 项均为“齐全”').click();
  });
  await window.expectRefused('受理', '营业执照、产品检验报告', '第六条');
  await window.act('一次告知补正', async (form) => {
    const told = await form.root.getByRole('definition').first().textContent();
    expect(told).toContain('1. 营业执照：提交营业执照复印件');
    expect(told).toContain('2. 产品检验报告：检验报告须为原件并加盖检验机构印章');
  });
  const notice = window.page.getByRole('link', { name: /补正告知书/ });
  const address = new URL((await notice.getAttribute('href')) ?? '', program.office);
  const response = await window.page.request.get(address.href);
  expect(response.headers()['content-type']).toContain('application/pdf');
  expect((await response.body()).subarray(0, 5).toString()).toBe('%PDF-');
  await window.act('登记补正材料');
  await window.act('逐项核对材料', async (form) => {
    await form.judge('营业执照', '齐全');
    await form.judge('产品检验报告', '缺少', '原件仍未提交');
  });
  await window.expectRefused('一次告知补正', '已经一次告知过补正，不得再次要求补正', '第六条');
});

test('不属本机关职权的，即时决定不予受理，告知应当向哪个机关申请', async () => {
  await receive('南大港转办示例饲料有限公司', '91130900MA0JRN0396');
  await window.act('不予受理（不属本机关职权）', async (form) => {
    await form.type('应当向哪个机关申请', '南大港农业农村局');
    await form.type('不予受理的理由', '饲料生产许可由农业农村部门核发。');
  });
  await window.act('登记送达', (form) => form.choose('送达方式', '直接送达'));
  await window.act('结案', async (form) => expect(await form.value('结案说明')).toContain('不予受理'));
  expect(await window.page.getByRole('region', { name: '案件' }).textContent()).toContain('结案');
});

test('依法不需要许可的，即时告知不受理，文书写明理由；送达后结案', async () => {
  const reason = '该产品已不实行生产许可管理。';
  await receive('南大港不需许可示例容器有限公司', '91130900MA0JRN055U');
  await window.act('告知不受理（依法不需要许可）', (form) => form.type('依法不需要许可的理由', reason));
  await inspect(window.page, 'office-no-permit-needed');
  const steps = window.page.getByRole('region', { name: '经过' });
  await steps.getByText(reason).first().waitFor();
  const notice = window.page.getByRole('link', { name: /不予受理|不受理/ }).first();
  const address = new URL((await notice.getAttribute('href')) ?? '', program.office);
  const document = await (await window.page.request.get(address.href)).body();
  expect(document.subarray(0, 5).toString()).toBe('%PDF-');
  expect(await window.action('受理').count()).toBe(0);
  await window.act('登记送达', (form) => form.choose('送达方式', '直接送达'));
  await window.act('结案');
  expect(await window.page.getByRole('region', { name: '案件' }).textContent()).toContain('结案');
});

test('逾期不告知的，自收到申请材料之日起即为受理', async () => {
  const address = await receive('南大港视为受理示例阀门有限公司', '91130900MA0JRN0471');
  await advanceTo(window.page, '2025-09-30');
  await window.open(address);
  await window.page.getByRole('button', { name: /逾期未告知，视为受理/ }).waitFor();
  await inspect(window.page, 'office-deemed-accepted');
  expect(await window.page.getByRole('region', { name: '经过' }).textContent()).not.toContain('补录');
  expect(await window.action('受理').count()).toBe(0);
  await window.page.getByRole('button', { name: /逾期未告知，视为受理/ }).click();
  expect(await window.page.getByRole('table').filter({ hasText: '视为受理' }).textContent()).toContain(
    '2025-09-22',
  );
  await window.leave();
});

async function receive(name: string, code: string): Promise<string> {
  window.worksOn(new TypedValues());
  return window.begin('receive-application', '登记收到申请', async (form) => {
    await form.choose('许可事项', '工业产品生产许可证核发');
    await form.type('名称', name);
    await form.type('统一社会信用代码', code);
    await form.type('地址', '南大港产业园区示例路 90 号');
    await form.type('申请内容', '申请核发工业产品生产许可证');
  });
}
