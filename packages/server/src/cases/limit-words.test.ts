import { composeRulebook, dutiesFor } from '@mingjing/law';
import { describe, expect, test } from 'vitest';
import { loadPacks } from '../packs/load.ts';
import {
  countingWords,
  exclusionClause,
  extensionClause,
  lateFine,
  partyLimit,
  remediesOf,
} from './limit-words.ts';

const { packs, bureaus, calendar } = loadPacks();
const today = '2025-09-22';

function law(count?: number, of = 'wenshang') {
  const bureau = bureaus.find(({ id }) => id === of);
  if (bureau === undefined) throw new Error('no bureau');
  const changed = packs.map((pack) => ({
    ...pack,
    deadlines: pack.deadlines.map((rule) =>
      rule.does === 'state' && count !== undefined
        ? { ...rule, proposed: { count, unit: 'working-day' as const } }
        : rule,
    ),
  }));
  return { rules: composeRulebook(bureau, changed, today), calendar, today };
}

describe('文书上的期限从规定读出，写明怎样计算和依据', () => {
  test('受理决定书、延期告知书：逐日计算的一句话和条文', () => {
    const [decide] = dutiesFor({
      ...law(),
      event: 'application-accepted',
      kind: 'permit',
      date: today,
    }).filter(({ does }) => does === 'decide');
    expect(countingWords(decide)).toBe(
      '自 9 月 22 日（不计入）起第 20 个工作日是 10 月 24 日；10 月 1 日至 8 日国庆、中秋放假不计，9 月 28 日、10 月 11 日调休上班计入。依据《中华人民共和国行政许可法》第四十二条第一款：“行政机关应当自受理行政许可申请之日起二十日内作出行政许可决定”。',
    );
    expect(countingWords(undefined)).toBeUndefined();
  });

  test('期限除外告知书、延期告知书引的是规定期限的条文，不是实施许可所依据的法规', () => {
    const here = law(undefined, 'nandagang');
    expect(exclusionClause(here)).toMatch(/^《.*全过程记录.*》第八条$/);
    expect(extensionClause(here)).toBe('《中华人民共和国行政许可法》第四十二条第一款');
    expect(exclusionClause(law())).toBe('《中华人民共和国行政许可法》第四十五条');
  });

  test('处罚事先告知书：听证五个工作日有条文；陈述申辩的期限由本机关确定，不引条文', () => {
    expect(partyLimit(law(), 'notice-served', 'hear-request')).toEqual({
      within: '5 个工作日',
      clause: '《中华人民共和国行政处罚法》第六十四条第（一）项',
    });
    expect(partyLimit(law(), 'notice-served', 'state')).toEqual({ within: '5 个工作日' });
    expect(partyLimit(law(3), 'notice-served', 'state')).toEqual({ within: '3 个工作日' });
  });

  test('处罚决定书：缴款十五日', () => {
    expect(partyLimit(law(), 'decision-served', 'pay', { penalty: 'fine' })).toEqual({
      within: '15 日',
      clause: '《中华人民共和国行政处罚法》第六十七条第三款',
    });
  });

  test('行政处罚法 第五十九条、第七十二条 复议、诉讼的期限和加处的比例从规定读出；条文未存的不引条文', () => {
    const organs = { reconsiderationOrgan: '汶上县人民政府', court: '有管辖权的人民法院' };
    const times = { reconsideration: { within: '60 日' }, litigation: { within: '6 个月' } };
    expect(remediesOf(law(), 'penalty')).toEqual({ ...organs, ...times });
    expect(remediesOf(law(), 'permit')).toEqual({ ...organs, ...times });
    expect(lateFine(law())).toEqual({
      perDay: '3%',
      capped: true,
      clause: '《中华人民共和国行政处罚法》第七十二条第一款第（一）项',
    });
    const none = {
      ...law(),
      rules: composeRulebook(
        { ...law().rules.bureau, layers: [{ pack: 'wenshang-publicity' }] },
        packs,
        today,
      ),
    };
    expect([remediesOf(none, 'penalty'), lateFine(none)]).toEqual([organs, undefined]);
  });
});
