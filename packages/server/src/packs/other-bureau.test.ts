import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPack, composeRulebook, dutiesFor, rulesByArticle } from '@mingjing/law';
import { afterAll, describe, expect, test } from 'vitest';
import { checkExamples, differences, readExamples } from './examples.ts';
import { loadPacks, packsFolder } from './load.ts';

const root = mkdtempSync(join(tmpdir(), 'mingjing-other-bureau-'));
cpSync(join(import.meta.dirname, 'testing/other-bureau'), root, { recursive: true });
cpSync(join(packsFolder, 'calendar'), join(root, 'calendar'), { recursive: true });
const loaded = loadPacks(root);
afterAll(() => rmSync(root, { recursive: true, force: true }));

const district = loaded.packs.find(({ id }) => id === 'district');
const bureau = loaded.bureaus[0];
if (district === undefined || bureau === undefined) throw new Error('no fixture');

const ask = (
  event: 'decision-made' | 'ruling-received' | 'evidence-preserved',
  kind: 'penalty' | 'coercion',
) =>
  dutiesFor({
    rules: composeRulebook(bureau, loaded.packs, '2026-03-02'),
    calendar: loaded.calendar,
    event,
    kind,
    date: '2026-03-02',
    extensionDays: 40,
  });

describe('别的机关的规定，只写数据，不动程序', () => {
  test('两部规定没有错误，每一条都有规则或者条款说明', () => {
    expect(loaded.packs.flatMap(checkPack)).toEqual([]);
  });

  test.each(readExamples('district', root))('$name', (example) =>
    expect(differences(example, loaded)).toEqual([]),
  );

  test('每一期限都有算例', () => {
    const worked = readExamples('district', root).flatMap(({ expect: all }) => all.map(({ id }) => id));
    const ids = loaded.packs.flatMap(({ deadlines }) => deadlines.map(({ id }) => id));
    expect(ids.filter((id) => !worked.includes(id))).toEqual([]);
    expect(checkExamples(loaded, root)).toEqual({ count: 22, failures: [] });
  });

  test('两层规定了同一义务的，宽的列在严的后面', () => {
    const [publish, credit] = ask('decision-made', 'penalty');
    expect(publish).toMatchObject({ id: 'dx-publish', others: [{ id: 'sx-publish', binding: false }] });
    expect(credit).toMatchObject({ id: 'dx-credit', channel: 'credit-system', others: [] });
  });

  test('可以办理的写“可以”；没有上限的延长全部计入，最后一日顺延', () => {
    expect(ask('ruling-received', 'coercion')).toMatchObject([{ modality: 'may', unit: 'calendar-day' }]);
    expect(ask('evidence-preserved', 'penalty')).toMatchObject([
      { modality: 'must', count: 47, skipped: [{ date: '2026-04-18' }, { date: '2026-04-19' }] },
    ]);
  });

  test('听证数额分来源、当事人、是否含本数；相冲突的遮盖写明让位于哪一级', () => {
    const words = (number: string) =>
      rulesByArticle(district)
        .get(number)
        ?.map((rule) => `${rule.name}：${rule.figures}`);
    expect(words('第五条')).toEqual([
      '对自然人处五千元以上罚款的听证：5000 元以上，含本数',
      '对单位处十万元以上罚款的听证：100000 元以上，含本数',
      '地方性法规设定的处罚，超过二千元的听证：地方设定：2000 元以上，不含本数',
    ]);
    expect(words('第四条')).toEqual(['自然人姓名以某代替：姓名遮盖、名称保留']);
    expect(district.redactions[0]?.yieldsTo).toEqual(['local-rule']);
  });

  test('审核跨两个机关，各步合计不超过更新的期限', () => {
    const [chain] = district.chains;
    const tooLong = chain?.steps.map((step) => ({ ...step, days: 10 })) ?? [];
    expect(chain?.steps.map(({ body }) => body ?? '本局')).toEqual(['本局', '某区司法局', '本局']);
    expect(
      checkPack({ ...district, chains: district.chains.map((one) => ({ ...one, steps: tooLong })) }),
    ).toMatchObject([{ message: '各步共 30 个工作日，超过“dx-update”的 20 个工作日' }]);
  });
});
