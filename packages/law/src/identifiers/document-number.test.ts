import { expect, test } from 'vitest';
import { normaliseDocumentNumber } from './document-number.ts';

test.each([
  ['示环罚决字〔2021〕136号', '示环罚决字〔2021〕136号', []],
  ['示环罚决(2021)138号', '示环罚决〔2021〕138号', ['年份括号改为〔〕']],
  ['示环罚决（２０２１）１３８号', '示环罚决〔2021〕138号', ['年份括号改为〔〕', '全角数字或字母改为半角']],
  ['示环罚[2021] 138', '示环罚〔2021〕138号', ['年份括号改为〔〕', '补上“号”字', '去掉空格']],
  [
    '示环罚【2021年】第138号',
    '示环罚〔2021〕138号',
    ['年份括号改为〔〕', '去掉括号里的“年”字', '去掉“第”字'],
  ],
  [
    '(示甲)应急罚﹝2023﹞125号',
    '（示甲）应急罚〔2023〕125号',
    ['年份括号改为〔〕', '机关代字里的括号改为（）'],
  ],
  ['（示甲）应急罚［2023］125号', '（示甲）应急罚〔2023〕125号', ['年份括号改为〔〕']],
  ['示罚字〔2024〕第4－546号', '示罚字〔2024〕4-546号', ['去掉“第”字']],
  ['示交罚〔2025〕00977号', '示交罚〔2025〕00977号', []],
  ['示0923环罚决字〔2024〕7号', '示0923环罚决字〔2024〕7号', []],
])('文号 %s 统一为 %s，并逐条说明改动', (text, canonical, changes) => {
  expect(normaliseDocumentNumber(text)).toEqual({
    ok: true,
    value: expect.objectContaining({ canonical }),
    changes,
  });
});

test.each([
  ['', 'empty'],
  ['示环罚字2021第5号', 'no-year'],
  ['示环罚〔21〕5号', 'two-digit-year'],
  ['〔2021〕5号', 'no-agency-code'],
  ['示环罚〔2021〕号', 'no-serial'],
  ['示环罚〔2021〕五号', 'no-serial'],
  ['示环罚（2021）字第5号', 'no-serial'],
  ['示环罚〔2021〕〔2022〕5号', 'many-years'],
  ['示环罚〔2021〕***号', 'masked'],
])('认不出的文号 %s 不猜，报 %s', (text, code) => {
  expect(normaliseDocumentNumber(text)).toMatchObject({ ok: false, code });
});

test('统一后的文号再读一遍不再改动', () => {
  const once = normaliseDocumentNumber('(示)罚[2023]第 5');
  expect(once.ok && normaliseDocumentNumber(once.value.canonical)).toMatchObject({ ok: true, changes: [] });
});
