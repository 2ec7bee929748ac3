import { z } from 'zod';
import type { CaseEntry, CaseState } from '../case-state.ts';
import { defineCommand } from '../command.ts';
import { factTitle, fieldLabels } from '../fact-words.ts';
import { ask, known } from '../field.ts';
import { refusal } from '../guards.ts';
import { longText, shortText } from '../input.ts';
import { badInput, refuseInput } from '../input-error.ts';
import { outcome, record } from '../outcome.ts';
import type { CaseContext, FormField } from '../skeleton.ts';
import { correctableFields, fixedTypes, openStages, readCorrected } from './correctable.ts';
import { madeOf } from './outdated.ts';

const shared = { kinds: ['permit', 'penalty'], stages: openStages } as const;

/** 申请更正录入: a typing error, before the document concerned is served; a second person confirms it. */
export const proposeCorrection = defineCommand({
  ...shared,
  type: 'propose-correction',
  label: '申请更正录入',
  roles: ['window-clerk', 'handler', 'reviewer', 'approver'],
  only: 'handlers',
  order: 92,
  schema: z.strictObject({ entry: shortText, value: z.unknown(), reason: longText }),
  offered: (state) => state.correction === null,
  refuse: (state, context) =>
    listCorrectable(state).length === 0
      ? refusal(
          'served',
          '文书已经送达，录入不能再更正，须申请更正文书，另发更正通知书。',
          servedCite(state, context),
        )
      : undefined,
  form: (state) => [
    ask('entry', '更正哪一项', 'choice', {
      options: listCorrectable(state).map(({ entry, field }) => ({
        value: `${entry.version}.${field}`,
        label: `${factTitle(entry.type)}（${entry.occurredOn}）：${fieldLabels[field] ?? field}`,
        hint: describeValue(entry.data[field]),
      })),
    }),
    ask('value', '改为', 'textarea'),
    ask('reason', '更正的理由', 'textarea'),
  ],
  decide: (state, input, context) => {
    const { entry, field } = findTarget(state, input.entry, context);
    const value = readCorrected(entry, field, input.value);
    return outcome(
      record(context, 'correction-proposed', {
        target: entry.version,
        field,
        oldDigest: context.digestOf?.(entry.version, field) ?? '',
        value,
        reason: input.reason,
      }),
    );
  },
});

/** 同意更正录入: by a second person. */
export const confirmCorrection = defineCommand({
  ...shared,
  type: 'confirm-correction',
  label: '同意更正录入',
  roles: ['handler', 'reviewer', 'approver'],
  order: 90,
  schema: z.strictObject({}),
  offered: (state) => state.correction !== null,
  refuse: (state, context) => refuseProposer(state, context) ?? refuseServed(state, context),
  form: correctionShown,
  decide: (state, _input, context) => {
    const { target, field, oldDigest, value, reason, proposedBy } = pending(state);
    return outcome(
      record(context, 'fact-corrected', { target, field, oldDigest, value, reason, proposedBy }),
    );
  },
});

/** 不同意更正录入. */
export const refuseCorrection = defineCommand({
  ...shared,
  type: 'refuse-correction',
  label: '不同意更正录入',
  roles: ['handler', 'reviewer', 'approver'],
  order: 91,
  schema: z.strictObject({ reason: longText }),
  offered: (state) => state.correction !== null,
  refuse: refuseProposer,
  form: (state) => [...correctionShown(state), ask('reason', '不同意的理由', 'textarea')],
  decide: (state, { reason }, context) => {
    const { target, field } = pending(state);
    return outcome(record(context, 'correction-refused', { target, field, reason }));
  },
});

interface Correctable {
  readonly entry: CaseEntry;
  readonly field: string;
}

/** What was typed in and may be put right; numbers, results and whatever a rule hangs on are never retyped. */
function listCorrectable(state: CaseState): readonly Correctable[] {
  return state.entries
    .filter((entry) => !fixedTypes.includes(entry.type) && !isServedAfter(state, entry))
    .flatMap((entry) => correctableFields(entry).map((field) => ({ entry, field })));
}

/** A document made after the entry and served carries it out of the house; files attached stand by themselves. */
function isServedAfter(state: CaseState, entry: CaseEntry): boolean {
  if (entry.type === 'record-attached' || entry.type === 'recording-waived') return false;
  return state.documents.some(
    (document) => document.servedOn !== undefined && document.version > entry.version,
  );
}

function findTarget(state: CaseState, name: string, context: CaseContext): Correctable {
  const [version, field = ''] = name.split('.');
  const entry = state.entries.find((one) => String(one.version) === version);
  if (!entry || fixedTypes.includes(entry.type) || !correctableFields(entry).includes(field)) {
    badInput('entry', '没有这一项，或者这一项不能更正录入。');
  }
  refuseInput('entry', isServedAfter(state, entry) ? refuseAsServed(state, context) : undefined);
  return { entry, field };
}

/** The clause by which the words of a document are to be right: what was served is corrected by a notice. */
function servedCite(state: CaseState, context: CaseContext) {
  return context.rules.guard('correction-document', state.kind)?.cite;
}

function refuseAsServed(state: CaseState, context: CaseContext) {
  const sentence = '所涉文书已经送达，录入不能再更正，须申请更正文书，另发更正通知书。';
  return refusal('served', sentence, servedCite(state, context));
}

function refuseServed(state: CaseState, context: CaseContext) {
  const entry = state.entries.find((one) => one.version === state.correction?.target);
  return entry && isServedAfter(state, entry) ? refuseAsServed(state, context) : undefined;
}

function refuseProposer(state: CaseState, context: CaseContext) {
  const cite = context.rules.guard('own-work', state.kind)?.cite;
  return state.correction?.proposedBy === context.actor.id
    ? refusal('own-work', '更正由您申请，须由他人确认。', cite)
    : undefined;
}

function correctionShown(state: CaseState): FormField[] {
  const correction = state.correction;
  const entry = state.entries.find((one) => one.version === correction?.target);
  if (!correction || !entry) return [];
  const toRemake = madeOf(state, entry).map(({ title, documentNumber }) => `《${title}》${documentNumber}`);
  return [
    known(
      'item',
      '更正哪一项',
      `${factTitle(entry.type)}：${fieldLabels[correction.field] ?? correction.field}`,
    ),
    known('before', '原录入', describeValue(entry.data[correction.field]), 'textarea'),
    known('after', '改为', describeValue(correction.value), 'textarea'),
    known('why', '申请的理由', correction.reason, 'textarea'),
    ...(toRemake.length > 0 ? [known('remake', '同意后须重新制作、再送达的文书', toRemake.join('、'))] : []),
  ];
}

function pending(state: CaseState): NonNullable<CaseState['correction']> {
  if (!state.correction) throw new Error('no correction is pending');
  return state.correction;
}

function describeValue(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'name' in value) return String(value.name);
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}
