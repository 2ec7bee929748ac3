import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readStream } from '../journal/read-stream.ts';
import { caseOf, copyCase } from '../testing/cases.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { watchSilence } from './watch-silence.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

/** What time alone has written in a case. */
async function byTime(id: string): Promise<readonly string[]> {
  const facts = await readStream(office.databases.worker, `case/${id}`);
  return facts.flatMap(({ fact }) => (fact.actor === 'time' ? `${fact.occurredOn} ${fact.type}` : []));
}

async function stageInList(login: string, id: string): Promise<string | undefined> {
  const visitor = await office.signIn(login);
  const { body } = await visitor.get('/api/cases?state=open&mine=no&sort=updated');
  return (body as { rows: { id: string; stage: string }[] }).rows.find((row) => row.id === id)?.stage;
}

const round = (most?: number) => watchSilence(office.context).round(most);

describe('期限届满带来的事实，没有人打开案件也写进去', () => {
  test('南大港 第六条 逾期不告知的，次日起案件列表写的就是已受理', async () => {
    const { id } = await caseOf(office, '示例水泥');
    office.setClock('2025-10-14');
    await round();
    expect([await byTime(id), await stageInList('nan-handler', id)]).toEqual([[], 'intake']);
    office.setClock('2025-10-15');
    expect(await stageInList('nan-handler', id)).toBe('intake');
    expect(await round()).toBeGreaterThan(0);
    expect(await stageInList('nan-handler', id)).toBe('examination');
    expect(await round()).toBe(0);
    expect(await byTime(id)).toEqual(['2025-10-15 application-deemed-accepted']);
  });

  test('行政处罚法 第四十五条 当事人逾期不陈述申辩的视为放弃：两个进程同时写，写中间停下，都只记一次', async () => {
    const source = await caseOf(office, '示例造纸');
    const ids = await Promise.all(
      [1, 2, 3].map(() => copyCase(office, source.id, 'statement-waived', undefined)),
    );
    expect(await round(1)).toBe(1);
    expect((await Promise.all(ids.map(byTime))).flat()).toHaveLength(1);
    await Promise.all([round(), round()]);
    for (const id of ids)
      expect((await byTime(id)).filter((fact) => fact.endsWith('statement-waived'))).toHaveLength(1);
  });

  test('看过一遍以后才办的事，从存证日志里接着看到', async () => {
    const watch = watchSilence(office.context);
    await watch.round();
    const source = await caseOf(office, '示例造纸');
    const id = await copyCase(office, source.id, 'statement-waived');
    await office.context.sequencer.drain();
    expect(await watch.round()).toBe(1);
    expect(await byTime(id)).toHaveLength(1);
  });

  test('一个案件写不进去，别的照写，次日再试', async () => {
    const source = await caseOf(office, '示例造纸');
    const [broken, sound] = [
      await copyCase(office, source.id, 'statement-waived'),
      await copyCase(office, source.id, 'statement-waived'),
    ];
    // The database refuses a fact by time of a bureau whose case it is not.
    await office.asOwner(`update case_file set bureau = 'siping' where id = $1`, [broken]);
    await round();
    expect([await byTime(broken), (await byTime(sound)).length]).toEqual([[], 1]);
  });
});
