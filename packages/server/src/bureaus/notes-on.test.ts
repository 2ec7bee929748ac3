import { expect, test } from 'vitest';
import { notesOn } from './notes-on.ts';

const notes = [
  '原文没有载明施行日期。',
  '第十三条第（二）项原文作“撤上”，按“撤下”理解。',
  '第十一条、第十五条写明的网站是政府网站。',
  '第五条原文作“承办人、审批人、审批人”。',
];

test('条文旁只列说到这一条的说明，和说到全文的说明', () => {
  expect(notesOn(notes, '第十五条')).toEqual([notes[0], notes[2]]);
  expect(notesOn(notes, '第十三条第（二）项')).toEqual([notes[0], notes[1]]);
  expect(notesOn(notes, '第十条')).toEqual([notes[0]]);
  expect(notesOn([], '第十条')).toEqual([]);
});
