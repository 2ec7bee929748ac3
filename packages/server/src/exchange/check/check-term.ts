import type { ImportedTerm, TermOver } from '@mingjing/law';
import type { PublishedActKind } from '../columns/columns.ts';
import { note, type RowNotes } from './row-notes.ts';

/** Notes a row whose time in public has ended: nothing is to be corrected, it is merely not taken. */
export function checkTerm(notes: RowNotes, termOver: (row: ImportedTerm) => TermOver | null): void {
  // Of a row that is wrong only what is wrong is said: the day may be the slip.
  if (notes.findings.some(({ level }) => level === 'error')) return;
  const over = termOver(importedTerm(notes.kind, Object.fromEntries(notes.record)));
  if (over === null) return;
  const message = `${over.refusal.sentence.replace(/。$/, '')}，这一行没有取`;
  note(notes, over.by === 'own-date' ? 'publishedUntil' : 'decidedOn', 'notice', 'term-over', message);
}

/** What the readable values of a row say of the time in which it is public. */
export function importedTerm(
  kind: PublishedActKind,
  record: Readonly<Record<string, string | number>>,
): ImportedTerm {
  const text = (key: string) => (record[key] === undefined ? undefined : String(record[key]));
  return {
    kind,
    decidedOn: text('decidedOn'),
    publishedUntil: text('publishedUntil'),
    party: PARTIES[text('partyCategory') ?? ''],
  };
}

const PARTIES: Readonly<Record<string, ImportedTerm['party']>> = {
  法人及非法人组织: 'organisation',
  自然人: 'natural-person',
  个体工商户: 'sole-trader',
};
