import { note, type RowNotes, textOf } from './row-notes.ts';

/** Checks that the dates of a row follow one another and that nothing was decided after today. */
export function checkDates(notes: RowNotes, today: string): void {
  const decided = textOf(notes, 'decidedOn');
  if (decided && decided > today) {
    note(
      notes,
      'decidedOn',
      'error',
      'future-date',
      `决定日期 ${decided} 在今天（${today}）之后，请与决定书核对`,
    );
  }
  inOrder(notes, ['decidedOn', '决定日期'], ['validFrom', '有效期自']);
  inOrder(notes, ['validFrom', '有效期自'], ['validTo', '有效期至']);
  if (!notes.record.has('validFrom')) inOrder(notes, ['decidedOn', '决定日期'], ['validTo', '有效期']);
  inOrder(notes, ['decidedOn', '决定日期'], ['publishedUntil', '公示截止期']);
  checkDocumentYear(notes, decided);
}

type NamedDate = readonly [key: string, name: string];

function inOrder(
  notes: RowNotes,
  [firstKey, firstName]: NamedDate,
  [secondKey, secondName]: NamedDate,
): void {
  const first = textOf(notes, firstKey);
  const second = textOf(notes, secondKey);
  if (!first || !second || first <= second) return;
  const message = `${secondName} ${second} 早于${firstName} ${first}，先后颠倒，请与决定书核对是哪一个写错`;
  note(notes, secondKey, 'error', 'date-order', message);
}

function checkDocumentYear(notes: RowNotes, decided: string | undefined): void {
  const year = Number(/〔(\d{4})〕/.exec(textOf(notes, 'documentNumber') ?? '')?.[1]);
  if (!decided || Number.isNaN(year)) return;
  const behind = Number(decided.slice(0, 4)) - year;
  if (behind === 0 || behind === 1) return;
  const message = `文号是 ${year} 年的，决定日期却在 ${decided.slice(0, 4)} 年，请核对`;
  note(notes, 'documentNumber', 'notice', 'document-number-year', message);
}
