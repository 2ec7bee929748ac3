import { factTypes } from '@mingjing/law';
import { factNames } from '@mingjing/ledger';
import { expect, test } from 'vitest';

test('核验器自己说得出每一类案件和公示的事实叫什么，与办案时所见的一样', () => {
  const labels = Object.entries(factTypes)
    .filter(([, { stream }]) => stream === 'case' || stream === 'publication')
    .map(([type, { label }]) => [type, label]);
  expect([...factNames]).toEqual(labels);
});
