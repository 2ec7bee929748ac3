import { z } from 'zod';
import type { CaseState, IssuedDocument } from '../case-state.ts';
import { defineCommand } from '../command.ts';
import { ask, known } from '../field.ts';
import { identifier } from '../input.ts';
import { badInput } from '../input-error.ts';
import { outcome, record } from '../outcome.ts';
import { openStages } from './correctable.ts';
import { outdatedWords } from './outdated.ts';
import { unserved } from './service.ts';

/** 重新制作文书: an entry was put right before the document went out; number and date stay, the first version stays on record. */
export const remakeDocument = defineCommand({
  kinds: ['permit', 'penalty'],
  stages: openStages,
  type: 'remake-document',
  label: '重新制作文书',
  roles: ['handler', 'window-clerk'],
  only: 'handlers',
  order: 1,
  confirm: '按更正后的录入重新制作，文号、日期不变；原来的一份留在案件里，不再送达。已经盖章的，须重新盖章。',
  schema: z.strictObject({ documentId: identifier }),
  offered: (state) => outdated(state).length > 0,
  refuse: () => undefined,
  form: (state) => [
    ask('documentId', '重新制作哪一份文书', 'document', {
      options: outdated(state).map((document) => ({
        value: document.documentId,
        label: document.title,
        hint: document.documentNumber,
      })),
      value: outdated(state)[0]?.documentId,
    }),
    known('corrected', '制作以后更正的录入', correctedTitles(state).join('\n'), 'textarea'),
  ],
  decide: (state, { documentId }, context) => {
    const document = outdated(state).find((one) => one.documentId === documentId);
    if (!document) badInput('documentId', '没有这份须重新制作的文书。');
    const { template, title, documentNumber } = document;
    return outcome(record(context, 'document-remade', { documentId }), [
      { template, title, documentNumber, forServing: true, remakes: document.version },
    ]);
  },
});

function outdated(state: CaseState): readonly IssuedDocument[] {
  return unserved(state).filter((document) => outdatedWords(state, document).length > 0);
}

function correctedTitles(state: CaseState): readonly string[] {
  return [...new Set(outdated(state).flatMap((one) => outdatedWords(state, one).map(({ title }) => title)))];
}
