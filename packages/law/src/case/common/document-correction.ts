import { z } from 'zod';
import { asPrinted, readPrintedDay } from '../../duties/day.ts';
import type { CaseEntry, CaseState, IssuedDocument } from '../case-state.ts';
import { defineCommand } from '../command.ts';
import { factTitle, fieldLabels } from '../fact-words.ts';
import { ask, known } from '../field.ts';
import { refusal, refusalUnder } from '../guards.ts';
import { handlesCase } from '../handled-by.ts';
import { longText, shortText } from '../input.ts';
import { badInput } from '../input-error.ts';
import { drawNumber, order, outcome, record } from '../outcome.ts';
import type { CaseContext, FormField } from '../skeleton.ts';
import { correctableFields, fixedTypes, openStages, partLabels, readCorrected } from './correctable.ts';

const shared = { kinds: ['permit', 'penalty'], stages: openStages } as const;

/** 申请更正文书: words of a document that was served; another person decides, and the party gets a notice of it. */
export const proposeDocumentCorrection = defineCommand({
  ...shared,
  type: 'propose-document-correction',
  label: '申请更正文书',
  roles: ['handler', 'window-clerk'],
  only: 'handlers',
  order: 93,
  after: ['document-served'],
  schema: z.strictObject({
    documentId: shortText,
    entry: shortText,
    before: shortText,
    after: shortText,
    reason: longText,
  }),
  offered: (state) => served(state).length > 0 && state.documentCorrection == null,
  refuse: (state, context) =>
    served(state).every(({ madeOnPaperOn }) => madeOnPaperOn !== undefined)
      ? refusalUnder(
          context.rules,
          state.kind,
          'correction-document',
          'made-on-paper',
          '文书是转入以前在纸质上制作的：录错的申请更正录入，纸质文书本身有误的另行更正。',
        )
      : ownServed(state).length === 0
        ? refusal(
            'issued-elsewhere',
            '已送达的决定由发证机关作出，由发证机关更正。',
            context.rules.guard('issuing-authority-seals', state.kind)?.cite,
          )
        : undefined,
  form: (state) => [
    ask('documentId', '更正哪一份文书', 'document', {
      options: ownServed(state).map((document) => ({
        value: document.documentId,
        label: document.title,
        hint: document.documentNumber,
      })),
      value: ownServed(state).at(-1)?.documentId,
    }),
    ask('entry', '有误的文字在哪一项', 'choice', {
      options: wordsOf(state).map((words) => ({
        value: words.name,
        label: titleOf(words),
        hint: words.text,
      })),
    }),
    ask('before', '原文的错误文字', 'text', { help: '照文书抄写；不止一处的，多抄几个字指明是哪一处。' }),
    ask('after', '更正为', 'text', { help: '只更正文字错误，不改变认定的事实、依据和结果。' }),
    ask('reason', '更正的理由', 'textarea'),
  ],
  decide: (state, input, context) => {
    const document = ownServed(state).find(({ documentId }) => documentId === input.documentId);
    if (!document) badInput('documentId', '没有这份已送达的文书，或者它由发证机关作出、由其更正。');
    const words = wordsOf(state).find(({ name }) => name === input.entry);
    if (!words) badInput('entry', '没有这一项，或者这一项的文字不能更正。');
    if (words.entry.version > document.version)
      badInput('entry', '这一项是文书制作以后才录入的，文书上没有。');
    return outcome(
      record(context, 'document-correction-proposed', {
        documentId: document.documentId,
        target: words.entry.version,
        field: words.field,
        oldDigest: context.digestOf?.(words.entry.version, words.field) ?? '',
        value: readCorrected(words.entry, words.field, replaced(words, input)),
        before: input.before,
        after: input.after,
        reason: input.reason,
      }),
    );
  },
});

/** 批准更正文书: by an approver who did not ask for it; the notice is made and must be served. */
export const confirmDocumentCorrection = defineCommand({
  ...shared,
  type: 'confirm-document-correction',
  label: '批准更正文书',
  roles: ['approver'],
  order: 88,
  confirm: '批准后制作更正通知书，须送达当事人；原文书不收回，与通知书一并使用。',
  schema: z.strictObject({}),
  offered: (state) => state.documentCorrection != null,
  refuse: refuseProposer,
  form: correctionShown,
  decide: (state, _input, context) => {
    const correction = pending(state);
    const words = wordsOf(state).find((one) => holds(one, correction));
    if (!words) badInput('before', '有误的文字已依法删除，不能更正。');
    const documentNumber = drawNumber(context, 'correction-notice', state);
    const fact = record(context, 'document-corrected', { ...correction, documentNumber });
    return outcome(fact, [order(context, state.kind, 'correction-notice', documentNumber, true)]);
  },
});

/** 不同意更正文书. */
export const refuseDocumentCorrection = defineCommand({
  ...shared,
  type: 'refuse-document-correction',
  label: '不同意更正文书',
  roles: ['approver'],
  order: 89,
  schema: z.strictObject({ reason: longText }),
  offered: (state) => state.documentCorrection != null,
  refuse: refuseProposer,
  form: (state, context) => [...correctionShown(state, context), ask('reason', '不同意的理由', 'textarea')],
  decide: (state, { reason }, context) =>
    outcome(
      record(context, 'document-correction-refused', { documentId: pending(state).documentId, reason }),
    ),
});

/** Documents in the party's hands that tell them something; a notice of correction is corrected by another of the same document. */
function served(state: CaseState): readonly IssuedDocument[] {
  return state.documents.filter(
    ({ forServing, servedOn, template }) =>
      forServing && servedOn !== undefined && template !== 'correction-notice',
  );
}

/** Those made in the bureau's own name: a decision of the issuing authority is not the bureau's to correct. */
function ownServed(state: CaseState): readonly IssuedDocument[] {
  const { decision } = state;
  const isElsewhere = decision !== null && !handlesCase(state, decision.issuingAuthority);
  return served(state).filter(
    ({ documentNumber, madeOnPaperOn }) =>
      madeOnPaperOn === undefined && !(isElsewhere && documentNumber === decision.documentNumber),
  );
}

/** One text of an entry as documents print it: the field, and where the field has parts the part. */
interface Words {
  readonly entry: CaseEntry;
  readonly field: string;
  readonly part?: string;
  readonly name: string;
  readonly label: string;
  readonly text: string;
  readonly isDay: boolean;
}

/** The texts that stood when some served document was made. */
function wordsOf(state: CaseState): readonly Words[] {
  const last = Math.max(0, ...ownServed(state).map(({ version }) => version));
  return state.entries
    .filter((entry) => entry.version < last && !fixedTypes.includes(entry.type))
    .flatMap((entry) => correctableFields(entry).flatMap((field) => textsOf(entry, field)));
}

function titleOf({ entry, label }: Words): string {
  return `${factTitle(entry.type)}（${entry.occurredOn}）：${label}`;
}

/** Whether these are the words that the correction asked for puts right. */
function holds({ entry, field, part, text }: Words, asked: Pending): boolean {
  if (entry.version !== asked.target || field !== asked.field || !text.includes(asked.before)) return false;
  const partOf = (value: unknown) => (value as Readonly<Record<string, unknown>> | undefined)?.[part ?? ''];
  return part === undefined || partOf(asked.value) !== partOf(entry.data[field]);
}

function textsOf(entry: CaseEntry, field: string): readonly Words[] {
  const value = entry.data[field];
  const name = `${entry.version}.${field}`;
  const label = fieldLabels[field] ?? field;
  if (typeof value === 'string') return [{ entry, field, name, label, ...printed(value) }];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([part, text]) =>
    typeof text === 'string' && partLabels[part] !== undefined
      ? [
          {
            entry,
            field,
            part,
            name: `${name}.${part}`,
            label: `${label}${partLabels[part]}`,
            ...printed(text),
          },
        ]
      : [],
  );
}

function printed(value: string): Pick<Words, 'text' | 'isDay'> {
  const text = asPrinted(value);
  return { text, isDay: text !== value };
}

/** The field's value with the words put right; they must stand there, once. */
function replaced(
  { entry, field, part, label, text, isDay }: Words,
  { before, after }: { readonly before: string; readonly after: string },
): unknown {
  const times = text.split(before).length - 1;
  if (times === 0) badInput('before', `“${label}”里没有“${before}”。照文书抄写。`);
  if (times > 1) badInput('before', `“${label}”里有 ${times} 处“${before}”，多抄几个字指明是哪一处。`);
  if (before === after) badInput('after', '更正后与原文相同，不需要更正。');
  const whole = text.split(before).join(after);
  const corrected = isDay ? readPrintedDay(whole) : whole;
  if (corrected === undefined)
    badInput('after', `更正后的“${label}”是“${whole}”，不是一个日期。照文书的写法填。`);
  return part === undefined ? corrected : { ...(entry.data[field] as object), [part]: corrected };
}

function refuseProposer(state: CaseState, context: CaseContext) {
  const cite = context.rules.guard('own-work', state.kind)?.cite;
  return state.documentCorrection?.proposedBy === context.actor.id
    ? refusal('own-work', '更正由您申请，须由他人批准。', cite)
    : undefined;
}

function correctionShown(state: CaseState, _context: CaseContext): FormField[] {
  const correction = state.documentCorrection;
  const document = state.documents.find(({ documentId }) => documentId === correction?.documentId);
  if (!correction || !document) return [];
  const words = wordsOf(state).find((one) => holds(one, correction));
  return [
    known('document', '更正哪一份文书', `《${document.title}》${document.documentNumber}`),
    ...(words ? [known('entry', '有误的文字在哪一项', `${titleOf(words)}　${words.text}`)] : []),
    known('wrong', '原文的错误文字', correction.before),
    known('right', '更正为', correction.after),
    known('why', '申请的理由', correction.reason, 'textarea'),
  ];
}

type Pending = NonNullable<CaseState['documentCorrection']>;

function pending(state: CaseState): Pending {
  if (!state.documentCorrection) throw new Error('no correction of a document is pending');
  return state.documentCorrection;
}
