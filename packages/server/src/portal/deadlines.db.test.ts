import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SamplePortal, startSamplePortal } from './testing/sample-portal.ts';

let portal: SamplePortal;
beforeAll(async () => {
  portal = await startSamplePortal();
});
afterAll(() => portal.close());
const get = (url: string) => portal.get(url);

describe('期限说明', () => {
  it('says every binding deadline in a sentence with its article, by what a citizen asks', async () => {
    const { body } = await get('/wenshang/deadlines');
    expect(body).toContain('申请行政许可');
    expect(body).toContain('自受理申请之日起 20 个工作日内，');
    expect(body).toContain('自作出决定之日起 7 个工作日内，行政执法承办科室应当公开。');
    expect(body).toContain('《汶上县工业和信息化局行政执法公示规定》第七条第（一）项');
    expect(body.replace(/<[^>]+>/g, '')).toContain('告知书送达后，当事人可以陈述意见；条文没有写明天数。');
  });
  it('folds what is not asked for under its headings, with a table of contents; one address unfolds it all', async () => {
    const folded = (await get('/wenshang/deadlines')).body;
    const titles = [...folded.matchAll(/<details class="fold"><summary><h2 id="(\w+)-title">/g)].map(
      ([, id]) => id,
    );
    expect(titles.length).toBeGreaterThan(3);
    for (const id of titles) expect(folded).toContain(`<li><a href="#${id}">`);
    expect(folded).not.toContain(' open>');
    for (const address of ['/wenshang/deadlines?open=all', '/wenshang/deadlines?text=large']) {
      const { body } = await get(address);
      expect(body.match(/<details class="fold[^>]*>/g)?.every((tag) => tag.endsWith(' open>'))).toBe(true);
      expect(body.match(/<details/g)?.length).toBe(folded.match(/<details/g)?.length);
    }
  });
  it('names the notice of each year with its number, unchecked where nobody has checked it', async () => {
    const text = (await get('/wenshang/deadlines')).body.replace(/<[^>]+>/g, '');
    expect(text).toContain('国务院办公厅关于2025年部分节假日安排的通知（国办发明电〔2024〕12号）');
    expect(text).toContain('国务院办公厅关于2026年部分节假日安排的通知（文号未核）');
    expect(text).toContain('2027 年起的放假安排还没有公布');
  });
  it('says what is proposed where the text is silent, on the list and in an answer', async () => {
    const proposal = '告知书送达之日起五个工作日，与要求听证的期限一致（建议，待政策法规机构确定）';
    expect((await get('/wenshang/deadlines')).body).toContain(proposal);
    const { body } = await get('/wenshang/deadlines?event=notice-served&kind=penalty&date=2025-09-26');
    expect(body).toContain(proposal);
  });
  it('counts a date day by day, holidays and make-up days named', async () => {
    const { body } = await get('/wenshang/deadlines?event=decision-made&kind=penalty&date=2025-09-26');
    expect(body.replace(/<[^>]+>/g, '')).toContain('自 9 月 26 日（不计入）起第 7 个工作日是 10 月 13 日');
    expect(body.replace(/<[^>]+>/g, '')).toContain('10 月 1 日至 8 日国庆、中秋放假不计');
    expect(body).toContain('aria-label="期限逐日说明"');
  });
  it('what is asked wrong stays on the form with a sentence; a question without an answer says so', async () => {
    const wrong = await get('/wenshang/deadlines?event=decision-made&kind=penalty&date=2025-02-30');
    expect([wrong.statusCode, wrong.body.includes('这一天不存在')]).toEqual([400, true]);
    const strange = await get('/wenshang/deadlines?event=%3Cscript%3E&kind=toString&date=2025-02-03');
    expect([strange.statusCode, strange.body.includes('<script')]).toEqual([400, false]);
    const none = await get('/wenshang/deadlines?event=case-filed&kind=permit&date=2025-02-03');
    expect(none.body).toContain('没有规定期限');
  });
});
