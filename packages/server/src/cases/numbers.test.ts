import type { BureauProfile } from '@mingjing/law';
import { expect, test } from 'vitest';
import { collectNumbers } from './numbers.ts';

const bureau = (numbering: BureauProfile['numbering']) => ({ id: 'wenshang', numbering }) as BureauProfile;

test('机关还没有定文号格式的文书：说清由谁、在哪里补上，不出内部错误', () => {
  const { source } = collectNumbers(bureau({}), '2025-10-10');
  expect(() => source.documentNumber('correction-notice')).toThrow(
    expect.objectContaining({
      code: 'numbering-missing',
      message: '“文书更正通知书”还没有文号格式。请系统管理员在“机关”页的“文号格式”里补上一行，再来办理。',
    }),
  );
});

test('定了格式的，按年份和序号写成', () => {
  const { source, wanted } = collectNumbers(
    bureau({ 'correction-notice': '汶更字〔{year}〕{number}号' }),
    '2025-10-10',
  );
  expect(source.documentNumber('correction-notice')).toBe('汶更字〔2025〕1号');
  expect(wanted).toEqual([{ family: 'correction-notice', kind: 'document' }]);
});
